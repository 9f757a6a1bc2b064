import { PRESENT } from './headReader';
import type { Trace } from './trace';

/** Header fields of message `index` as they stand in the log, with whatever the log added to their lines. */
export function headInLog({ store, text }: Trace, index: number): string {
  const { headersStart, headersEnd } = store.messages;
  return text.slice(headersStart.at(index), headersEnd.at(index));
}

/** Header fields of message `index` as they were sent, as one text, which need not be taken apart for a look at it. */
export function headOf(trace: Trace, index: number): string {
  if ((trace.store.messages.present.at(index) & (PRESENT.shape | PRESENT.pieces)) === 0) return headInLog(trace, index);
  const message = trace.messageAt(index);
  const { start, end } = message.headersSpan;
  return message.text.slice(message.fromLog(start), message.fromLog(end));
}

/**
 * Whether the header fields of message `index` hold what `pattern` matches. `word` matches a part of that without blanks: a
 * log that adds to lines does not part it, so most of them need not be put together as they were sent.
 */
export function headHolds(trace: Trace, index: number, pattern: RegExp, word: RegExp): boolean {
  const inPieces = (trace.store.messages.present.at(index) & PRESENT.pieces) !== 0;
  return (inPieces || word.test(headInLog(trace, index))) && pattern.test(headOf(trace, index));
}

/**
 * Value of From or To of message `index` where its header fields plainly show it, on one line; `undefined` where they have to be
 * read one after another.
 */
export function plainValue(trace: Trace, index: number, key: keyof typeof FIELDS): string | undefined {
  const head = headOf(trace, index);
  // Where the first line is indented, one that is need not be folded.
  if (head.startsWith(' ') || head.startsWith('\t')) return undefined;
  const [, value, behind = ''] = FIELDS[key].exec(head) ?? [];
  return behind.endsWith(' ') || behind.endsWith('\t') ? undefined : value;
}

/** Behind the value the line end, and the blank that a folded line begins with. */
const FIELDS = {
  from: /^(?:From|f)[ \t]{0,10}:([^\r\n]*)([\r\n]{0,10}[ \t]?)/im,
  to: /^(?:To|t)[ \t]{0,10}:([^\r\n]*)([\r\n]{0,10}[ \t]?)/im,
} as const;
