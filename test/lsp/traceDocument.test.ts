import assert from 'node:assert/strict';
import { LSPErrorCodes } from 'vscode-languageserver';
import { TraceDocument } from '../../server/src/lsp/traceDocument';

const MESSAGE =
  'OPTIONS sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n';

describe('an open document', () => {
  it('reads its trace once for each version', async () => {
    const document = TraceDocument.create('file:///a.log', 'sip-trace', 1, MESSAGE);
    const first = await document.trace();
    assert.equal(await document.trace(), first);
    assert.equal(first.counts.messages, 1);
    TraceDocument.update(document, [{ text: MESSAGE + MESSAGE }], 2);
    assert.equal((await document.trace()).counts.messages, 2);
  });

  it('answers for what has been read while the rest is being read', async () => {
    const document = TraceDocument.create('file:///a.log', 'sip-trace', 1, MESSAGE.repeat(200_000));
    const reading = document.trace();
    assert.equal(document.soFar({ line: 0, character: 0 })?.messages[0]?.callId, '1');
    assert.equal(document.soFar({ line: 999_999, character: 0 }), undefined);
    const trace = await reading;
    assert.equal(trace.counts.messages, 200_000);
    assert.equal(document.soFar({ line: 0, character: 0 }), undefined, 'the trace itself answers from now on');
  });

  it('reads only around a change, once it has been read', async () => {
    const document = TraceDocument.create('file:///a.log', 'sip-trace', 1, MESSAGE.repeat(20_000));
    const before = await document.trace();
    const position = { line: 50_002, character: 9 };
    const range = { start: position, end: { line: 50_002, character: 10 } };
    TraceDocument.update(
      document,
      [
        { range, text: '22' },
        { range: { start: position, end: position }, text: '3' },
      ],
      2,
    );
    const after = await document.trace();
    assert.equal(before.isSuperseded, true, 'its tables went to the trace of the changed text');
    assert.equal(after.counts.messages, 20_000);
    assert.equal(after.counts.callIds, 2);
    assert.equal(after.messages[10_000]?.callId, '322');
  });

  it('lets other work in while a long log is read, and gives up when the log changes', async () => {
    const document = TraceDocument.create('file:///a.log', 'sip-trace', 1, MESSAGE.repeat(60_000));
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    assert.equal((await document.trace()).counts.messages, 60_000);
    clearInterval(timer);
    assert.ok(turns >= 2, `${turns} turns of the event loop while ${MESSAGE.length * 60_000} characters were read`);

    TraceDocument.update(document, [{ text: MESSAGE.repeat(60_001) }], 2);
    const overtaken = document.trace();
    TraceDocument.update(document, [{ text: MESSAGE }], 3);
    await assert.rejects(overtaken, { code: LSPErrorCodes.ContentModified });
    assert.equal((await document.trace()).counts.messages, 1);
  });
});
