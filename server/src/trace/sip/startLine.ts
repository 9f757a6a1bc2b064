import type { Span } from '../text/span';

/** `METHOD Request-URI SIP/2.0`. RFC 3261 7.1. */
export interface RequestLine {
  readonly kind: 'request-line';
  readonly span: Span;
  readonly method: Span;
  readonly requestUri: Span;
  readonly version: Span;
}

/** `SIP/2.0 404 Not Found`; `reasonPhrase` is empty when none is given. RFC 3261 7.2. */
export interface StatusLine {
  readonly kind: 'status-line';
  readonly span: Span;
  readonly version: Span;
  readonly statusCode: number;
  readonly code: Span;
  readonly reasonPhrase: Span;
}

/** A line that stands where a start-line belongs and is none; `detail` says what is wrong with it. */
export interface MalformedStartLine {
  readonly kind: 'malformed';
  readonly span: Span;
  readonly detail: string;
}

export type StartLine = RequestLine | StatusLine | MalformedStartLine;

const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const STATUS_LINE = /(SIP\/2\.0) (\d{3})( |$)/iy;
const VERSION = /^SIP\/\d+\.\d+$/i;

/** Reads the start-line that fills `span`. RFC 3261 7.1, 7.2, 25.1. */
export function readStartLine(text: string, span: Span): StartLine {
  const isStatusLine = isSip(text, span.start) && text.charCodeAt(span.start + 3) === 47;
  return isStatusLine ? readStatusLine(text, span) : readRequestLine(text, span);
}

function readStatusLine(text: string, span: Span): StartLine {
  const line = text.slice(span.start, Math.min(span.end, span.start + 64));
  STATUS_LINE.lastIndex = 0;
  const [head, version, code] = STATUS_LINE.exec(line) ?? [];
  if (head === undefined || version === undefined || code === undefined) {
    return { kind: 'malformed', span, detail: statusLineFault(line) };
  }
  const codeStart = span.start + version.length + 1;
  return {
    kind: 'status-line',
    span,
    version: { start: span.start, end: span.start + version.length },
    statusCode: Number(code),
    code: { start: codeStart, end: codeStart + 3 },
    reasonPhrase: { start: span.start + head.length, end: span.end },
  };
}

function statusLineFault(line: string): string {
  const [version = '', code = ''] = line.split(/[ \t]+/, 2);
  if (version.toUpperCase() !== 'SIP/2.0') return 'the version is not SIP/2.0';
  if (!/^\d{3}$/.test(code)) return 'the status code is not three digits';
  return 'there must be exactly one space between version, status code and reason phrase';
}

function readRequestLine(text: string, span: Span): StartLine {
  if (text.slice(span.start, span.end).includes('\n')) return readWrapped(text, span);
  const malformed = (detail: string): MalformedStartLine => ({ kind: 'malformed', span, detail });
  TOKEN.lastIndex = span.start;
  const method = TOKEN.exec(text)?.[0] ?? '';
  const methodEnd = span.start + method.length;
  if (method === '' || methodEnd >= span.end) return malformed('a method, a Request-URI and SIP/2.0 are expected');
  if (text[methodEnd] !== ' ') return malformed('the method is not a token followed by one space');
  const end = endOfNoted(text, span);
  const lastSpace = text.lastIndexOf(' ', end - 1);
  if (lastSpace <= methodEnd) return malformed('the SIP version is missing');
  const version = text.slice(lastSpace + 1, Math.min(end, lastSpace + 32));
  if (lastSpace === end - 1) return malformed('there are blanks behind the version');
  if (!VERSION.test(version)) return malformed('the line does not end with SIP/2.0');
  if (version.toUpperCase() !== 'SIP/2.0') return malformed('the version is not SIP/2.0');
  const requestUri = { start: methodEnd + 1, end: lastSpace };
  if (requestUri.start >= requestUri.end) return malformed('the Request-URI is missing');
  for (let at = requestUri.start; at < requestUri.end; at++) {
    const code = text.charCodeAt(at);
    if ((code === 32 || code === 9) && !isInPlaceholder(text, at, requestUri)) {
      return malformed('there must be exactly two spaces, and none in the Request-URI');
    }
  }
  const first = text[requestUri.start];
  if (first === '<' || first === '"') return malformed('the Request-URI must stand without brackets or quotes');
  return {
    kind: 'request-line',
    span,
    method: { start: span.start, end: methodEnd },
    requestUri,
    version: { start: lastSpace + 1, end },
  };
}

/**
 * Where a request-line ends that begins at `start` and that mail or a web page has broken behind its method or its
 * Request-URI, or both; -1 where none does.
 */
export function endOfWrapped(text: string, start: number): number {
  WRAPPED.lastIndex = start;
  const line = WRAPPED.exec(text)?.[0];
  return line?.includes('\n') ? WRAPPED.lastIndex : -1;
}

/** Reads a request-line with line ends in place of its blanks. */
function readWrapped(text: string, span: Span): StartLine {
  WRAPPED.lastIndex = span.start;
  const { method = '', uri = '' } = WRAPPED.exec(text)?.groups ?? {};
  const requestUri = text.indexOf(uri, span.start + method.length);
  if (uri === '') return { kind: 'malformed', span, detail: 'the line does not end with SIP/2.0' };
  return {
    kind: 'request-line',
    span,
    method: { start: span.start, end: span.start + method.length },
    requestUri: { start: requestUri, end: requestUri + uri.length },
    version: { start: span.end - VERSION_LENGTH, end: span.end },
  };
}

/** A note that somebody wrote behind the version: `! first try`, `// from here`, `<- the caller`. */
export const NOTE = String.raw`[ \t]{1,80}(?:!|\/\/|#|<[-<=]|\u2190|--|==)`;
const NOTED = new RegExp(` SIP\\/2\\.0(?=${NOTE})`, 'i');

/** Where the request-line `span` ends without the note that somebody wrote behind it. */
function endOfNoted(text: string, span: Span): number {
  const line = text.slice(span.start, Math.min(span.end, span.start + LONGEST_NOTED));
  const noted = NOTED.exec(line);
  return noted === null ? span.end : span.start + noted.index + VERSION_LENGTH + 1;
}
const LONGEST_NOTED = 4400;

/**
 * Whether the blank at `at` is one of the words in brackets that somebody put in place of a name: `[email protected]`,
 * `<user name>`.
 */
export function isInPlaceholder(text: string, at: number, { start, end }: Span): boolean {
  const open = PLACEHOLDER_BEFORE.exec(text.slice(Math.max(start, at - LONGEST_PLACEHOLDER), at))?.[0]?.charAt(0);
  if (open === undefined) return false;
  PLACEHOLDER_BEHIND.lastIndex = 0;
  const close = PLACEHOLDER_BEHIND.exec(text.slice(at, Math.min(end, at + LONGEST_PLACEHOLDER)))?.[0]?.at(-1);
  return close !== undefined && '[]<>{}()'.includes(open + close);
}
const LONGEST_PLACEHOLDER = 40;
const PLACEHOLDER_BEFORE = /[[<{(][^[\]<>{}()]{0,40}$/;
const PLACEHOLDER_BEHIND = /[^[\]<>{}()]{0,40}[\]>})]/y;

/** Whether `readStartLine` surely finds nothing wrong with the line `start..end`; false as well where it had to look closer. */
export function isPlainStartLine(text: string, start: number, end: number): boolean {
  PLAIN_STATUS_LINE.lastIndex = start;
  if (PLAIN_STATUS_LINE.test(text)) return true;
  PLAIN_REQUEST_LINE.lastIndex = start;
  return PLAIN_REQUEST_LINE.test(text) && PLAIN_REQUEST_LINE.lastIndex === end;
}
const VERSION_LENGTH = 7;
const PLAIN_STATUS_LINE = /SIP\/2\.0 \d{3} /y;
const PLAIN_REQUEST_LINE = /[A-Z]+ [A-Za-z][!-\uffff]* SIP\/2\.0/y;

/**
 * Whether the line `start..end` is meant as a start-line: right ones and those that are broken but clear, so that a
 * rule can say what is wrong with them. Cheap on lines that are neither. `behind` is the offset of the next line: a
 * start-line that nothing follows is quoted in prose or in another log.
 */
export function looksLikeStartLine(text: string, start: number, end: number, behind: number): boolean {
  const first = text.charCodeAt(start);
  if ((first === 83 || first === 115) && isStatusLineLike(text, start, end)) return isFollowedByHead(text, behind);
  let last = end;
  while (last > start && isBlank(text.charCodeAt(last - 1))) last--;
  if (endsWithVersion(text, start, last)) {
    KNOWN_METHOD.lastIndex = start;
    if (KNOWN_METHOD.test(text)) return beginsWithUri(text, start, last) && isFollowedByHead(text, behind);
    return beginsWithUri(text, start, last) && countBlanks(text, start, last) === 2 && isHeaderLike(text, behind);
  }
  if (first < 65 || first > 85) return false;
  return (isKnownMethodWithUri(text, start, last) && isHeaderLike(text, behind)) || isWrappedRequest(text, start);
}

/** Whether a request-line begins at `start` that is broken over lines, with header fields behind it. */
function isWrappedRequest(text: string, start: number): boolean {
  const end = endOfWrapped(text, start);
  return end !== -1 && isFollowedByHead(text, text.indexOf('\n', end) + 1 || text.length);
}

/** `SIP/2.0 ` and a digit; not `SIP/2.0/UDP`, which goes on a Via. */
function isStatusLineLike(text: string, start: number, end: number): boolean {
  if (end - start < 9 || text.charCodeAt(start + 3) !== 47) return false;
  STATUS_LINE_LIKE.lastIndex = start;
  return STATUS_LINE_LIKE.test(text) && STATUS_LINE_LIKE.lastIndex <= end;
}
const STATUS_LINE_LIKE = /SIP\/\d{1,3}\.\d{1,3}[ \t]{1,8}\d/iy;

/** Something, a blank, `SIP/n.n`. */
function endsWithVersion(text: string, start: number, end: number): boolean {
  const version = end - 7;
  return (
    version > start + 3 &&
    isDigit(text.charCodeAt(end - 1)) &&
    text.charCodeAt(version + 5) === 46 &&
    isDigit(text.charCodeAt(version + 4)) &&
    text.charCodeAt(version + 3) === 47 &&
    isSip(text, version) &&
    isBlank(text.charCodeAt(version - 1))
  );
}

/** A token, a blank, the scheme of a URI. `The proxy said: use SIP/2.0` is prose, and `12:` is a time. */
function beginsWithUri(text: string, start: number, end: number): boolean {
  METHOD_AND_SCHEME.lastIndex = start;
  return METHOD_AND_SCHEME.test(text) && METHOD_AND_SCHEME.lastIndex < end;
}
const METHOD_AND_SCHEME = /[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}[ \t]{1,8}[<"]?[A-Za-z][A-Za-z0-9+.-]{0,63}:/y;

function countBlanks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (isBlank(text.charCodeAt(at))) count++;
  }
  return count;
}

/** Methods that start-lines are known by, those that end in another one first. RFC 3261 and its extensions, [MS-SIPRE]. */
export const KNOWN_METHODS: readonly string[] =
  'ACK|BENOTIFY|BYE|CANCEL|INFO|INVITE|MESSAGE|NOTIFY|OPTIONS|PRACK|PUBLISH|REFER|REGISTER|SERVICE|SUBSCRIBE|UPDATE'.split(
    '|',
  );
const METHODS = KNOWN_METHODS.join('|');
const KNOWN_METHOD = new RegExp(`(?:${METHODS})[ \\t]`, 'y');
const WRAPPED = new RegExp(
  `(?<method>${METHODS})(?:[ \\t]{1,8}|[ \\t]{0,8}\\r{0,2}\\n)(?<uri>(?:sips?|tel|urn):[^\\s<>"]{1,4096})(?:[ \\t]{1,8}|[ \\t]{0,8}\\r{0,2}\\n)SIP\\/2\\.0(?=[ \\t]{0,8}(?:[\\r\\n]|$))`,
  'y',
);
/** What stands behind the URI can only be a version that is cut or wrong. */
const METHOD_AND_URI = new RegExp(
  `(?:${METHODS})[ \\t]{1,8}<?(?:sips?|tel|urn):[^ \\t\\r\\n]*(?:[ \\t]+SIP[^ \\t\\r\\n]*)?`,
  'y',
);

function isKnownMethodWithUri(text: string, start: number, end: number): boolean {
  METHOD_AND_URI.lastIndex = start;
  return METHOD_AND_URI.test(text) && METHOD_AND_URI.lastIndex === end;
}

const HEADER_LIKE = /[ \t]{0,8}[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}[ \t]{0,8}:/y;

/** Whether a header field could begin at `at`: a token and a colon (RFC 3261 7.3.1) that are no time of day. */
export function isHeaderLike(text: string, at: number): boolean {
  HEADER_LIKE.lastIndex = at;
  TIME_OF_DAY.lastIndex = at;
  return HEADER_LIKE.test(text) && !TIME_OF_DAY.test(text);
}
const TIME_OF_DAY = /[ \t]{0,8}(?:\d{4}-\d\d-\d\d[T_-])?\d{1,2}:\d/y;

/** Whether a header field begins at `at` that only SIP has, by name or, where mail and HTTP have that too, by value. */
export function isSipField(text: string, at: number): boolean {
  SIP_FIELD.lastIndex = at;
  return SIP_FIELD.test(text);
}
const SIP_FIELD = new RegExp(
  `[ \\t]{0,80}(?:${[
    /(?:Via|v)[ \t]*:[ \t]*SIP[ \t]*\//,
    /(?:From|To|Contact|Route|Record-Route|f|t|m)[ \t]*:[^\r\n]{0,200}?(?:sips?|tel):/,
    /CSeq[ \t]*:[ \t]*\d+[ \t]+[A-Z]/,
    /(?:Call-ID|Max-Forwards|i)[ \t]*:[ \t]*\S/,
  ]
    .map(({ source }) => source)
    .join('|')})`,
  'iy',
);

/** Whether header fields follow, the first of which may be broken, or the log is cut, be it in a name. */
function isFollowedByHead(text: string, behind: number): boolean {
  if (behind >= text.length || isHeaderLike(text, behind)) return true;
  CUT_NAME.lastIndex = behind;
  if (text.length - behind < 40 && CUT_NAME.test(text)) return true;
  LINE.lastIndex = behind;
  return LINE.test(text) && isHeaderLike(text, LINE.lastIndex);
}
const LINE = /[^\r\n]{1,2000}(?:\r*\n|\r)/y;
const CUT_NAME = /[A-Za-z-]{1,40}$/y;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isBlank = (code: number): boolean => code === 32 || code === 9;
const isSip = (text: string, at: number): boolean =>
  (text.charCodeAt(at) | 32) === 115 &&
  (text.charCodeAt(at + 1) | 32) === 105 &&
  (text.charCodeAt(at + 2) | 32) === 112;
