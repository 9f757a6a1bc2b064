import type { RecordSink } from '../recordSink';
import { isHeaderLike, looksLikeStartLine } from '../sip/startLine';
import type { LineCursor } from '../text/lineCursor';
import { type Span, trimmed } from '../text/span';
import type { Format } from './format';

/**
 * SIP messages that stand in any text without an envelope: a message saved to a file, a few pasted into a mail.
 *
 * A message begins at its start-line and ends where its body does. The record is the message. Header fields that are
 * all indented by the same blanks (logs copied from web pages) are read as if they were not.
 */
export const plain: Format = {
  id: 'plain',

  beginsAt: ({ text, start, end, next }) => looksLikeStartLine(text, start, end, next),

  read(line, sink) {
    const { text } = line;
    const startLine = trimmed(text, { start: line.start, end: line.end });
    sink.head.reset();
    line.advance();
    const { headers, closed, bodyFollows } = readHeaders(line, sink, startLine.end);
    const read = bodyFollows ? readBody(line, sink) : headers;
    const none = { start: headers.end, end: headers.end };
    const body = bodyFollows && read.start < read.end ? read : none;
    const end = Math.max(startLine.end, body.end);
    sink.addMessage(
      { start: startLine.start, end, kind: 'message', time: Number.NaN, closed },
      { startLine, headers, headersClosed: closed, body, direction: 'unknown' },
    );
  },
};

/** Reads up to and over the empty line behind the header fields. */
function readHeaders(
  line: LineCursor,
  sink: RecordSink,
  startLineEnd: number,
): { headers: Span; closed: boolean; bodyFollows: boolean } {
  const { text } = line;
  const headers = { start: startLineEnd, end: startLineEnd };
  const indent = indentOf(line);
  for (; line.hasLine; line.advance()) {
    if (line.isBlank) {
      line.advance();
      return { headers, closed: true, bodyFollows: true };
    }
    const start = line.start + Math.min(indent, indentOf(line));
    if (sink.beginsRecord(line)) return { headers, closed: false, bodyFollows: false };
    // Some programs lose the empty line: SDP begins with its version (RFC 8866 5.1).
    if (text.startsWith('v=0', start) && start + 3 === line.end) return { headers, closed: true, bodyFollows: true };
    const first = text.charCodeAt(start);
    if (first === 32 || first === 9) sink.head.takeContinuation(line.end);
    else if (isHeaderLike(text, start) || isBrokenHeader(line)) sink.head.take(text, start, line.end);
    else return { headers, closed: false, bodyFollows: false };
    if (headers.end === startLineEnd) headers.start = line.start;
    headers.end = line.end;
  }
  return { headers, closed: false, bodyFollows: false };
}

function indentOf({ text, start, end }: LineCursor): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at - start;
}

/**
 * Whether a line without `name:` is a broken header field and not the log going on: the message must go on behind it,
 * with a header field or the empty line.
 */
function isBrokenHeader({ text, end, next }: LineCursor): boolean {
  if (next >= text.length || end >= text.length) return false;
  const code = text.charCodeAt(next);
  return code === 10 || code === 13 || isHeaderLike(text, next);
}

/**
 * Reads the body from the cursor's line on. Content-Length says how far, but logs change line ends, so it is taken
 * both as it stands and with every line end counted as two octets; a new message or record ends the body in any case,
 * unless its type says that one stands at its beginning (message/sipfrag) or anywhere in it (multipart). Without
 * Content-Length a body needs a Content-Type and ends at an empty line.
 */
function readBody(line: LineCursor, sink: RecordSink): Span {
  const { text } = line;
  const announced = sink.head.contentLength(text);
  const type = sink.head.contentType(text).toLowerCase();
  const start = line.start;
  let end = start;
  if (announced === 0 || (announced === undefined && type === '')) return { start, end };
  const isMessage = type.startsWith('message/');
  const isMultipart = type.startsWith('multipart/');
  let behindBlank = false;
  let asLogged = 0;
  let asSent = 0;
  for (; line.hasLine; line.advance()) {
    const mayHoldMessage = isMultipart || (isMessage && !behindBlank);
    if (!mayHoldMessage && sink.beginsRecord(line)) break;
    behindBlank = line.isBlank;
    if (announced === undefined) {
      if (line.isBlank) break;
    } else {
      if (asSent === announced || asLogged >= announced) break;
      if (asSent > announced && (line.isBlank || (type === 'application/sdp' && text[line.start + 1] !== '='))) break;
      const octets = octetLength(text, line.start, line.end);
      // The last line of a body may come without line end.
      if (asSent + octets === announced) asSent = announced;
      else asSent += octets + 2;
      asLogged += octets + Math.min(line.next - line.end, 2);
    }
    end = line.end;
  }
  return trimEnd(text, { start, end });
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
