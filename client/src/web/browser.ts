import { type ExtensionContext, Uri } from 'vscode';
import { activateExtension, clientId, clientName } from '../extension';
import { WorkerClient } from './workerClient';

/** Entry point of the extension where it runs in a browser (`browser` of package.json): the server is a web worker. */
export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js').toString(true);
  activateExtension(context, (options) => new WorkerClient(clientId, clientName, script, options));
}

export { deactivate } from '../extension';
