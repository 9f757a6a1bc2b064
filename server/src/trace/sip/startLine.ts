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
  return text.startsWith('SIP/', span.start) || text.startsWith('sip/', span.start)
    ? readStatusLine(text, span)
    : readRequestLine(text, span);
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
  const malformed = (detail: string): MalformedStartLine => ({ kind: 'malformed', span, detail });
  TOKEN.lastIndex = span.start;
  const method = TOKEN.exec(text)?.[0] ?? '';
  const methodEnd = span.start + method.length;
  if (method === '' || methodEnd >= span.end) return malformed('a method, a Request-URI and SIP/2.0 are expected');
  if (text[methodEnd] !== ' ') return malformed('the method is not a token followed by one space');
  const lastSpace = text.lastIndexOf(' ', span.end - 1);
  if (lastSpace <= methodEnd) return malformed('the SIP version is missing');
  const version = text.slice(lastSpace + 1, Math.min(span.end, lastSpace + 32));
  if (lastSpace === span.end - 1) return malformed('there are blanks behind the version');
  if (!VERSION.test(version)) return malformed('the line does not end with SIP/2.0');
  if (version.toUpperCase() !== 'SIP/2.0') return malformed('the version is not SIP/2.0');
  const requestUri = { start: methodEnd + 1, end: lastSpace };
  if (requestUri.start >= requestUri.end) return malformed('the Request-URI is missing');
  for (let at = requestUri.start; at < requestUri.end; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9) return malformed('there must be exactly two spaces, and none in the Request-URI');
  }
  const first = text[requestUri.start];
  if (first === '<' || first === '"') return malformed('the Request-URI must stand without brackets or quotes');
  return {
    kind: 'request-line',
    span,
    method: { start: span.start, end: methodEnd },
    requestUri,
    version: { start: lastSpace + 1, end: span.end },
  };
}

/**
 * Whether the line `start..end` is meant as a start-line: right ones and those that are broken but clear, so that a
 * rule can say what is wrong with them. Cheap on lines that are neither. `behind` is the offset of the next line, which
 * must look like a header field where the line itself proves little.
 */
export function looksLikeStartLine(text: string, start: number, end: number, behind: number): boolean {
  const first = text.charCodeAt(start);
  if ((first === 83 || first === 115) && isStatusLineLike(text, start, end)) return true;
  let last = end - 1;
  while (last > start && (text.charCodeAt(last) === 32 || text.charCodeAt(last) === 9)) last--;
  if (isDigit(text.charCodeAt(last)) && endsWithVersion(text, start, last + 1)) return true;
  return isKnownMethodWithUri(text, start, end) && isHeaderLike(text, behind);
}

/** `SIP/2.0 ` and a digit; not `SIP/2.0/UDP`, which goes on a Via. */
function isStatusLineLike(text: string, start: number, end: number): boolean {
  if (end - start < 9 || text.charCodeAt(start + 3) !== 47) return false;
  STATUS_LINE_LIKE.lastIndex = start;
  return STATUS_LINE_LIKE.test(text) && STATUS_LINE_LIKE.lastIndex <= end;
}
const STATUS_LINE_LIKE = /SIP\/\d{1,3}\.\d{1,3}[ \t]{1,8}\d/iy;

/** A token, a blank, something with a colon, a blank, `SIP/n.n`. */
function endsWithVersion(text: string, start: number, end: number): boolean {
  const version = end - 7;
  if (version <= start + 3 || text.charCodeAt(version + 3) !== 47 || text.charCodeAt(version + 5) !== 46) return false;
  if (!isDigit(text.charCodeAt(version + 4)) || !isSip(text, version) || !isBlank(text.charCodeAt(version - 1))) {
    return false;
  }
  TOKEN.lastIndex = start;
  if (!TOKEN.test(text)) return false;
  const methodEnd = TOKEN.lastIndex;
  if (methodEnd >= version - 1 || !isBlank(text.charCodeAt(methodEnd))) return false;
  const colon = text.indexOf(':', methodEnd);
  if (colon === -1 || colon >= version) return false;
  // `The proxy said: use SIP/2.0` is prose: a URI has no blank before its colon.
  for (let at = methodEnd + 1; at < colon; at++) {
    if (isBlank(text.charCodeAt(at)) && !isBlank(text.charCodeAt(at - 1))) return false;
  }
  return true;
}

const METHOD_AND_URI =
  /(?:ACK|BENOTIFY|BYE|CANCEL|INFO|INVITE|MESSAGE|NOTIFY|OPTIONS|PRACK|PUBLISH|REFER|REGISTER|SERVICE|SUBSCRIBE|UPDATE)[ \t]{1,8}<?(?:sips?|tel|urn):/y;

function isKnownMethodWithUri(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  if (first < 65 || first > 85) return false;
  METHOD_AND_URI.lastIndex = start;
  return METHOD_AND_URI.test(text) && METHOD_AND_URI.lastIndex <= end;
}

const HEADER_LIKE = /[ \t]{0,8}[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}[ \t]{0,8}:/y;

/** Whether a header field could begin at `at`: a token and a colon. RFC 3261 7.3.1. */
export function isHeaderLike(text: string, at: number): boolean {
  HEADER_LIKE.lastIndex = at;
  return HEADER_LIKE.test(text);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isBlank = (code: number): boolean => code === 32 || code === 9;
const isSip = (text: string, at: number): boolean =>
  (text.charCodeAt(at) | 32) === 115 &&
  (text.charCodeAt(at + 1) | 32) === 105 &&
  (text.charCodeAt(at + 2) | 32) === 112;
