import type { LineCursor } from '../text/lineCursor';
import { offsetIn, type Span } from '../text/span';
import { midnight, readTimeStamp, type TimeStamp, twoDigits } from '../text/timeStamp';

export const BEGIN_MARK = '$$begin_record';
export const END_MARK = '$$end_record';
/** In the first line of each record that Microsoft's programs write. What begins with a rare character is found fast. */
export const FLAG = '(TF_';
/** In `Start-Line:`. Few other lines have it, and it is found fast: what begins with a rare letter is. */
export const START_LINE = 'Line:';

/** Where a record begins on the line: at its start, behind a prefix, or behind a record that was cut there; -1 when nowhere. */
export function headOn(line: LineCursor): number {
  const { text, start, end } = line;
  if (isRecordHead(text, start, end)) return start;
  const beginning = text.slice(start, Math.min(end, start + LONGEST_HEAD));
  const at = beginning.search(RECORD_HEAD);
  if (at !== -1) return start + at;
  if (FOREIGN_HEAD.test(beginning)) return start;
  const startLine = beginning.search(LONE_START_LINE);
  return startLine === -1 ? -1 : start + startLine;
}
const LONGEST_HEAD = 2000;
/** Another program's first line shows a time. */
const FOREIGN_HEAD = /\d\d:\d\d:\d\d.{0,400}\$\$begin_record/;
const RECORD_HEAD = /TL_[A-Z]{1,12}\(TF_\w{1,30}\) \[/;
/** The start-line of a record whose beginning is not there. That of a diagnostic record is about another one's. */
const LONE_START_LINE = /(?<![A-Za-z]-?)Start-Line: *(?:SIP\/2\.0 \d|[A-Z]{3,20} [^\r\n]{1,1000} SIP\/2\.0)/;

/** `TL_INFO(TF_…` */
export function isRecordHead(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) !== 84 || text.charCodeAt(start + 1) !== 76 || text.charCodeAt(start + 2) !== 95)
    return false;
  let at = start + 3;
  while (at < end && isCapital(text.charCodeAt(at))) at++;
  if (text.startsWith('(TF_', at)) return at < start + 25;
  return offsetIn(text, { start, end: Math.min(end, start + 28) }, '(TF_') !== -1;
}

const isCapital = (code: number): boolean => code >= 65 && code <= 90;

/** What `headOn` says, on a line within a record, where only a first line that ends as it should can stand behind a cut. */
export function nextRecordOn({ text, start, end }: LineCursor): number {
  if (isRecordHead(text, start, end)) return start;
  if (text.charCodeAt(end - 1) !== 100 || !text.endsWith(BEGIN_MARK, end)) return -1;
  const at = start + text.slice(start, end).lastIndexOf('TL_');
  if (at > start && isRecordHead(text, at, end)) return at;
  return FOREIGN_HEAD.test(text.slice(start, end)) ? start : -1;
}

export const isEndMark = ({ text, start }: LineCursor): boolean =>
  text.charCodeAt(start) === 36 && text.startsWith(END_MARK, start);

/** Milliseconds since 1970-01-01 in `::MM/DD/YYYY-hh:mm:ss.mmm.`, read as UTC since the log gives no zone; else NaN. */
export function microsoftTimeIn(text: string, head: Span): number {
  const last = head.end - 25;
  for (let at = head.start; at <= last; at++) {
    if (text.charCodeAt(at) === 58 && text.charCodeAt(at + 1) === 58) return microsoftTimeAt(text, at + 2);
  }
  return Number.NaN;
}

/** Milliseconds of `MM/DD/YYYY-hh:mm:ss.mmm` at `at`; NaN when something else stands there. */
function microsoftTimeAt(text: string, at: number): number {
  const isStamp =
    text.charCodeAt(at + 2) === 47 &&
    text.charCodeAt(at + 5) === 47 &&
    text.charCodeAt(at + 10) === 45 &&
    text.charCodeAt(at + 13) === 58 &&
    text.charCodeAt(at + 16) === 58 &&
    text.charCodeAt(at + 19) === 46;
  if (!isStamp) return Number.NaN;
  const year = twoDigits(text, at + 6) * 100 + twoDigits(text, at + 8);
  const day = midnight(year, twoDigits(text, at), twoDigits(text, at + 3));
  const minutes = twoDigits(text, at + 11) * 60 + twoDigits(text, at + 14);
  const tenths = twoDigits(text, at + 20);
  const milliseconds = tenths * 10 + (twoDigits(text, at + 21) % 10);
  return day + (minutes * 60 + twoDigits(text, at + 17)) * 1000 + milliseconds;
}

/** Time in the first line of a record. Programs of others than Microsoft write the day first. */
export function timeStampOf(head: string): TimeStamp | undefined {
  const at = head.indexOf('::');
  return at === -1 ? readTimeStamp(head, 'day-first') : readTimeStamp(head.slice(at + 2));
}

/** Length of the first line of `text`, without its line end. */
export function lineEndIn(text: string): number {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text.length : end;
}

/** Pseudo header fields, and what Avaya Contact Center writes in the place of a first line. */
const PSEUDO_FIELD =
  /(?<![A-Za-z]-?)(?:Trace-Correlation-Id|Instance-Id|Direction|Peer|Message-Type) ?:|(?:-->|<--) message /i;

/** Where the pseudo header fields above the line at `lineStart` begin; not in front of `from`. */
export function pseudoFieldsAbove(text: string, lineStart: number, from: number): number {
  let start = lineStart;
  while (start > from) {
    const limit = Math.max(from, start - LONGEST_HEAD);
    const above = limit + text.slice(limit, start - 1).lastIndexOf('\n') + 1;
    if (!PSEUDO_FIELD.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}
