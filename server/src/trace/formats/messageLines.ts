import { shapeAt } from '../messageShape';
import type { RecordSink } from '../recordSink';
import { isHeaderLike } from '../sip/startLine';
import type { LineCursor } from '../text/lineCursor';
import { isBare } from '../text/lineShape';
import { type Span, trimmed } from '../text/span';
import type { EndLine } from './framing';

/** What was read of a message behind its start-line. */
export interface ReadMessage {
  readonly startLine: Span;
  readonly headers: Span;
  /** Whether an empty line or an end mark shows that no header field is missing. */
  readonly headersClosed: boolean;
  readonly body: Span;
  /** Behind the last character of message and end mark. */
  readonly end: number;
  /** Whether an end mark ended the message, or without one its empty line. */
  readonly closed: boolean;
  /** Whether its lines are not as they were sent: they have a prefix, a suffix or stand on one line. */
  readonly isShaped: boolean;
}

/**
 * Reads the message whose start-line begins at offset `start` of the cursor's line, and leaves the cursor on the line of
 * the log behind it. The message ends at one of the lines `ends`, where its body does, or where another record begins.
 */
export function readMessageLines(
  line: LineCursor,
  start: number,
  sink: RecordSink,
  ends: readonly EndLine[] = [],
): ReadMessage {
  const { text } = line;
  const shape = shapeAt(text, line.lineStart, start, line.lineEnd);
  const isShaped = !isBare(shape);
  if (isShaped) line.enterMessage(shape, start);
  else if (start !== line.start) line.start = start;
  const startLine = trimmed(text, { start, end: Math.max(line.end, start) });
  sink.head.reset();
  line.advance();
  const head = readHeaders(line, sink, startLine.end, ends);
  const none = { start: head.headers.end, end: head.headers.end };
  const read = head.bodyFollows ? readBody(line, sink, ends) : { body: none, end: 0, closed: false };
  const body = read.body.start < read.body.end ? read.body : none;
  if (isShaped) line.leaveMessage();
  return {
    startLine,
    headers: head.headers,
    headersClosed: head.closed,
    body,
    end: Math.max(startLine.end, head.headers.end, body.end, read.end),
    closed: ends.length === 0 ? head.closed : read.closed,
    isShaped,
  };
}

interface ReadHeaders {
  readonly headers: Span;
  readonly closed: boolean;
  readonly bodyFollows: boolean;
}

/** Reads up to and over the empty line behind the header fields. */
function readHeaders(line: LineCursor, sink: RecordSink, startLineEnd: number, ends: readonly EndLine[]): ReadHeaders {
  const { text } = line;
  const headers = { start: startLineEnd, end: startLineEnd };
  const result = (closed: boolean, bodyFollows: boolean): ReadHeaders => ({ headers, closed, bodyFollows });
  for (; line.hasLine; line.advance()) {
    if (line.isBlank) {
      line.inBody = true;
      line.advance();
      return result(true, true);
    }
    if (isEnd(line, ends)) return result(true, true);
    const { start } = line;
    if (sink.beginsRecord(line)) return result(false, false);
    // Some programs lose the empty line: SDP begins with its version (RFC 8866 5.1).
    if (text.startsWith('v=0', start) && start + 3 === line.end) return result(true, true);
    const first = text.charCodeAt(start);
    if (first === 32 || first === 9 || isWrappedVia(text, start, headers.end)) sink.head.takeContinuation(line.end);
    else if (isHeaderLike(text, start) || isBrokenHeader(line)) sink.head.take(text, start, line.end);
    else return result(false, false);
    if (headers.end === startLineEnd) headers.start = line.start;
    headers.end = line.end;
  }
  return result(false, false);
}

/** IOS 12 breaks a Via behind its transport without a blank in front of the rest: `192.0.2.14:5060;branch=…`. */
export function isWrappedVia(text: string, start: number, before: number): boolean {
  const first = text.charCodeAt(start);
  if (first < 48 || first > 57) return false;
  const last = text.slice(Math.max(0, before - 12), before);
  return /SIP\/2\.0\/[A-Z]{2,4}$/.test(last);
}

/**
 * Whether a line without `name:` is a broken header field and not the log going on: the message must go on behind it,
 * with a header field or the empty line.
 */
function isBrokenHeader({ text, end, next, shape }: LineCursor): boolean {
  if (next >= text.length || end >= text.length || (shape !== undefined && !isIndentOnly(shape))) return false;
  const code = text.charCodeAt(next);
  return code === 10 || code === 13 || isHeaderLike(text, next);
}
const isIndentOnly = (shape: NonNullable<LineCursor['shape']>): boolean =>
  shape.prefixStart === shape.prefixEnd && shape.separator === 'none';

/** Whether one of `ends` stands on the cursor's line, behind blanks. */
export function isEnd(line: LineCursor, ends: readonly EndLine[]): boolean {
  if (ends.length === 0) return false;
  const { text } = line;
  let start = line.start;
  while (start < line.end && text.charCodeAt(start) === 32) start++;
  for (const { word, pattern } of ends) {
    if (!text.startsWith(word, start)) continue;
    if (pattern === undefined) {
      if (trimmed(text, { start, end: line.end }).end === start + word.length) return true;
    } else if (pattern.test(text.slice(start, Math.min(line.end, start + 1000)))) return true;
  }
  return false;
}

interface ReadBody {
  readonly body: Span;
  /** Behind the end mark; 0 when none came. */
  readonly end: number;
  readonly closed: boolean;
}

/**
 * Reads the body from the cursor's line on.
 *
 * Content-Length says how far, but logs change line ends, so it is taken both as it stands and with every line end
 * counted as two octets; a new message or record ends the body in any case, unless its type says that one stands at its
 * beginning (message/sipfrag) or anywhere in it (multipart). Without Content-Length a body needs a Content-Type and ends
 * at an empty line. An end mark of the format goes before all of these where it comes.
 */
function readBody(line: LineCursor, sink: RecordSink, ends: readonly EndLine[]): ReadBody {
  const { text } = line;
  const announced = sink.head.contentLength(text);
  const type = sink.head.contentType(text).toLowerCase();
  const start = line.start;
  const isMessage = type.startsWith('message/');
  const isMultipart = type.startsWith('multipart/');
  const isSdp = type === 'application/sdp';
  /** Where the body is over by its length or at an empty line; -1 before that. */
  let over = announced === 0 || (announced === undefined && type === '') ? start : -1;
  let overAt = line.lineStart;
  let isExact = over !== -1 && announced === 0;
  let end = start;
  let behindBlank = false;
  let asLogged = 0;
  let asSent = 0;
  for (; line.hasLine; line.advance()) {
    if (isEnd(line, ends)) {
      const markEnd = line.lineEnd;
      line.advance();
      return { body: trimEnd(text, { start, end: isExact ? over : end }), end: markEnd, closed: true };
    }
    const mayHoldMessage = isMultipart || (isMessage && !behindBlank);
    if (!mayHoldMessage && sink.beginsRecord(line)) break;
    behindBlank = line.isBlank;
    if (over === -1) {
      if (announced === undefined) {
        if (line.isBlank) over = end;
      } else if (asSent === announced || asLogged >= announced) {
        over = end;
        isExact = true;
      } else if (asSent > announced && (line.isBlank || (isSdp && text[line.start + 1] !== '='))) over = end;
      if (over !== -1) overAt = line.lineStart;
    }
    if (over !== -1 && ends.length === 0) break;
    const octets = octetLength(text, line.start, line.end);
    // The last line of a body may come without line end.
    if (announced !== undefined && asSent + octets === announced) asSent = announced;
    else asSent += octets + 2;
    asLogged += octets + Math.min(line.next - line.end, 2);
    if (!line.isBlank) end = line.end;
  }
  if (over !== -1 && ends.length > 0 && !line.isRest) line.moveTo(overAt);
  const bodyEnd = over === -1 ? end : over;
  return { body: trimEnd(text, { start, end: bodyEnd }), end: 0, closed: false };
}

const trimEnd = (text: string, span: Span): Span => ({
  start: span.start,
  end: Math.max(span.start, trimmed(text, span).end),
});

/** Octets of `start..end` in UTF-8. */
function octetLength(text: string, start: number, end: number): number {
  let octets = end - start;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair counts as two of the pair's four octets.
    if (code > 0x7f) octets += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return octets;
}
