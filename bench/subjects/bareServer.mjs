/** A language server with the same libraries that keeps its documents and does nothing else. */
import { createConnection, ProposedFeatures, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
connection.onInitialize(() => ({
  capabilities: { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } },
}));
connection.onRequest('bench/length', ({ uri }) => documents.get(uri)?.getText().length ?? 0);
documents.listen(connection);
connection.listen();
