import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  DocumentDiagnosticRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  LSPErrorCodes,
} from 'vscode-languageserver-protocol/node';
import { EXPLAIN_REQUEST, SUMMARY_REQUEST, type SummaryResult } from '../../server/src/lsp/ownRequests';
import { plainCapabilities, ServerProcess } from './support/serverProcess';

const FAILURE =
  'SIP/2.0 402 Payment Required\r\nVia: SIP/2.0/TCP a;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\n' +
  'To: <sip:c@d>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n';
const SUCCESS = FAILURE.replace('402 Payment Required', '200 OK');
const SAMPLE = readFileSync('samples/1-enhanced-presence-421.sip.log', 'utf8');

describe('documents over their life', () => {
  let server: ServerProcess;
  beforeEach(async () => {
    server = await ServerProcess.start();
  });
  afterEach(() => server.stop());

  const report = (uri: string, previousResultId?: string) =>
    server.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  const codes = async (uri: string) => {
    const found = await report(uri);
    return found.kind === 'full' ? found.items.map(({ code }) => code) : found.kind;
  };

  it('opens again with another encoding: the same version number stands for another text', async () => {
    const uri = await server.open(FAILURE.replaceAll('\r\n', '\0'));
    const { resultId } = await report(uri);
    await server.close(uri);
    await server.open(FAILURE, uri);
    const again = await report(uri, resultId);
    assert.equal(again.kind, 'full');
    assert.deepEqual(await codes(uri), ['final-error-response']);
  });

  it('goes on under a new name, and leaves nothing at the old one', async () => {
    const before = await server.open(FAILURE, 'file:///before.sip.log');
    assert.deepEqual(await codes(before), ['final-error-response']);
    await server.close(before);
    const after = await server.open(FAILURE, 'file:///after.sip.log');
    assert.deepEqual(await codes(after), ['final-error-response']);
    assert.deepEqual(await codes(before), []);
  });

  it('answers two editors on one document alike', async () => {
    const uri = await server.open(SAMPLE);
    const ask = () => server.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });
    const [one, other] = await Promise.all([ask(), ask()]);
    assert.ok((one?.length ?? 0) > 0);
    assert.deepEqual(one, other);
  });

  it('says ContentModified when an edit overtakes a request, and answers the next one from the new text', async () => {
    // Long enough to be read in many slices.
    const uri = await server.open(SUCCESS.repeat(120_000));
    const overtaken = server.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });
    // Answered between two slices: the reading has begun.
    await server.connection.sendRequest(EXPLAIN_REQUEST, { term: '421' });
    await server.change(uri, 2, FAILURE);
    await assert.rejects(overtaken, { code: LSPErrorCodes.ContentModified });
    assert.deepEqual(await codes(uri), ['final-error-response']);
  });

  it('forgets a document that is closed while it is read', async () => {
    const uri = await server.open(SUCCESS.repeat(60_000));
    const asked = server.connection.sendRequest<SummaryResult>(SUMMARY_REQUEST, { textDocument: { uri } });
    await server.close(uri);
    await asked.catch(() => undefined);
    assert.equal(await server.connection.sendRequest<SummaryResult>(SUMMARY_REQUEST, { textDocument: { uri } }), null);
  });
});

describe('documents of a client that is sent problems', () => {
  it('take their problems with them when they are renamed', async () => {
    const server = await ServerProcess.start(plainCapabilities);
    const before = await server.open(FAILURE, 'file:///before.sip.log');
    assert.equal((await server.nextPublished(before)).diagnostics.length, 1);
    await server.close(before);
    const after = await server.open(FAILURE, 'file:///after.sip.log');
    assert.equal((await server.nextPublished(before)).diagnostics.length, 0);
    assert.equal((await server.nextPublished(after)).diagnostics.length, 1);
    await server.stop();
  });
});

describe('200 documents of 1 MB, opened, used and closed', function () {
  this.timeout(120_000);

  it('leave no memory behind: a server with 64 MB for all its objects outlives them', async () => {
    const server = await ServerProcess.start(undefined, 'stdio', ['--max-old-space-size=64']);
    const text = SAMPLE.repeat(Math.ceil(1e6 / SAMPLE.length));
    for (let index = 0; index < 200; index++) {
      const uri = await server.open(text, `file:///${index}.sip.log`);
      const textDocument = { uri };
      const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
      const [problems] = await Promise.all([
        server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument }),
        server.connection.sendRequest(FoldingRangeRequest.type, { textDocument }),
        server.connection.sendRequest(InlayHintRequest.type, { textDocument, range }),
        server.connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 41, character: 15 } }),
        server.connection.sendRequest<SummaryResult>(SUMMARY_REQUEST, { textDocument }),
      ]);
      assert.ok(problems.kind === 'full' && problems.items.length > 0);
      await server.close(uri);
    }
    assert.equal(await server.stop(), 0);
  });
});
