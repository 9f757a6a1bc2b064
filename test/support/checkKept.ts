import assert from 'node:assert/strict';
import { type Finding, findings } from '../../server/src/trace/findings';
import { Rereading } from '../../server/src/trace/rereading';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { Conversation } from './packets';

/** Messages of a log that are left out at first, one after the other: the last ones, on which most guards turn. */
const LEFT_OUT = 12;

/** A finding with the number of the message that it is about. */
export const asShown = ({ about, ...finding }: Finding) => ({ ...finding, about: about.index });

/** The trace of the log of `before` in which what stands from `start` to `end` becomes `by`. */
export function changed(before: Trace, start: number, end: number, by: string): Trace {
  const text = before.text.slice(0, start) + by + before.text.slice(end);
  const reading = new Rereading(before, text, { start, end, length: by.length });
  reading.advance();
  return reading.trace();
}

/** Where the entry of message `index` begins, and its record ends. */
export function spanOfMessage({ store }: Trace, index: number): { start: number; end: number } {
  const record = store.messages.record.at(index);
  return { start: store.records.entry.at(record), end: store.records.end.at(record) };
}

const EXCHANGES = [1, 2, 3, 4].map((number) =>
  new Conversation({ callId: `before${number}`, caller: 'carol@example.com', callee: 'dave@example.com' }).exchange(
    number,
    'PUBLISH',
  ),
);

/**
 * A log that is read on the tables of the one before when it changes: not from its beginning, and not in the format of ngrep, of which all
 * is read again then. The same without the first letter is the format of sngrep.
 */
export const readInParts = (text: string): string => (EXCHANGES.join('') + text).replace(/^[UT] (?=\d{4}\/)/gm, '');

/** Checks that a log has the same findings when a message of it comes last: those that are kept then are none that it turns. */
export function checkKept(log: string): void {
  const text = readInParts(log);
  const whole = readTrace(text);
  const expected = findings(whole).map(asShown);
  const { messageCount } = whole.store;
  for (let index = Math.max(0, messageCount - LEFT_OUT); index < messageCount; index++) {
    const { start, end } = spanOfMessage(whole, index);
    const without = readTrace(text.slice(0, start) + text.slice(end));
    findings(without);
    const trace = changed(without, start, start, text.slice(start, end));
    assert.deepEqual(findings(trace).map(asShown), expected, `where message ${index} comes last`);
  }
}
