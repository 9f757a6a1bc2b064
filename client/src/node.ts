import { availableParallelism } from 'node:os';
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateExtension, clientId, clientName } from './extension';
import { nodeOptions } from './serverProcess';

/** Entry point of the extension where it runs in Node (`main` of package.json): the server is a process of its own. */
export function activate(context: ExtensionContext): void {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const options = { execArgv: nodeOptions(availableParallelism(), 'electron' in process.versions) };
  const serverOptions = { module, transport: TransportKind.ipc, options };
  activateExtension(context, (clientOptions) => new LanguageClient(clientId, clientName, serverOptions, clientOptions));
}

export { deactivate } from './extension';
