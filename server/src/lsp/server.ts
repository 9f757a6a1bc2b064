import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticReport,
  type InitializeResult,
  MarkupKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { diagnostics } from '../features/diagnostics';
import { foldingRanges } from '../features/foldingRanges';
import { hover } from '../features/hover';
import { inlayHints } from '../features/inlayHints';
import { emptyTrace, type Trace } from '../trace/trace';
import { answer } from './answer';
import { FoldingNotice } from './foldingNotice';
import { PushedDiagnostics } from './pushedDiagnostics';
import { SettingsReader } from './settings';
import { TraceDocument } from './traceDocument';

/** Folds that an editor takes when it does not say how many. */
const DEFAULT_FOLDING_LIMIT = 5000;

/** Wires the features to a connection and starts to listen. */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments<TraceDocument>(TraceDocument);
  const log = { error: (message: string) => connection.console.error(message) };
  let client: ClientCapabilities = {};
  const settings = new SettingsReader(connection, () => client.workspace?.configuration === true);
  const foldingNotice = new FoldingNotice(connection);
  const traceOf = async (uri: string): Promise<Trace> => documents.get(uri)?.trace() ?? emptyTrace;

  const problems = async (uri: string, isCancelled: () => boolean) =>
    diagnostics(await traceOf(uri), {
      uri,
      relatedInformation: client.textDocument?.publishDiagnostics?.relatedInformation === true || pulls(),
      isCancelled,
    });
  const pulls = (): boolean => client.textDocument?.diagnostic !== undefined;
  const pushed = new PushedDiagnostics(connection, log, problems);

  connection.onInitialize(({ capabilities }): InitializeResult => {
    client = capabilities;
    return {
      serverInfo: { name: 'SIP Trace' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        foldingRangeProvider: true,
        inlayHintProvider: true,
        ...(pulls()
          ? {
              diagnosticProvider: {
                identifier: 'sip-trace',
                interFileDependencies: false,
                workspaceDiagnostics: false,
              },
            }
          : {}),
      },
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'sipTrace' });
    }
  });

  connection.onDidChangeConfiguration(() => {
    settings.forget();
    if (client.workspace?.inlayHint?.refreshSupport === true) void connection.languages.inlayHint.refresh();
  });

  connection.onHover(({ textDocument: { uri }, position }, token) =>
    answer(log, `the hover in ${uri}`, token, null, async () => {
      const formats = client.textDocument?.hover?.contentFormat;
      const markdown = formats === undefined || formats.includes(MarkupKind.Markdown);
      return hover(await traceOf(uri), position, { markdown }) ?? null;
    }),
  );

  connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
    answer(log, `the folds of ${uri}`, token, [], async () => {
      const capability = client.textDocument?.foldingRange;
      const rangeLimit = (await settings.foldingLimit(uri)) ?? capability?.rangeLimit ?? DEFAULT_FOLDING_LIMIT;
      const collapsedText = capability?.foldingRange?.collapsedText === true;
      const { ranges, omitted } = foldingRanges(await traceOf(uri), { rangeLimit, collapsedText });
      foldingNotice.tell(uri, ranges.length, omitted);
      return ranges;
    }),
  );

  connection.languages.inlayHint.on(({ textDocument: { uri }, range }, token) =>
    answer(log, `the summaries in ${uri}`, token, [], async () => {
      const { inlayHints: wanted } = await settings.for(uri);
      return wanted.transactions ? inlayHints(await traceOf(uri), range) : [];
    }),
  );

  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    answer<DocumentDiagnosticReport>(log, `the problems of ${uri}`, token, { kind: 'full', items: [] }, async () => {
      const resultId = String(documents.get(uri)?.version ?? '');
      if (resultId !== '' && previousResultId === resultId) return { kind: 'unchanged', resultId };
      return { kind: 'full', resultId, items: await problems(uri, () => token.isCancellationRequested) };
    }),
  );

  documents.onDidChangeContent(({ document }) => {
    if (!pulls()) pushed.schedule(document.uri, () => documents.get(document.uri)?.version);
  });
  documents.onDidClose(({ document }) => {
    settings.forget(document.uri);
    foldingNotice.forget(document.uri);
    if (!pulls()) pushed.clear(document.uri);
  });
  documents.listen(connection);
  connection.listen();
}
