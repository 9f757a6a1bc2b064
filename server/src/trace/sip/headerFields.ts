import { isSpace, type Span, trimmed } from '../text/span';

/** One header field as it stands in the log. RFC 3261 7.3.1. */
export interface HeaderField {
  /** Full name in lower case; a compact form is written out. */
  readonly key: string;
  readonly name: Span;
  /** From the first character of the value to its last, over folded lines; empty for an empty value. */
  readonly value: Span;
  /** From the name to the end of the value. */
  readonly span: Span;
}

/** A line between header fields that is none: it has no colon, or no name before it. */
export interface BrokenHeaderLine {
  readonly span: Span;
}

export interface HeaderFields {
  readonly fields: readonly HeaderField[];
  readonly broken: readonly BrokenHeaderLine[];
}

/** Compact forms with a full name of their own. RFC 3261 7.3.3, IANA sip-parameters. */
const COMPACT_FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'accept-contact',
    b: 'referred-by',
    c: 'content-type',
    d: 'request-disposition',
    e: 'content-encoding',
    f: 'from',
    i: 'call-id',
    j: 'reject-contact',
    k: 'supported',
    l: 'content-length',
    m: 'contact',
    n: 'identity-info',
    o: 'event',
    r: 'refer-to',
    s: 'subject',
    t: 'to',
    u: 'allow-events',
    v: 'via',
    x: 'session-expires',
    y: 'identity',
  }),
);

/**
 * Reads the header fields in `span`, folded lines joined to the field that they go on. A line ends as `LineCursor` says.
 * One walk over the characters; names that were met before are not copied. RFC 3261 7.3.1.
 */
export function readHeaderFields(text: string, span: Span): HeaderFields {
  const fields: HeaderField[] = [];
  const broken: BrokenHeaderLine[] = [];
  // Searches end with the span, however long the text is; what was found beyond a line is kept for the lines behind.
  const block = text.slice(span.start, span.end);
  const indent = behindBlanks(text, span.start, span.end) - span.start;
  /** Whether a folded line goes on the last field, and not a broken line behind it. */
  let goesOn = false;
  let lineFeed = -1;
  let carriage = -1;
  let mark = -1;
  for (let lineStart = span.start; lineStart < span.end; ) {
    const from = lineStart - span.start;
    if (lineFeed < from) lineFeed = indexIn(block, '\n', from);
    if (carriage < from) carriage = indexIn(block, '\r', from);
    if (mark < from) mark = indexIn(block, ':', from);
    const lineEnd = span.start + Math.min(lineFeed, carriage);
    const colon = span.start + mark;
    const filled = behindBlanks(text, lineStart, lineEnd);
    const start = Math.min(lineStart + indent, filled);
    lineStart = behindLineEnd(text, lineEnd, span.end);
    if (filled === lineEnd) continue;
    const last = goesOn ? fields[fields.length - 1] : undefined;
    if (start < filled || isWrapped(text, start, last?.span.end ?? 0)) {
      if (last !== undefined) fields[fields.length - 1] = extended(last, text, lineEnd);
      continue;
    }
    const field = colon >= lineEnd ? undefined : headerFieldIn(text, start, colon, lineEnd);
    goesOn = field !== undefined;
    if (field === undefined) broken.push({ span: trimmed(text, { start, end: lineEnd }) });
    else fields.push(field);
  }
  return { fields, broken };
}

const LF = 10;
const CR = 13;

/** Offset of the first `mark` at or behind `from`; the length of `text` where there is none. */
function indexIn(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}

/** Offset of the first character at or behind `at` that is no blank, `end` at most. */
function behindBlanks(text: string, at: number, end: number): number {
  let behind = at;
  while (behind < end && (text.charCodeAt(behind) === 32 || text.charCodeAt(behind) === 9)) behind++;
  return behind;
}

/** Offset behind the line end at `at`: LF, CRs in front of a LF, or a CR that stands alone. */
function behindLineEnd(text: string, at: number, end: number): number {
  let behind = at;
  while (behind < end && text.charCodeAt(behind) === CR) behind++;
  return behind < end && text.charCodeAt(behind) === LF ? behind + 1 : Math.min(at + 1, end);
}

/**
 * Whether the line at `start` goes on the header field that ends at `before`, though no blank stands in front of it. Mail and
 * web pages break long lines, and IOS 12 a Via behind its transport. It has no name of its own, and what stands above is open:
 * it ends in a sign that something must follow, or in the middle of a quoted string or comment, or a parameter follows.
 */
export function isWrapped(text: string, start: number, before: number): boolean {
  if (before === 0) return false;
  // TCP, TLS, UDP, WSS, SCTP
  const end = text.charCodeAt(before - 1);
  if (end >= 67 && end <= 83 && OPEN_VIA.test(text.slice(Math.max(0, before - 12), before))) return true;
  if (isNamed(text, start) || TIME.test(text.slice(start, start + 24))) return false;
  const last = text[before - 1] ?? '';
  if (OPEN_ENDS.includes(last) || (last === '"' && text[start] === '<')) return true;
  PARAMETER.lastIndex = start;
  if (PARAMETER.test(text)) return true;
  const field = text.slice(beginOfField(text, before), before);
  const quotes = field.split('"').length - 1;
  return quotes % 2 === 1 || (quotes === 0 && field.lastIndexOf('(') > field.lastIndexOf(')'));
}
const OPEN_VIA = /SIP\/2\.0\/[A-Z]{2,4}$/;
const OPEN_ENDS = ',;:=';
/** As credentials have them behind their scheme. */
const PARAMETER = /[A-Za-z][A-Za-z-]{1,40}="/y;
const TIME = /^[[(]?(?:\d{4}-\d\d-\d\d[T_ -])?\d{1,2}:\d/;

/** Whether a name and a colon stand at `at`. */
function isNamed(text: string, at: number): boolean {
  NAME.lastIndex = at;
  return NAME.test(text);
}
const NAME = /[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}[ \t]{0,8}:/y;

/** Where the last line with a name in front of `before` begins: a few lines above at most. */
function beginOfField(text: string, before: number): number {
  let begin = before;
  for (let count = 0; count < LINES_OF_FIELD && begin > before - LONGEST_FIELD; count++) {
    begin = Math.max(text.lastIndexOf('\n', begin - 2) + 1, before - LONGEST_FIELD, 0);
    if (begin === 0 || isNamed(text, begin)) break;
  }
  return begin;
}
const LINES_OF_FIELD = 12;
const LONGEST_FIELD = 4096;

/** The header field in the line `start..end`, which begins with no blank; `undefined` when it has no name. */
function headerFieldIn(text: string, start: number, colon: number, end: number): HeaderField | undefined {
  let nameEnd = colon;
  while (nameEnd > start && isSpace(text.charCodeAt(nameEnd - 1))) nameEnd--;
  if (nameEnd === start) return undefined;
  const key = keyAt(text, start, nameEnd);
  if (key === undefined) return undefined;
  const value = trimmed(text, { start: colon + 1, end });
  return {
    key,
    name: { start, end: nameEnd },
    value,
    span: { start, end: Math.max(value.end, colon + 1) },
  };
}

/** Names as they were written lately, each at a place that its characters give. */
const RECENT_NAMES = 256;
const recent: { readonly written: string; readonly key: string }[] = [];

/** Full name in lower case of the header field whose name stands at `start..end`; `undefined` where blanks part it. */
function keyAt(text: string, start: number, end: number): string | undefined {
  const length = end - start;
  const place =
    (length * 31 + text.charCodeAt(start) * 7 + text.charCodeAt(end - 1) * 3 + text.charCodeAt(start + (length >> 1))) &
    (RECENT_NAMES - 1);
  const known = recent[place];
  if (known !== undefined && known.written.length === length && text.startsWith(known.written, start)) return known.key;
  const name = text.slice(start, end);
  if (/\s/.test(name)) return undefined;
  const lower = name.toLowerCase();
  const key = COMPACT_FORMS.get(lower) ?? lower;
  // A piece of a text would keep all of it in memory.
  if (length <= LONGEST_NAME) recent[place] = { written: ` ${name}`.slice(1), key: ` ${key}`.slice(1) };
  return key;
}
const LONGEST_NAME = 64;

function extended(field: HeaderField, text: string, end: number): HeaderField {
  const value = trimmed(text, { start: field.value.start, end });
  return { ...field, value, span: { start: field.span.start, end: value.end } };
}
