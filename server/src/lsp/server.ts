import {
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticReport,
  MarkupKind,
  TextDocuments,
} from 'vscode-languageserver';
import { codeActions } from '../features/codeActions';
import type { ShownProblems } from '../features/diagnostics';
import { documentLinks } from '../features/documentLinks';
import { documentSummary } from '../features/documentSummary';
import { explainedMarkdown } from '../features/explained';
import { foldingRanges } from '../features/foldingRanges';
import { formatTest } from '../features/formatTest';
import { hover } from '../features/hover';
import { inlayHints } from '../features/inlayHints';
import { markup } from '../features/richText';
import { terms } from '../features/terms';
import { emptyTrace, type Trace } from '../trace/trace';
import { answer, contentModified } from './answer';
import { CustomFormatReader, compiler } from './customFormats';
import type { Client } from './initialize';
import { foldsLeftOut, LeftOutNotice, problemsLeftOut } from './leftOutNotice';
import {
  EXPLAIN_REQUEST,
  type ExplainParams,
  type ExplainResult,
  SUMMARY_REQUEST,
  type SummaryParams,
  type SummaryResult,
  TERMS_REQUEST,
  TEST_FORMAT_REQUEST,
  type TermsResult,
  type TestFormatParams,
  type TestFormatResult,
} from './ownRequests';
import { Problems } from './problems';
import { PushedDiagnostics } from './pushedDiagnostics';
import { SettingsReader } from './settings';
import { TraceDocument } from './traceDocument';

/** Folds that an editor takes when it does not say how many. */
const DEFAULT_FOLDING_LIMIT = 5000;

/** Wires the features to a connection whose client has introduced itself. */
export function startServer(connection: Connection, { capabilities: client, commands, pulls }: Client): void {
  const documents = new TextDocuments<TraceDocument>(TraceDocument);
  const log = { error: (message: string) => connection.console.error(message) };
  const settings = new SettingsReader(connection, () => client.workspace?.configuration === true);
  const foldingNotice = new LeftOutNotice(connection, foldsLeftOut);
  const problemNotice = new LeftOutNotice(connection, problemsLeftOut);
  const customFormats = new CustomFormatReader(connection);
  const formatsFor = async (uri: string) => customFormats.for((await settings.for(uri)).formats);
  /** The open document, with the formats that are set for it. Rejects when it changes before these are known. */
  const documentAt = async (uri: string): Promise<TraceDocument | undefined> => {
    const document = documents.get(uri);
    if (document === undefined) return undefined;
    const { version } = document;
    const { all } = await formatsFor(uri);
    if (document.version !== version) throw contentModified();
    document.useFormats(all);
    return document;
  };
  const traceOf = async (uri: string): Promise<Trace> => (await documentAt(uri))?.trace() ?? emptyTrace;

  const problems = new Problems(() => client.textDocument?.publishDiagnostics?.relatedInformation === true || pulls);
  const problemsOf = async (trace: Trace, uri: string, isCancelled: () => boolean): Promise<ShownProblems> =>
    problems.of(trace, uri, (await settings.for(uri)).findings, isCancelled);
  const problemsIn = async (uri: string, isCancelled: () => boolean): Promise<readonly Diagnostic[]> => {
    const { problems: shown, findings } = await problemsOf(await traceOf(uri), uri, isCancelled);
    problemNotice.tell(uri, shown.length, findings.length - shown.length);
    return shown;
  };
  const pushed = new PushedDiagnostics(connection, log, problemsIn);
  const push = ({ uri }: TraceDocument): void => pushed.schedule(uri, () => documents.get(uri)?.version);

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'sipTrace' });
    }
  });

  connection.onDidChangeConfiguration(() => {
    settings.forget();
    const { workspace } = client;
    if (workspace?.inlayHint?.refreshSupport === true) void connection.languages.inlayHint.refresh();
    if (workspace?.foldingRange?.refreshSupport === true) void connection.languages.foldingRange.refresh();
    if (workspace?.diagnostics?.refreshSupport === true) void connection.languages.diagnostics.refresh();
    if (!pulls) for (const document of documents.all()) push(document);
  });

  connection.onHover(({ textDocument: { uri }, position }, token) =>
    answer(log, `the hover in ${uri}`, token, null, async () => {
      const formats = client.textDocument?.hover?.contentFormat;
      const markdown = formats === undefined || formats.includes(MarkupKind.Markdown);
      const document = await documentAt(uri);
      if (document === undefined) return null;
      const reading = document.trace();
      const soFar = document.soFar(position);
      return hover(soFar ?? (await reading), position, { markdown, isPartial: soFar !== undefined }) ?? null;
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

  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    answer(log, `the links in ${uri}`, token, [], async () => documentLinks(await traceOf(uri))),
  );

  connection.onCodeAction(({ textDocument: { uri }, context: { diagnostics, only } }, token) =>
    answer(log, `the actions in ${uri}`, token, [], async () => {
      const trace = await (await documentAt(uri))?.trace();
      if (trace === undefined || diagnostics.every(({ source }) => source !== 'sip-trace')) return [];
      const { findings } = await problemsOf(trace, uri, () => token.isCancellationRequested);
      return codeActions(trace, findings, { uri, diagnostics, only, commands });
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
      const document = await documentAt(uri);
      if (document === undefined) return { kind: 'full', items: [] };
      const resultId = `${document.state}.${problems.editionOf((await settings.for(uri)).findings)}`;
      if (previousResultId === resultId) return { kind: 'unchanged', resultId };
      return { kind: 'full', resultId, items: [...(await problemsIn(uri, () => token.isCancellationRequested))] };
    }),
  );

  connection.onRequest(SUMMARY_REQUEST, ({ textDocument: { uri } }: SummaryParams, token) =>
    answer<SummaryResult>(log, `the summary of ${uri}`, token, null, async () => {
      const trace = await (await documentAt(uri))?.trace();
      if (trace === undefined) return null;
      return documentSummary(trace, await problemsOf(trace, uri, () => token.isCancellationRequested));
    }),
  );

  connection.onRequest(EXPLAIN_REQUEST, ({ term }: ExplainParams, token) =>
    answer<ExplainResult>(log, `the explanation of "${term}"`, token, { markdown: null }, async () => ({
      markdown: explainedMarkdown(term) ?? null,
    })),
  );

  connection.onRequest<TermsResult, never>(TERMS_REQUEST, (_params: object, token) =>
    answer<TermsResult>(log, 'the list of what can be explained', token, { terms: [] }, async () => ({
      terms: terms(),
    })),
  );

  connection.onRequest<TestFormatResult, never>(TEST_FORMAT_REQUEST, (params: TestFormatParams, token) =>
    answer<TestFormatResult>(log, 'the test of formats', token, { markdown: '' }, async () => {
      const { custom, problems: wrong } = await formatsFor(params.textDocument.uri);
      const blocks = formatTest(params, { custom, problems: wrong, compile: await compiler() });
      return { markdown: `${markup(blocks, true).value}\n` };
    }),
  );

  documents.onDidChangeContent(({ document }) => {
    if (!pulls) push(document);
  });
  documents.onDidClose(({ document }) => {
    settings.forget(document.uri);
    foldingNotice.forget(document.uri);
    problemNotice.forget(document.uri);
    if (!pulls) pushed.clear(document.uri);
  });
  documents.listen(connection);
}
