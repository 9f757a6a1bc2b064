import { isLogPrefix, prefixAt } from './prefix';

const VERSION = 'SIP/2.0';

/**
 * Whether at least `wanted` SIP messages stand in `text`: start-lines, behind whatever a log writes in front of its
 * lines, each with a header field that only SIP has in one of the lines behind it. Without these a start-line is a
 * word in an access log, in prose or in a program's source.
 */
export function hasMessages(text: string, wanted: number): boolean {
  let found = 0;
  let at = text.indexOf(VERSION);
  while (at !== -1) {
    const start = startLineAround(text, at);
    // One line holds one start-line at most, and a text in which no line ends any more holds no further message.
    const next = start === -1 ? at + VERSION.length : nextLine(text, at);
    if (next === -1) return false;
    if (start !== -1 && isMessage(text, prefixAt(text, start), next) && ++found === wanted) return true;
    at = text.indexOf(VERSION, next);
  }
  return false;
}

/** Where the start-line begins whose version stands at `at`; -1 when there is none around it. RFC 3261 7.1, 7.2. */
function startLineAround(text: string, at: number): number {
  STATUS.lastIndex = at;
  if (STATUS.test(text)) return at;
  VERSION_AT_END.lastIndex = at;
  if (text[at - 1] !== ' ' || !VERSION_AT_END.test(text)) return -1;
  const found = METHOD_AND_URI.exec(prefixAt(text, at, LONGEST_REQUEST));
  return found === null ? -1 : at - found[0].length;
}
const STATUS = /SIP\/2\.0 [1-6]\d\d(?=[ \r\n#.^])/y;
const LONGEST_REQUEST = 1500;
const METHOD_AND_URI = /(?<![A-Za-z0-9_])[A-Z]{3,20} <?[A-Za-z][A-Za-z0-9+.-]{0,30}:\S{1,1400} $/;

/**
 * Line ends, and what stands for them where syslog (`#015#012`), ngrep (`..`, or `.` in front of a line end) and the log
 * of a Cisco phone (`^M`) write a message. An empty line behind is taken too: some copies have one between all lines.
 */
const LINE_END = String.raw`(?:(?:\^M|\.)?(?:\r{0,2}\n|\r)(?:[ \t]{0,20}\r{0,2}\n)?|#015(?:#012|[ ])?|#012|\.\.(?=[A-Za-z-]{1,40}:))`;
const NEXT_LINE_END = new RegExp(LINE_END, 'g');
const VERSION_AT_END = new RegExp(String.raw`SIP\/2\.0[ \t]{0,8}${LINE_END}`, 'y');

/** Offset behind the line that stands at `at`; -1 when no line ends there or further on. */
function nextLine(text: string, at: number): number {
  NEXT_LINE_END.lastIndex = at;
  return NEXT_LINE_END.test(text) ? NEXT_LINE_END.lastIndex : -1;
}

/**
 * Whether a message goes on behind a start-line with `prefix`: one of the lines from `behind` on is a header field that
 * only SIP has, and those above it can be header fields. A prefix in front of these begins as that of the start-line.
 */
function isMessage(text: string, prefix: string, behind: number): boolean {
  if (!isLogPrefix(prefix)) return false;
  let at = behind;
  for (let count = 0; count < LINES_OF_HEAD && at < text.length; count++) {
    const next = nextLine(text, at);
    const line = text.slice(at, Math.min(next === -1 ? text.length : next, at + LONGEST_FIELD));
    const field = SIP_FIELD.exec(line);
    if (field !== null) return BLANKS.test(line.slice(0, field.index)) || beginsLike(line, prefix);
    if (next === -1 || !line.includes(':') || line.includes('SIP/2.0 ')) return false;
    at = next;
  }
  return false;
}
const LINES_OF_HEAD = 8;
const BLANKS = /^[\s|]*$/;
const beginsLike = (line: string, prefix: string): boolean => prefix !== '' && line.startsWith(prefix.slice(0, 4));
const LONGEST_FIELD = 600;

/** RFC 3261 20, 7.3.3; by value where mail and HTTP have a header field of the same name. */
const SIP_FIELD = new RegExp(
  `(?<![\\w-])(?:${[
    /(?:Via|v)[ \t]*:[ \t]*SIP[ \t]*\//,
    /(?:From|To|Contact|Route|Record-Route|f|t|m)[ \t]*:.{0,200}?(?:sips?|tel):/,
    /CSeq[ \t]*:[ \t]*\d+[ \t]+[A-Z]/,
    /(?:Call-ID|Max-Forwards)[ \t]*:[ \t]*\S/,
  ]
    .map(({ source }) => source)
    .join('|')})`,
  'i',
);
