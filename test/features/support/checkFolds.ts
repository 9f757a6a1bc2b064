import assert from 'node:assert/strict';
import { foldingRanges } from '../../../server/src/features/foldingRanges';
import { inlayHints } from '../../../server/src/features/inlayHints';
import { readTrace } from '../../../server/src/trace/trace';

const ALL = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };

/**
 * Compares the folds of a log with the bars in its margin. Every line begins with the margin, as wide as on the first
 * line, and a `|`. A bar of the margin is a fold: `+` its first line, `'` its last. A line may end in ` ⇠ text`: the inlay hint that stands there.
 */
export function checkFolds(drawn: string, rangeLimit = 5000): void {
  const lines = drawn.replace(/^\n|\n$/g, '').split('\n');
  const width = lines[0]?.search(/\|[A-Z]/) ?? -1;
  const texts: string[] = [];
  const expected: string[] = [];
  const expectedHints: string[] = [];
  const open = new Map<number, number>();
  for (const [line, whole] of lines.entries()) {
    assert.equal(whole[width], '|', `line ${line + 1} has no margin`);
    const [text = '', hint] = whole.slice(width + 1).split(' ⇠ ');
    texts.push(text);
    if (hint !== undefined) expectedHints.push(`${line} ${text.length} ${hint}`);
    for (let column = 0; column < width; column++) {
      if (whole[column] === '+') open.set(column, line);
      else if (whole[column] === "'") expected.push(`${open.get(column)}-${line}`);
    }
  }
  const trace = readTrace(texts.join('\r\n'));
  const { ranges } = foldingRanges(trace, { rangeLimit, collapsedText: false });
  const byFirstLine = (one: string, other: string): number => Number.parseInt(one, 10) - Number.parseInt(other, 10);
  assert.deepEqual(
    ranges.map(({ startLine, endLine }) => `${startLine}-${endLine}`),
    expected.sort(byFirstLine),
  );
  if (expectedHints.length > 0) {
    assert.deepEqual(
      inlayHints(trace, ALL).map(({ position, label }) => `${position.line} ${position.character} ${label}`),
      expectedHints,
    );
  }
}
