import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LineCursor } from '../../server/src/trace/text/lineCursor';
import { PlainLines } from '../../server/src/trace/text/plainLines';
import { readTrace } from '../../server/src/trace/trace';

/** Logs of ordinary shape, and how often reading one may step to a line, for each line that it has, with either of two walkers. */
const LOGS: readonly [file: string, most: { readonly cursor: number; readonly plain: number }][] = [
  ['samples/1-enhanced-presence-421.sip.log', { cursor: 0.1, plain: 1.1 }],
  ['test/traces/recorded/freeswitch-sofia/sip-options.log', { cursor: 0.3, plain: 1.3 }],
  ['test/traces/recorded/sngrep/basic.log', { cursor: 0.1, plain: 1.3 }],
];

/** How often `prototype.moveTo` is called while `text` is read. */
function stepsOf(prototype: { moveTo(...parameters: number[]): unknown }, text: string): number {
  const { moveTo } = prototype;
  let steps = 0;
  prototype.moveTo = function (this: typeof prototype, ...parameters: number[]): unknown {
    steps++;
    return moveTo.apply(this, parameters);
  };
  try {
    readTrace(text);
  } finally {
    prototype.moveTo = moveTo;
  }
  return steps;
}

describe('reading a log', () => {
  for (const [file, most] of LOGS) {
    it(`visits each line about once: ${file}`, () => {
      const text = readFileSync(file, 'utf8').repeat(20);
      const lines = text.split('\n').length;
      const cursor = stepsOf(LineCursor.prototype as never, text) / lines;
      const plain = stepsOf(PlainLines.prototype as never, text) / lines;
      assert.ok(
        cursor < most.cursor && plain < most.plain,
        `${cursor.toFixed(2)} and ${plain.toFixed(2)} steps a line`,
      );
    });
  }
});
