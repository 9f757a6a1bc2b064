import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CancellationTokenSource,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentLinkRequest,
  FoldingRangeRequest,
  type Hover,
  HoverRequest,
  InlayHintRequest,
  LSPErrorCodes,
  MarkupContent,
  type Range,
} from 'vscode-languageserver-protocol/node';
import { SUMMARY_REQUEST, type SummaryResult } from '../../server/src/lsp/ownRequests';
import { plainCapabilities, ServerProcess } from './support/serverProcess';

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
const SAMPLE_421 = '1-enhanced-presence-421.sip.log';

/** Place of the first `word` on the first line that begins with `line`, in one of our samples. */
function placeIn(sample: string, line: string, word: string): { line: number; character: number } {
  const lines = readFileSync(`samples/${sample}`, 'utf8').split('\r\n');
  const index = lines.findIndex((text) => text.startsWith(line) && text.includes(word));
  return { line: index, character: lines[index]?.indexOf(word) ?? -1 };
}

/** Errors and warnings of a summary, and what settings leave out. */
const pick = (summary: SummaryResult): (number | undefined)[] => [summary?.errors, summary?.warnings, summary?.hidden];

/** What a hover shows; a hover that is missing fails the test. */
function contentsOf(hover: Hover | null): MarkupContent {
  assert.ok(hover !== null && MarkupContent.is(hover.contents));
  return hover.contents;
}

describe('the language server when it starts', () => {
  it('answers `initialize` before it loads what reads logs', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sip-trace-'));
    // There is nothing beside it that could be loaded.
    copyFileSync('dist/server.js', path.join(folder, 'server.js'));
    const server = ServerProcess.spawn(path.join(folder, 'server.js'));
    await server.introduce();

    assert.deepEqual(server.initialized.serverInfo, { name: 'SIP Trace' });
    assert.equal(server.initialized.capabilities.hoverProvider, true);
    server.kill();
    rmSync(folder, { recursive: true });
  });

  it('serves an editor that does not wait for the answer, and does not say that it has it', async () => {
    const server = ServerProcess.spawn('dist/server.js');
    const introduced = server.introduce();
    const uri = await server.openSample(SAMPLE_421);
    const position = placeIn(SAMPLE_421, 'Start-Line: SIP/2.0 421', '421');
    const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });

    assert.match(contentsOf(hover).value, /^\*\*421 Extension Required/);
    await introduced;
    assert.equal(await server.stop(), 0);
  });
});

describe('the language server, in a process of its own over stdio', () => {
  let server: ServerProcess;
  beforeEach(async () => {
    server = await ServerProcess.start();
  });
  afterEach(async () => {
    assert.equal(await server.stop(), 0, 'exit status after shutdown and exit');
  });

  const problems = async (uri: string): Promise<Diagnostic[]> => {
    const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    assert.equal(report.kind, 'full');
    return report.kind === 'full' ? report.items : [];
  };

  it('announces what it can do', () => {
    assert.deepEqual(server.initialized, {
      serverInfo: { name: 'SIP Trace' },
      capabilities: {
        textDocumentSync: { openClose: true, change: 2 },
        hoverProvider: true,
        foldingRangeProvider: true,
        inlayHintProvider: true,
        documentLinkProvider: {},
        diagnosticProvider: { identifier: 'sip-trace', interFileDependencies: false, workspaceDiagnostics: false },
      },
    });
  });

  it('gives one problem for the failed sign-in, with the handshake as related places', async () => {
    const uri = await server.openSample(SAMPLE_421);
    const [problem, ...others] = await problems(uri);
    assert.deepEqual(others, []);
    assert.ok(problem);
    const line = placeIn(SAMPLE_421, 'Start-Line: SIP/2.0 421', 'SIP/2.0');
    assert.deepEqual(problem.range, { start: line, end: { line: line.line, character: line.character + 30 } });
    assert.equal(problem.code, 'ms-enhanced-presence-required');
    assert.equal(problem.severity, 1);
    assert.equal(problem.source, 'sip-trace');
    assert.match(problem.codeDescription?.href ?? '', /^https:\/\/learn\.microsoft\.com\//);
    assert.match(String(problem.message), /^alice@contoso\.com cannot sign in with Messenger for Mac 6\.0\.3: /);
    assert.deepEqual(
      problem.relatedInformation?.map(
        ({ location, message }) => `${location.uri === uri} ${String(message).slice(0, 40)}`,
      ),
      [
        'true Step 1: REGISTER without credentials',
        'true Step 2: 401: the server asks for credent',
        'true Step 3: REGISTER opens the NTLM handshak',
        'true Step 4: 401: the server sends its NTLM c',
        'true The server logged: Authentication not co',
        'true Step 5: REGISTER with the NTLM credentia',
        'true The server logged: Routed a locally gene',
        'true The same answer to a repeated attempt (C',
      ],
    );
  });

  it('says that nothing has changed when asked again for the same version', async () => {
    const uri = await server.openSample(SAMPLE_421);
    const request = { textDocument: { uri } };
    const first = await server.connection.sendRequest(DocumentDiagnosticRequest.type, request);
    const again = await server.connection.sendRequest(DocumentDiagnosticRequest.type, {
      ...request,
      ...(first.resultId === undefined ? {} : { previousResultId: first.resultId }),
    });
    assert.deepEqual(again, { kind: 'unchanged', resultId: first.resultId });
  });

  it('follows an edit: a status code that becomes 200 takes its problem away', async () => {
    const uri = await server.open(
      'SIP/2.0 402 Payment Required\r\nVia: SIP/2.0/TCP a;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n',
    );
    assert.deepEqual(
      (await problems(uri)).map(({ code }) => code),
      ['final-error-response'],
    );
    await server.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 0, character: 8 }, end: { line: 0, character: 31 } }, text: '200 OK' },
      ],
    });
    assert.deepEqual(await problems(uri), []);
  });

  describe('shows problems as they are set', () => {
    const FAILED =
      'SIP/2.0 402 Payment Required\r\nVia: SIP/2.0/TCP a;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\n' +
      'Call-ID: 1\r\nCSeq: 1 MESSAGE\r\n\r\n';
    const set = async (value: object): Promise<void> => {
      server.settings.set('sipTrace', value);
      await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    };
    const severities = async (uri: string) => (await problems(uri)).map(({ code, severity }) => `${severity} ${code}`);
    const summary = (uri: string) =>
      server.connection.sendRequest<SummaryResult>(SUMMARY_REQUEST, { textDocument: { uri } });

    it('with another severity, and off; the summary agrees', async () => {
      const uri = await server.open(FAILED);
      assert.deepEqual(await severities(uri), ['2 final-error-response']);
      await set({ findings: { 'final-error-response': 'error' } });
      assert.deepEqual(await severities(uri), ['1 final-error-response']);
      assert.deepEqual(pick(await summary(uri)), [1, 0, 0]);
      await set({ findings: { 'final-error-response': 'off' } });
      assert.deepEqual(await severities(uri), []);
      assert.deepEqual(pick(await summary(uri)), [0, 0, 1]);
    });

    it('without those that are suppressed', async () => {
      await set({ suppress: [{ method: 'MESSAGE' }] });
      assert.deepEqual(await severities(await server.open(FAILED)), []);
    });

    it('anew when the settings change, and only then', async () => {
      const uri = await server.open(FAILED);
      const request = { textDocument: { uri } };
      const { resultId } = await server.connection.sendRequest(DocumentDiagnosticRequest.type, request);
      assert.ok(resultId);
      const again = async () =>
        server.connection.sendRequest(DocumentDiagnosticRequest.type, { ...request, previousResultId: resultId });
      await set({ inlayHints: { transactions: false }, findings: { 'final-error-response': 'default' } });
      assert.equal((await again()).kind, 'unchanged');
      await set({ profile: 'conformance' });
      assert.equal((await again()).kind, 'full');
    });

    it('at most 1,000 of them, which is told once; the summary counts all', async () => {
      const log = Array.from({ length: 1200 }, (_, index) =>
        FAILED.replace('z9hG4bK1', `z9hG4bK${index}`)
          .replace('Call-ID: 1', `Call-ID: ${index}`)
          .replace('503 Service Unavailable', '402 Pay first')
          .replace('OPTIONS', 'INVITE'),
      ).join('');
      const uri = await server.open(log);
      assert.equal((await problems(uri)).length, 1000);
      await problems(uri);
      assert.deepEqual(pick(await summary(uri)), [0, 1200, 0]);
      assert.equal(server.messages.length, 1);
      assert.match(
        server.messages[0] ?? '',
        /has 120\d problems and the editor shows 1000 of one file\. .* the last 20\d are missing\. .*sip-trace check FILE/,
      );
    });
  });

  it('links the names of a log to their specifications', async () => {
    const uri = await server.openSample(SAMPLE_421);
    const links = await server.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri } });
    const at = placeIn(SAMPLE_421, 'ms-diagnostics:', '2013');
    assert.deepEqual(
      links?.find(({ range }) => range.start.line === at.line && range.start.character === at.character),
      {
        range: { start: at, end: { ...at, character: at.character + 4 } },
        target:
          'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/45a60666-9d15-4192-8cc3-e8bcb8e9d913',
        tooltip: 'Open MS-OCER 8.3',
      },
    );
  });

  it('explains the ErrorId under the cursor', async () => {
    const uri = await server.openSample(SAMPLE_421);
    const hover = await server.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: placeIn(SAMPLE_421, 'ms-diagnostics: ', '2013'),
    });
    const { kind, value } = contentsOf(hover);
    assert.equal(kind, 'markdown');
    assert.match(value, /^\*\*ms-diagnostics 2013: msrtc-event-categories extension required\.\*\*/);
  });

  it('folds transactions first when the editor takes few folds, and says so once', async () => {
    server.settings.set('editor.foldingMaximumRegions', 16);
    const uri = await server.openSample(SAMPLE_421);
    const request = { textDocument: { uri } };
    const folds = await server.connection.sendRequest(FoldingRangeRequest.type, request);
    assert.equal(folds?.length, 16);
    await server.connection.sendRequest(FoldingRangeRequest.type, request);
    assert.equal(server.messages.length, 1);
    assert.match(
      server.messages[0] ?? '',
      /and the editor takes 16\. .* Raise the setting "editor\.foldingMaximumRegions"/,
    );
  });

  it('shows the summary of a transaction, unless the setting is off', async () => {
    const uri = await server.openSample(SAMPLE_421);
    const hints = async () =>
      (await server.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range: EVERYTHING })) ?? [];
    assert.ok((await hints()).some(({ label }) => label === 'REGISTER → 421 Extension required · 2 messages · 35 ms'));
    server.settings.set('sipTrace', { inlayHints: { transactions: false } });
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.deepEqual(await hints(), []);
  });

  it('answers RequestCancelled when the editor loses interest', async () => {
    const uri = await server.openSample(SAMPLE_421);
    const source = new CancellationTokenSource();
    const request = server.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } }, source.token);
    source.cancel();
    await assert.rejects(request, { code: LSPErrorCodes.RequestCancelled });
  });

  it('answers for a document that is not open, is closed, or holds no SIP', async () => {
    assert.deepEqual(await problems('file:///never-opened.log'), []);
    const uri = await server.open('Nov 12 10:15:02 host systemd[1]: Started Session 1 of user root.\n');
    assert.deepEqual(await problems(uri), []);
    await server.close(uri);
    assert.deepEqual(await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } }), []);
  });
});

describe('the language server for other clients', () => {
  it('pushes problems anew when the settings change', async () => {
    const server = await ServerProcess.start({ ...plainCapabilities, workspace: { configuration: true } });
    const uri = await server.openSample('2-unknown-user-404.sip.log');
    const severities = async () => (await server.nextPublished(uri)).diagnostics.map(({ severity }) => severity);
    assert.deepEqual(await severities(), [1]);
    server.settings.set('sipTrace', { findings: { 'ms-user-not-found-4005': 'hint' } });
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.deepEqual(await severities(), [4]);
    await server.stop();
  });

  it('pushes problems to a client that does not ask for them, and takes them back on closing', async () => {
    const server = await ServerProcess.start(plainCapabilities);
    const uri = await server.openSample('2-unknown-user-404.sip.log');
    const { diagnostics } = await server.nextPublished(uri);
    assert.deepEqual(
      diagnostics.map(({ code, relatedInformation }) => [code, relatedInformation]),
      [['ms-user-not-found-4005', undefined]],
    );
    await server.close(uri);
    assert.deepEqual((await server.nextPublished(uri)).diagnostics, []);
    await server.stop();
  });

  it('hovers in plain text where Markdown is not shown', async () => {
    const server = await ServerProcess.start({ textDocument: { hover: { contentFormat: ['plaintext'] } } });
    const uri = await server.openSample(SAMPLE_421);
    const position = placeIn(SAMPLE_421, 'Start-Line: SIP/2.0 421', '421');
    const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    const { kind, value } = contentsOf(hover);
    assert.equal(kind, 'plaintext');
    assert.match(value, /^421 Extension Required\n\nThe server needs an option/);
    await server.stop();
  });

  it('speaks over Node IPC, as VS Code has it', async () => {
    const server = await ServerProcess.start(undefined, 'ipc');
    const uri = await server.openSample(SAMPLE_421);
    const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    assert.equal(report.kind === 'full' && report.items.length, 1);
    assert.equal(await server.stop(), 0);
  });
});
