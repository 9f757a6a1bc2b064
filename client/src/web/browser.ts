import { type ExtensionContext, Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { clientId, clientName, clientOptions, startClient } from '../extension';

let client: LanguageClient | undefined;

/** Entry point of the extension where it runs in a browser (`browser` of package.json): the server is a web worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js').toString(true);
  // Made at each start, so that a restart gets a new one. Wrapped here, because the client's own `instanceof Worker`
  // fails for the workers that VS Code's extension host makes.
  const serverOptions = async () => {
    const worker = new Worker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  client = new LanguageClient(clientId, clientName, serverOptions, clientOptions);
  return startClient(client);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
