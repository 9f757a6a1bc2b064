import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateExtension, clientId, clientName } from './extension';

/** Entry point of the extension where it runs in Node (`main` of package.json): the server is a process of its own. */
export function activate(context: ExtensionContext): void {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const serverOptions = { module, transport: TransportKind.ipc };
  activateExtension(context, (options) => new LanguageClient(clientId, clientName, serverOptions, options));
}

export { deactivate } from './extension';
