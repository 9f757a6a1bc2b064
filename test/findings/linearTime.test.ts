import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { Message } from '../../server/src/trace/message';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { HOSTILE_CALLS } from '../support/hostileCalls';

const SMALL = 300;
const TIMES = 4;

/** A trace that is read and tied together, so that what is measured is the search for findings alone. */
function prepared(text: string): Trace {
  const trace = readTrace(text);
  assert.deepEqual(trace.formats, ['ngrep']);
  assert.ok(trace.counts.messages >= SMALL);
  while (!trace.prepare());
  return trace;
}

/** What the search costs: milliseconds, and how often it reads all header fields of a message. */
function costOf(text: string): { ms: number; read: number } {
  const trace = prepared(text);
  const { readHeaderFields } = Message.prototype;
  let read = 0;
  Message.prototype.readHeaderFields = function (this: Message) {
    read++;
    return readHeaderFields.call(this);
  };
  const begin = performance.now();
  try {
    findings(trace);
    return { ms: performance.now() - begin, read };
  } finally {
    Message.prototype.readHeaderFields = readHeaderFields;
  }
}

describe('the search for problems is linear in', function () {
  this.timeout(60_000);
  for (const [name, textOf] of Object.entries(HOSTILE_CALLS)) {
    it(name, () => {
      const [small, large] = [textOf(SMALL), textOf(SMALL * TIMES)];
      // A machine that is busy with something else may slow one attempt down, but not all.
      const attempts: string[] = [];
      while (attempts.length < 4) {
        const [one, four] = [costOf(small), costOf(large)];
        assert.ok(
          four.read <= one.read * TIMES * 1.1 + 100,
          `${one.read} and ${four.read} messages read for ${TIMES} times the log`,
        );
        if (four.ms < Math.max(one.ms, 4) * TIMES * 2.25) return;
        attempts.push(`${one.ms.toFixed(1)} ms and ${four.ms.toFixed(1)} ms for ${TIMES} times the log`);
      }
      assert.fail(attempts.join('; '));
    });
  }
});
