import assert from 'node:assert/strict';
import { type Finding, findings, rules } from '../../server/src/trace/findings';
import type { Span } from '../../server/src/trace/text/span';
import { readTrace } from '../../server/src/trace/trace';
import { annotatedLog } from './annotatedLog';
import { checkKept } from './checkKept';

/** What is told of most logs of tests, or only to those who ask for it. */
const ONLY_IF_NOTED = new Set([
  'trace-starts-midcall',
  ...rules.filter(({ profile }) => profile === 'conformance').map(({ code }) => code),
]);
const RELATED = /^related\b ?/;

/**
 * Compares all findings of an annotated log with its notes and returns them.
 *
 * A note `error registration-failed` is a finding: severity and code, its span being what the note marks. As soon as one
 * note says `related Step 1: …`, all related places of all findings must be noted so. `parts` are joined line by line.
 *
 * That a log starts in the middle of a call is compared only where a note says so: most logs of tests do. So are findings of the profile
 * `conformance`. The findings have to be the same when a message of the log comes last.
 */
export function checkFindings(...parts: readonly string[]): readonly Finding[] {
  const { text, notes } = annotatedLog(parts.join('\n'));
  const trace = readTrace(text);
  const found = findings(trace).filter(
    ({ code }) => !ONLY_IF_NOTED.has(code) || notes.some(({ note }) => note.endsWith(` ${code}`)),
  );
  const placeOf = ({ start, end }: Span): string =>
    `line ${trace.lineAt(start) + 1} ${JSON.stringify(text.slice(start, end))}`;
  const isRelated = ({ note }: { note: string }): boolean => RELATED.test(note);
  assert.deepEqual(
    found.map(({ severity, code, span }) => `${placeOf(span)} ${severity} ${code}`).sort(),
    notes
      .filter((note) => !isRelated(note))
      .map((note) => `${placeOf(note)} ${note.note}`)
      .sort(),
  );
  const related = notes.filter(isRelated);
  if (related.length > 0) {
    assert.deepEqual(
      found.flatMap((finding) => finding.related.map(({ span, message }) => `${placeOf(span)} ${message}`)).sort(),
      related.map((note) => `${placeOf(note)} ${note.note.replace(RELATED, '')}`).sort(),
    );
  }
  checkKept(text);
  return found;
}

/** Message of the only finding. */
export function onlyMessage(found: readonly Finding[]): string {
  assert.equal(found.length, 1);
  return found[0]?.message ?? '';
}
