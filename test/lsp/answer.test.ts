import assert from 'node:assert/strict';
import { CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { answer, contentModified } from '../../server/src/lsp/answer';

describe('answer', () => {
  const lines: string[] = [];
  const log = { error: (message: string) => void lines.push(message) };
  beforeEach(() => {
    lines.length = 0;
  });

  it('gives what was computed', async () => {
    assert.equal(await answer(log, 'a test', CancellationToken.None, 0, async () => 1), 1);
    assert.deepEqual(lines, []);
  });

  it('answers empty and logs one line when a feature throws', async () => {
    const failing = async (): Promise<number> => {
      throw new TypeError('no such thing');
    };
    assert.equal(await answer(log, 'the hover in file:///a.log', CancellationToken.None, 0, failing), 0);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^SIP Trace failed at the hover in file:\/\/\/a\.log: TypeError: no such thing/);
  });

  it('does not compute what is no longer wanted', async () => {
    let computed = false;
    const result = await answer(log, 'a test', CancellationToken.Cancelled, 0, async () => {
      computed = true;
      return 1;
    });
    assert.ok(result instanceof ResponseError);
    assert.equal(result.code, LSPErrorCodes.RequestCancelled);
    assert.equal(computed, false);
  });

  it('passes on that the document has changed', async () => {
    const result = await answer(log, 'a test', CancellationToken.None, 0, async (): Promise<number> => {
      throw contentModified();
    });
    assert.ok(result instanceof ResponseError);
    assert.equal(result.code, LSPErrorCodes.ContentModified);
    assert.deepEqual(lines, []);
  });
});
