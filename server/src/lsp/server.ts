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
import { documentSummary } from '../features/documentSummary';
import { explainTerm } from '../features/explainTerm';
import { foldingRanges } from '../features/foldingRanges';
import { hover } from '../features/hover';
import { inlayHints } from '../features/inlayHints';
import { explanationBlocks, markup } from '../features/richText';
import { emptyTrace, type Trace } from '../trace/trace';
import { answer } from './answer';
import { FoldingNotice } from './foldingNotice';
import {
  EXPLAIN_REQUEST,
  type ExplainParams,
  type ExplainResult,
  SUMMARY_REQUEST,
  type SummaryParams,
  type SummaryResult,
} from './ownRequests';
import { Problems } from './problems';
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

  const pulls = (): boolean => client.textDocument?.diagnostic !== undefined;
  const problems = new Problems(() => client.textDocument?.publishDiagnostics?.relatedInformation === true || pulls());
  const problemsIn = async (uri: string, isCancelled: () => boolean) =>
    problems.of(await traceOf(uri), uri, isCancelled);
  const pushed = new PushedDiagnostics(connection, log, problemsIn);

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
      if (documents.get(uri) === undefined) return [];
      const { inlayHints: wanted } = await settings.for(uri);
      return wanted.transactions ? inlayHints(await traceOf(uri), range) : [];
    }),
  );

  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    answer<DocumentDiagnosticReport>(log, `the problems of ${uri}`, token, { kind: 'full', items: [] }, async () => {
      const resultId = documents.get(uri)?.state;
      if (resultId === undefined) return { kind: 'full', items: [] };
      if (previousResultId === resultId) return { kind: 'unchanged', resultId };
      return { kind: 'full', resultId, items: await problemsIn(uri, () => token.isCancellationRequested) };
    }),
  );

  connection.onRequest(SUMMARY_REQUEST, ({ textDocument: { uri } }: SummaryParams, token) =>
    answer<SummaryResult>(log, `the summary of ${uri}`, token, null, async () => {
      const trace = await documents.get(uri)?.trace();
      if (trace === undefined) return null;
      return documentSummary(
        trace,
        problems.of(trace, uri, () => token.isCancellationRequested),
      );
    }),
  );

  connection.onRequest(EXPLAIN_REQUEST, ({ term }: ExplainParams, token) =>
    answer<ExplainResult>(log, `the explanation of "${term}"`, token, { markdown: null }, async () => {
      const pages = explainTerm(term).map((explanation) => markup(explanationBlocks(explanation), true).value);
      return { markdown: pages.length === 0 ? null : `${pages.join('\n\n---\n\n')}\n` };
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
