import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions, startClient } from './extension';

let client: LanguageClient | undefined;

/** Entry point of the extension where it runs in Node (`main` of package.json): the server is a process of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  client = new LanguageClient(clientId, clientName, { module, transport: TransportKind.ipc }, clientOptions);
  return startClient(client);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
