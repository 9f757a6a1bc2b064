import { isInPlaceholder, KNOWN_METHODS, NOTE } from './startLine';

/** A start-line found on a line of the log, behind whatever stands in front of it. */
export interface FoundStartLine {
  readonly start: number;
  /** Behind the version of a request-line; behind the reason phrase of a status-line. */
  readonly end: number;
}

const VERSION = 'SIP/2.0';
/** Longest method and Request-URI that are looked for in front of a version. */
const LONGEST_REQUEST = 4096;

/**
 * The first start-line on the line `start..end`, anywhere in it; `undefined` when none stands there. `version` is the
 * offset of the first `SIP/2.0` on the line. It finds what is well formed, so that prose and log lines are not taken for
 * messages; `looksLikeStartLine` knows the broken ones that begin a line.
 */
export function startLineIn(text: string, start: number, end: number, version: number): FoundStartLine | undefined {
  for (let at = version; at !== -1 && at < end; at = text.indexOf(VERSION, at + VERSION.length)) {
    STATUS.lastIndex = at;
    if (STATUS.test(text) && !isInBrackets(text, at, end)) return { start: at, end };
    if (text.charCodeAt(at - 1) === 32 && endsRequest(text, at + VERSION.length, end)) {
      const method = methodBefore(text, Math.max(start, at - LONGEST_REQUEST), at - 1);
      if (method !== -1) return { start: method, end: at + VERSION.length };
    }
  }
  return undefined;
}
/** What begins the codes of a terminal. */
const ESCAPE = '\u001b';
const STATUS = new RegExp(String.raw`SIP\/2\.0 [1-6]\d\d(?=[ \t\r\n#.^\\<${ESCAPE}]|$)`, 'y');

/** Whether a log line tells of the status-line at `at` as `[SIP/2.0 180 Ringing]`. */
function isInBrackets(text: string, at: number, end: number): boolean {
  if (text.charCodeAt(at - 1) !== 91) return false;
  return text.slice(at, Math.min(end, at + 200)).includes(']');
}

/** Nothing, a note, or what stands for a line end, follows the version of a request-line. */
function endsRequest(text: string, at: number, end: number): boolean {
  if (at >= end) return true;
  REQUEST_END.lastIndex = at;
  return REQUEST_END.test(text);
}
const REQUEST_END = new RegExp(
  String.raw`[ \t]{0,8}(?:[\r\n${ESCAPE}]|$|[#\\]01[25]|<01[03]>|\\[rn]|\^M|\.\.|\.[ \t]*(?:[\r\n]|$))|${NOTE}`,
  'y',
);

/** Where the method begins whose Request-URI ends at `uriEnd`; -1 when no method and URI stand there. RFC 3261 7.1. */
function methodBefore(text: string, from: number, uriEnd: number): number {
  let uri = uriEnd;
  const whole = { start: from, end: uriEnd };
  while (uri > from && (text.charCodeAt(uri - 1) > 32 || isInPlaceholder(text, uri - 1, whole))) uri--;
  SCHEME.lastIndex = uri;
  if (!SCHEME.test(text) || SCHEME.lastIndex > uriEnd || uri - 1 <= from || text.charCodeAt(uri - 1) !== 32) return -1;
  const methodEnd = uri - 1;
  let method = methodEnd;
  while (method > from && isUpper(text.charCodeAt(method - 1))) method--;
  const name = text.slice(method, methodEnd);
  const known = KNOWN_METHODS.find((candidate) => name.endsWith(candidate));
  // Octets of an IP header, shown as text, may end in capital letters.
  if (known !== undefined) return methodEnd - known.length;
  const before = text.charCodeAt(method - 1);
  const isWhole = method === from || before === 32 || before === 9 || before === 62 || before === 91;
  return isWhole && name.length >= 3 && name.length <= 20 ? method : -1;
}
const SCHEME = /<?[A-Za-z][A-Za-z0-9+.-]{0,30}:[^ \t\r\n]/y;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;
