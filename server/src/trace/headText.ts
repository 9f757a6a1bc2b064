import { PRESENT } from './headReader';
import { plainIndent } from './messageShape';
import type { Trace } from './trace';

/** Header fields of message `index` as they stand in the log, with whatever the log added to their lines. */
export function headInLog({ store, text }: Trace, index: number): string {
  const { headersStart, headersEnd } = store.messages;
  return text.slice(headersStart.at(index), headersEnd.at(index));
}

/** Header fields of message `index` as they were sent, as one text, which need not be taken apart for a look at it. */
export function headOf(trace: Trace, index: number): string {
  const { present } = trace.store.messages;
  if ((present.at(index) & (PRESENT.shape | PRESENT.pieces)) === 0) return headInLog(trace, index);
  return trace.headKept(index, readHead);
}

function readHead(trace: Trace, index: number): string {
  const { headersStart, headersEnd } = trace.store.messages;
  const plain = plainPart(trace, index, headersStart.at(index), headersEnd.at(index));
  if (plain !== undefined) return plain;
  const message = trace.messageAt(index);
  const { start, end } = message.headersSpan;
  return message.text.slice(message.fromLog(start), message.fromLog(end));
}

/**
 * By how many blanks the lines of message `index` are indented where the log plainly does no more to them than that, 0 where it does nothing;
 * -1 where it may do more.
 */
export function indentOf({ store, text }: Trace, index: number): number {
  const { present, record, startLineStart, startLineEnd, headersStart, bodyStart, bodyEnd } = store.messages;
  if ((present.at(index) & (PRESENT.shape | PRESENT.pieces)) === 0) return 0;
  if ((present.at(index) & PRESENT.pieces) !== 0) return -1;
  const first = startLineStart.at(index);
  const lineStart = Math.max(text.lastIndexOf('\n', first - 1) + 1, store.records.start.at(record.at(index)));
  const lineEnd = text.indexOf('\n', startLineEnd.at(index));
  const indent = lineEnd === -1 ? -1 : plainIndent(text, lineStart, first, lineEnd);
  const end = Math.max(headersStart.at(index), bodyStart.at(index), bodyEnd.at(index));
  return indent < 1 || text.slice(lineStart, end).includes('\r') ? -1 : indent;
}

/** The part `start..end` of message `index` as it was sent; `undefined` where that takes the lines of the message one by one. */
function plainPart(trace: Trace, index: number, start: number, end: number): string | undefined {
  const { text } = trace;
  const indent = indentOf(trace, index);
  if (indent === 0) return text.slice(start, end);
  const lineEnd = text.indexOf('\n', trace.store.messages.startLineEnd.at(index));
  // A part that does not begin with a character of a line.
  if (indent === -1 || start <= lineEnd + indent || text.charCodeAt(start - 1) === LF) return undefined;
  return unindented(text, start, end, text.slice(lineEnd + 1, lineEnd + 1 + indent));
}

/** The lines from `start` to `end`, all but the first behind `blanks`, without these; `undefined` where one of them is indented otherwise. */
function unindented(text: string, start: number, end: number, blanks: string): string | undefined {
  let sent = '';
  let at = start;
  for (let found = text.indexOf('\n', at); found !== -1 && found < end; found = text.indexOf('\n', at)) {
    sent += text.slice(at, found);
    sent += '\r\n';
    at = found + 1 + blanks.length;
    if (at >= end || !text.startsWith(blanks, found + 1)) return undefined;
  }
  return sent + text.slice(at, end);
}
const LF = 10;

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
