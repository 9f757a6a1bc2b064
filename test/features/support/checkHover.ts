import assert from 'node:assert/strict';
import { hover } from '../../../server/src/features/hover';
import { readTrace } from '../../../server/src/trace/trace';
import { annotatedLog } from '../../support/annotatedLog';

/**
 * Compares the plain text of the hover at `$0` with `expected`. Where the log has a note, the hover is about exactly the
 * characters that it marks. `undefined` stands for no hover.
 */
export function checkHover(source: string, expected: string | undefined): void {
  const { text, cursor, notes } = annotatedLog(source);
  assert.ok(cursor !== undefined, 'the log has a cursor');
  const trace = readTrace(text);
  const found = hover(trace, trace.placeAt(cursor), { markdown: false });
  assert.equal(found === undefined ? undefined : (found.contents as { value: string }).value, expected?.trim());
  for (const { start, end, note } of notes) {
    assert.equal(note, 'hover');
    assert.deepEqual(found?.range, { start: trace.placeAt(start), end: trace.placeAt(end) });
  }
}

/** Markdown of the hover at `$0`; fails when there is none. */
export function hoverMarkdown(source: string): string {
  const { text, cursor } = annotatedLog(source);
  const trace = readTrace(text);
  const found = hover(trace, trace.placeAt(cursor ?? 0), { markdown: true });
  assert.ok(found !== undefined, 'there is a hover');
  return (found.contents as { value: string }).value;
}

/** Plain text of the hover at `$0`; fails when there is none. */
export function hoverText(source: string): string {
  const { text, cursor } = annotatedLog(source);
  const trace = readTrace(text);
  const found = hover(trace, trace.placeAt(cursor ?? 0), { markdown: false });
  assert.ok(found !== undefined, 'there is a hover');
  return (found.contents as { value: string }).value;
}
