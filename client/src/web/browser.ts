import { type ExtensionContext, Uri } from 'vscode';
import { activateExtension, clientId, clientName } from '../extension';
import { WorkerClient } from './workerClient';

/** Entry point of the extension where it runs in a browser (`browser` of package.json): the server is a web worker. */
export function activate(context: ExtensionContext): void {
  const scripts = ['tables.js', 'core.js', 'server.browser.js'].map((name) =>
    Uri.joinPath(context.extensionUri, 'dist', name).toString(true),
  );
  activateExtension(context, (options) => new WorkerClient(clientId, clientName, scripts, options));
}

export { deactivate } from '../extension';
