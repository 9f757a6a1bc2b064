import type { Trace } from '../../server/src/trace/trace';
import { spanOfMessage } from './checkKept';

/** Gives whole numbers below a limit, the same in each run. */
export type Next = (limit: number) => number;

export function numbers(seed: number): Next {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** What stands from `start` to `end` becomes `by`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

const FIELDS = ['Call-ID', 'From', 'To', 'CSeq', 'Via', 'Contact', 'Date', 'Expires', 'Event'].map(
  (name) => new RegExp(`^${name}:.*$`, 'im'),
);
const ADDED = [
  'X-Edited: 1',
  'ms-diagnostics: 4005;reason="x"',
  'Retry-After: 3',
  'Expires: 0',
  'Reason: Q.850;cause=16',
];
const CODES = ['200', '180', '401', '404', '421', '480', '481', '486', '487', '500', '503', '301', '408'];
const ANYTHING = ['x', '\n', 'SIP/2.0 200 OK\n', 'Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK9\n', '\u00e9'];

/** One of `values`. */
const oneOf = <Value>(values: readonly Value[], next: Next): Value => values[next(values.length)] as Value;

/** What a person may do to a log at message `index`, `near` another one behind it; `undefined` where it cannot be done. */
type Doing = (log: { trace: Trace; index: number; near: number; other: Trace }, next: Next) => TextChange | undefined;

const DOINGS: readonly Doing[] = [
  function appendMessage({ trace, index }) {
    const { start, end } = spanOfMessage(trace, index);
    return { start: trace.text.length, end: trace.text.length, by: `\n${trace.text.slice(start, end)}\n` };
  },
  function removeMessage({ trace, index }) {
    return { ...spanOfMessage(trace, index), by: '' };
  },
  function removeMessages({ trace, index, near }) {
    const { start, end } = spanOfMessage(trace, index);
    return { start, end: Math.max(end, spanOfMessage(trace, near).end), by: '' };
  },
  function insertMessage({ trace, index, near }) {
    const { start, end } = spanOfMessage(trace, near);
    const at = spanOfMessage(trace, index).start;
    return { start: at, end: at, by: `${trace.text.slice(start, end)}\n` };
  },
  function swapMessages({ trace, index, near }) {
    const [one, other] = [spanOfMessage(trace, index), spanOfMessage(trace, near)];
    if (other.start < one.end) return undefined;
    const by = `${trace.text.slice(other.start, other.end)}\n${trace.text.slice(one.start, other.start)}`;
    return { start: one.start, end: other.end, by };
  },
  function pasteMessages({ trace, index, other }, next) {
    const { messageCount } = other.store;
    if (messageCount === 0) return undefined;
    const from = next(messageCount);
    const to = Math.min(messageCount - 1, from + next(6));
    const at = next(2) === 0 ? trace.text.length : spanOfMessage(trace, index).start;
    return {
      start: at,
      end: at,
      by: `\n${other.text.slice(spanOfMessage(other, from).start, spanOfMessage(other, to).end)}\n`,
    };
  },
  function removeLine({ trace, index }, next) {
    const { start, end } = spanOfMessage(trace, index);
    const from = trace.text.lastIndexOf('\n', start + next(end - start)) + 1;
    const to = trace.text.indexOf('\n', from) + 1 || trace.text.length;
    return { start: from, end: to, by: '' };
  },
  function addField({ trace, index }, next) {
    const { start, end } = spanOfMessage(trace, index);
    const at = trace.text.indexOf('\n', start) + 1;
    return at === 0 || at > end ? undefined : { start: at, end: at, by: `${oneOf(ADDED, next)}\n` };
  },
  function takeFieldOfAnother({ trace, index, near }, next) {
    const { start, end } = spanOfMessage(trace, index);
    const other = spanOfMessage(trace, near);
    const field = oneOf(FIELDS, next);
    const found = field.exec(trace.text.slice(start, end));
    const by = field.exec(trace.text.slice(other.start, other.end))?.[0];
    if (found === null || by === undefined) return undefined;
    return { start: start + found.index, end: start + found.index + found[0].length, by };
  },
  function changeStatus({ trace, index }, next) {
    const { start, end } = spanOfMessage(trace, index);
    const at = trace.text.slice(start, end).search(/SIP\/2\.0 \d{3}/);
    return at === -1
      ? undefined
      : { start: start + at + 'SIP/2.0 '.length, end: start + at + 'SIP/2.0 200'.length, by: oneOf(CODES, next) };
  },
  function changeClock({ trace, index }, next) {
    const clock = /\d\d:\d\d:\d\d/g;
    clock.lastIndex = spanOfMessage(trace, index).start;
    const at = clock.exec(trace.text)?.index;
    return at === undefined ? undefined : { start: at, end: at + 2, by: String(next(24)).padStart(2, '0') };
  },
  function typeAnywhere({ trace: { text } }, next) {
    const start = next(text.length + 1);
    return { start, end: Math.min(text.length, start + oneOf([0, 1, 20, 300], next)), by: oneOf(ANYTHING, next) };
  },
];

/** A change of a log such as a person makes; `other` is a log of which something may be pasted. */
export function someChange(trace: Trace, other: Trace, next: Next): TextChange {
  const { messageCount } = trace.store;
  for (;;) {
    const index = messageCount === 0 ? 0 : next(messageCount);
    const near = Math.min(messageCount - 1, index + next(8));
    const doing = messageCount === 0 ? (DOINGS.at(-1) as Doing) : oneOf(DOINGS, next);
    const change = doing({ trace, index, near, other }, next);
    if (change !== undefined && change.end >= change.start) return change;
  }
}
