import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LineCursor } from '../../server/src/trace/text/lineCursor';
import { readTrace } from '../../server/src/trace/trace';

/** Logs of ordinary shape, and how often reading one may step to a line, for each line that it has. */
const LOGS: readonly [file: string, most: number][] = [
  ['samples/1-enhanced-presence-421.sip.log', 1.2],
  ['test/traces/recorded/freeswitch-sofia/sip-options.log', 1.6],
  ['test/traces/recorded/sngrep/basic.log', 1.6],
];

/** Steps to a line while `text` is read. */
function stepsIn(text: string): number {
  const { moveTo } = LineCursor.prototype;
  let steps = 0;
  LineCursor.prototype.moveTo = function (this: LineCursor, offset: number): void {
    steps++;
    moveTo.call(this, offset);
  };
  try {
    readTrace(text);
  } finally {
    LineCursor.prototype.moveTo = moveTo;
  }
  return steps;
}

describe('reading a log', () => {
  for (const [file, most] of LOGS) {
    it(`visits each line about once: ${file}`, () => {
      const text = readFileSync(file, 'utf8').repeat(20);
      const lines = text.split('\n').length;
      const steps = stepsIn(text);
      assert.ok(steps < lines * most, `${steps} steps for ${lines} lines: ${(steps / lines).toFixed(2)}`);
    });
  }
});
