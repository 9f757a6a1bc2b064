import { isHeaderLike, isSipField } from './sip/startLine';
import { commonPrefix } from './text/linePrefix';
import {
  beforeCodes,
  beforeWrittenLineEnd,
  type LineShape,
  type Separator,
  TERMINAL_CODES,
  takeShape,
  WRITTEN_LINE_END,
} from './text/lineShape';

/** Longest prefix that a log is expected to have in front of its lines. */
const LONGEST_PREFIX = 400;

/**
 * How the log writes the lines of the message whose start-line begins at `start`, told from the line that holds it
 * (`lineStart..lineEnd`) and the ones that follow. `isField` says what the first line of the message behind it can be.
 */
export function shapeAt(
  text: string,
  lineStart: number,
  start: number,
  lineEnd: number,
  isField = isSipField,
): LineShape {
  const indent = plainIndent(text, lineStart, start, lineEnd, isField);
  if (indent !== -1) return indent === 0 ? BARE : indented(indent);
  const next = nextLine(text, lineEnd);
  const separator = separatorOn(text, start, lineEnd);
  if (separator !== 'none') return onOneLine(text, start, lineEnd, separator);
  const suffix = suffixOf(text, start, lineEnd, next);
  const doubled = isDoubled(text, next, isField);
  const first = doubled ? nextLine(text, endOfLine(text, next)) : next;
  const { prefixStart, prefixEnd, indent: blanks } = prefixOf(text, lineStart, start, first);
  // One property after the other: what is spread into an object makes each look into it slow.
  return { prefixStart, prefixEnd, indent: blanks, suffix, separator, doubled };
}

/** By how many blanks the lines of a message are indented to which the log plainly does no more than that; -1 where it may. As `shapeAt`. */
export function plainIndent(
  text: string,
  lineStart: number,
  start: number,
  lineEnd: number,
  isField = isSipField,
): number {
  if (!isPlain(text, start, lineEnd) || !isIndent(text, lineStart, start)) return -1;
  const next = nextLine(text, lineEnd);
  const indent = endOfBlanks(text, next, text.length) - next;
  return isLetter(text.charCodeAt(next + indent)) && isField(text, next + indent) ? indent : -1;
}

const indented = (indent: number): LineShape => ({
  prefixStart: 0,
  prefixEnd: 0,
  indent,
  suffix: '',
  separator: 'none',
  doubled: false,
});

/** Lines just as they were sent. */
const BARE = indented(0);

/**
 * Whether the start-line `start..end` cannot show anything that a log adds: it ends in a letter or a digit, and a
 * status-line has none of the signs that may stand for a line end.
 */
function isPlain(text: string, start: number, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  if (!isLetter(last) && (last < 48 || last > 57)) return false;
  // Behind the version of a request-line nothing stands.
  if (text.startsWith(' SIP/2.0', end - 8)) return true;
  if (!text.startsWith('SIP/2.0 ', start) || end - start > LONGEST_REASON) return false;
  for (let at = start + 8; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isLetter(code) && code !== 32 && code !== 45 && (code < 48 || code > 57)) return false;
  }
  return true;
}

/** The shape of a message on one line; what stands in front of its lines is seen behind the first separator. */
function onOneLine(text: string, start: number, lineEnd: number, separator: Separator): LineShape {
  const told = (indent: number): LineShape => ({
    prefixStart: start,
    prefixEnd: start,
    indent,
    suffix: '',
    separator,
    doubled: false,
  });
  if (separator === 'dots') return told(0);
  const startLine = { start, end: lineEnd, next: lineEnd, belongs: true };
  takeShape(text, told(0), startLine, true, false);
  return told(endOfBlanks(text, startLine.next, lineEnd) - startLine.next);
}

/** A message on one line shows its first header field behind what stands for the line end behind the start-line. */
function separatorOn(text: string, start: number, lineEnd: number): Separator {
  const end = text.startsWith('SIP/2.0 ', start) ? start + 8 : endOfVersion(text, start, lineEnd);
  const line = text.slice(end, Math.min(lineEnd, end + LONGEST_REASON));
  // Behind each of them stand a name and a colon.
  if (line.includes(':')) {
    if (/#01[25](?:#012| )?[A-Za-z-]+ ?:/.test(line)) return 'octal';
    if (/\\01[25](?:\\012| )?[A-Za-z-]+ ?:/.test(line)) return 'backslashOctal';
    if (/<01[03]>[A-Za-z-]+ ?:/.test(line)) return 'decimal';
    if (/(?:\\r\\n|\\n|\\r)[A-Za-z-]+ ?:/.test(line)) return 'escaped';
    if (/\^M [A-Za-z-]+ ?:/.test(line)) return 'caret';
    const dots = /\.\.[A-Za-z-]{1,40} ?:/.exec(line);
    if (dots !== null) return isSipField(line, dots.index + 2) ? 'dots' : 'none';
  }
  return lineEnd === text.length && /^\.\.(?:[A-Za-z-]{1,40} ?(?::.{0,40})?)?$/.test(line) ? 'dots' : 'none';
}
/** Longest reason phrase, with the name of the header field behind it. */
const LONGEST_REASON = 300;
const LONGEST_REQUEST_LINE = 4200;

function endOfVersion(text: string, start: number, lineEnd: number): number {
  const line = text.slice(start, Math.min(lineEnd, start + LONGEST_REQUEST_LINE));
  const version = line.indexOf(' SIP/2.0');
  return version === -1 ? lineEnd : start + version + 8;
}

/** `^M` or a dot behind the start-line; the dot is the CR only where the next line has one too, or the version has. */
function suffixOf(text: string, start: number, lineEnd: number, next: number): LineShape['suffix'] {
  let end = lineEnd;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (text.startsWith('^M', end - 2) || isCaretNoted(text, start, end, next)) return '^M';
  if (beforeCodes(text, { start, end }) < end) return TERMINAL_CODES;
  if (beforeWrittenLineEnd(text, { start, end: lineEnd }) < end) return WRITTEN_LINE_END;
  if (text.charCodeAt(end - 1) !== 46) return '';
  if (text.startsWith('SIP/2.0.', end - 8)) return '.';
  return text.charCodeAt(endOfLine(text, next) - 1) === 46 ? '.' : '';
}

/** Whether somebody wrote a note behind the `^M` of the start-line: the next line has its own. */
const isCaretNoted = (text: string, start: number, end: number, next: number): boolean =>
  text.startsWith('^M', endOfLine(text, next) - 2) &&
  text.slice(start, Math.min(end, start + LONGEST_REQUEST_LINE)).includes('^M ');

/** Whether an empty line stands between the start-line and the first header field, and behind that one again. */
function isDoubled(text: string, next: number, isField: typeof isSipField): boolean {
  if (!isEmptyLine(text, next)) return false;
  const first = nextLine(text, endOfLine(text, next));
  return isField(text, first) && isEmptyLine(text, nextLine(text, endOfLine(text, first)));
}

/** Whether a line begins at `start` that holds nothing but blanks. */
const isEmptyLine = (text: string, start: number): boolean =>
  start < text.length &&
  isLineEnd(text.charCodeAt(endOfBlanks(text, start, Math.min(text.length, start + LONGEST_PREFIX))));

type Prefix = Pick<LineShape, 'prefixStart' | 'prefixEnd' | 'indent'>;

/** The prefix or the indentation that the start-line and the line at `next` have in common. */
function prefixOf(text: string, lineStart: number, start: number, next: number): Prefix {
  const from = Math.max(lineStart, start - LONGEST_PREFIX);
  const end = endOfLine(text, next);
  if (from === lineStart && start > lineStart && next < end) {
    const { sample, here } = commonPrefix(text, lineStart, start, next, end);
    if (here > next && !isIndent(text, next, here)) {
      const indent = endOfBlanks(text, here, end) - here;
      if (isHeaderLike(text, here + indent)) return { prefixStart: lineStart, prefixEnd: sample, indent };
      if (sample === start) return { prefixStart: lineStart, prefixEnd: sample, indent: 0 };
    }
  }
  const indent = endOfBlanks(text, next, end) - next;
  const isIndented = indent > 0 && isHeaderLike(text, next + indent);
  return { prefixStart: 0, prefixEnd: 0, indent: isIndented ? indent : 0 };
}

const isIndent = (text: string, start: number, end: number): boolean => endOfBlanks(text, start, end) === end;

function endOfBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** End of the line that begins at `start`, without its line end. */
function endOfLine(text: string, start: number): number {
  let end = start;
  while (end < text.length && end - start < 65536 && !isLineEnd(text.charCodeAt(end))) end++;
  return end;
}

/** Offset of the line behind the one that ends at `lineEnd`. */
function nextLine(text: string, lineEnd: number): number {
  let at = lineEnd;
  while (text.charCodeAt(at) === 13) at++;
  return text.charCodeAt(at) === 10 || at === lineEnd ? Math.min(at + 1, text.length) : at;
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;
const isBlank = (code: number): boolean => code === 32 || code === 9;
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
