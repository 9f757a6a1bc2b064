import type { HeadReader } from '../headReader';
import { shapeAt } from '../messageShape';
import type { RecordSink } from '../recordSink';
import { isWrapped } from '../sip/headerFields';
import { endOfWrapped, isHeaderLike } from '../sip/startLine';
import { startLineIn } from '../sip/startLineIn';
import type { StartLineFinder } from '../startLineFinder';
import type { LineCursor } from '../text/lineCursor';
import { isBare } from '../text/lineShape';
import { offsetIn, type Span, trimmed } from '../text/span';
import type { Framing } from './framing';

/** What of a framing says where a message ends. */
type MessageEnd = Pick<Framing, 'ends' | 'entries'>;

/** What reading a message needs of the sink. */
type MessageSink = Pick<RecordSink, 'head' | 'beginsRecord' | 'nextBeginning'>;

/** The same for a text of its own, where messages begin with their start-lines. */
export class OwnText implements MessageSink {
  constructor(
    readonly head: HeadReader,
    readonly startLines: StartLineFinder,
  ) {}

  beginsRecord(line: LineCursor): boolean {
    return this.startLines.on(line) !== undefined;
  }

  nextBeginning(at: number): number {
    return this.startLines.nextVersion(at);
  }
}

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
  /** How many octets of the body the text lacks by the announced length; 0 when none are announced. */
  readonly missing: number;
}

/**
 * Reads the message whose start-line begins at offset `start` of the cursor's line, and leaves the cursor on the line of
 * the log behind it. The message ends at one of the lines `ends`, where its body does, or where another record or an entry
 * of the log begins.
 */
export function readMessageLines(
  line: LineCursor,
  start: number,
  sink: MessageSink,
  framing: MessageEnd = NO_END,
): ReadMessage {
  const { text } = line;
  const shape = shapeAt(text, line.lineStart, start, line.lineEnd);
  const isShaped = !isBare(shape);
  if (isShaped) line.enterMessage(shape, start);
  else if (start !== line.start) line.start = start;
  const wrapped = isShaped ? -1 : endOfWrapped(text, start);
  while (line.end < wrapped) line.advance();
  const startLine = trimmed(text, { start, end: Math.max(line.end, start) });
  /** Some loggers add a CR to each line: CR CR LF stands for CR LF, CR LF in the body for LF. */
  const addedReturns = Math.max(0, line.next - line.lineEnd - 2);
  sink.head.reset();
  line.advance();
  const head = readHeaders(line, sink, startLine.end, framing);
  const none = { start: head.headers.end, end: head.headers.end };
  const read = head.bodyFollows
    ? readBody(line, sink, framing, addedReturns)
    : { body: none, end: 0, closed: false, missing: 0 };
  if (isShaped) line.leaveMessage();
  const content = read.closed ? read.body : withoutMark(text, read.body, framing);
  const mark = read.closed ? read.end : content.end < read.body.end ? read.body.end : takeMark(line, framing);
  const body = content.start < content.end ? content : none;
  return {
    startLine,
    headers: head.headers,
    headersClosed: head.closed || mark !== 0,
    body,
    end: Math.max(startLine.end, head.headers.end, body.end, mark),
    closed: framing.ends === undefined ? head.closed : mark !== 0,
    isShaped,
    missing: read.missing,
  };
}

/**
 * Takes an end mark that stands where the lines of the message are over: not indented as these are. Returns the offset
 * behind it; 0 when there is none.
 */
function takeMark(line: LineCursor, framing: MessageEnd): number {
  if (!line.hasLine || !isEnd(line, framing, behindEntry(line, framing))) return 0;
  const end = line.lineEnd;
  line.advance();
  return end;
}

interface ReadHeaders {
  readonly headers: Span;
  readonly closed: boolean;
  readonly bodyFollows: boolean;
}

/** Reads up to and over the empty line behind the header fields. */
function readHeaders(line: LineCursor, sink: MessageSink, startLineEnd: number, framing: MessageEnd): ReadHeaders {
  const { text } = line;
  const headers = { start: startLineEnd, end: startLineEnd };
  const result = (closed: boolean, bodyFollows: boolean): ReadHeaders => ({ headers, closed, bodyFollows });
  const isSimple = (line.shape === undefined || line.shape.separator === 'none') && hasPlainFields(framing);
  for (; line.hasLine; line.advance()) {
    const isEntry = framing.entries !== undefined && behindEntry(line, framing) !== -1;
    if (isSimple && !isEntry && sink.head.takePlainOn(line, sink.nextBeginning(line.lineStart))) {
      if (headers.end === startLineEnd) headers.start = line.start;
      headers.end = line.end;
      continue;
    }
    if (line.isBlank) {
      // Blanks at the end of a log that was cut may be the beginning of a line.
      if (line.end === text.length) return result(false, false);
      line.inBody = true;
      line.advance();
      return result(true, true);
    }
    const entry = behindEntry(line, framing);
    if (isEnd(line, framing, entry)) return result(true, true);
    const { start } = line;
    if (entry !== -1 || sink.beginsRecord(line)) return result(false, false);
    // Some programs lose the empty line: SDP begins with its version (RFC 8866 5.1).
    if (text.startsWith('v=0', start) && start + 3 === line.end) return result(true, true);
    const first = text.charCodeAt(start);
    if (first === 32 || first === 9 || (headers.end > startLineEnd && isWrapped(text, start, headers.end)))
      sink.head.takeContinuation(text, line.end);
    else if (isHeaderLike(text, start) || isBrokenHeader(line)) sink.head.take(text, start, line.end);
    else return result(false, false);
    if (headers.end === startLineEnd) headers.start = line.start;
    headers.end = line.end;
  }
  return result(false, false);
}

/** Whether no end mark begins with a letter, so that a line with a name may be a header field. The same for each message of a format. */
function hasPlainFields(framing: MessageEnd): boolean {
  let known = plainFields.get(framing);
  if (known === undefined) {
    const ends = framing.ends ?? [];
    known = ends.every(({ word }) => word !== '' && !/^[A-Za-z]/.test(word));
    plainFields.set(framing, known);
  }
  return known;
}
const plainFields = new WeakMap<MessageEnd, boolean>();

/** Of a message that nothing but its body ends. */
const NO_END: MessageEnd = {};

/**
 * Whether a line without `name:` is a broken header field and not the log going on: the message must go on behind it,
 * with a header field or the empty line.
 */
function isBrokenHeader({ text, end, next, shape }: LineCursor): boolean {
  if (next >= text.length || end >= text.length || (shape !== undefined && !isIndentOnly(shape))) return false;
  const code = text.charCodeAt(next);
  if (code === 10 || code === 13) return true;
  const goesOn = shape === undefined || shape.indent === 0 || code === 32 || code === 9;
  return goesOn && isHeaderLike(text, next);
}
const isIndentOnly = (shape: NonNullable<LineCursor['shape']>): boolean =>
  shape.prefixStart === shape.prefixEnd && shape.separator === 'none';

/** Where on the cursor's line the end mark begins that stands behind its content; -1 for nowhere. */
function endsInMark({ text, start, end }: LineCursor, { ends }: MessageEnd): number {
  if (ends === undefined) return -1;
  const last = trimmed(text, { start, end }).end;
  const mark = ends.find(({ word, mayFollow }) => mayFollow && last - start > word.length && text.endsWith(word, last));
  return mark === undefined ? -1 : last - mark.word.length;
}

/** `body` without the end mark that stands behind its last line. */
function withoutMark(text: string, body: Span, { ends }: MessageEnd): Span {
  if (ends === undefined) return body;
  const mark = ends.find(({ word, mayFollow }) => mayFollow && body.end > body.start && text.endsWith(word, body.end));
  return mark === undefined ? body : trimmed(text, { start: body.start, end: body.end - mark.word.length });
}

/** Behind what an entry of the log begins with on the cursor's line; -1 where none begins. */
export function behindEntry({ text, start, end, isRest }: LineCursor, { entries }: MessageEnd): number {
  if (entries === undefined || isRest) return -1;
  const match = entries.exec(text.slice(start, Math.min(end, start + 300)));
  return match === null ? -1 : start + match.index + match[0].length;
}

/** Whether one of the `ends` stands on the cursor's line, behind blanks or behind what an entry begins with. */
function isEnd(line: LineCursor, { ends }: MessageEnd, entry: number, behindBlank = true): boolean {
  if (ends === undefined) return false;
  const { text } = line;
  let start = entry === -1 ? line.start : entry;
  while (start < line.end && text.charCodeAt(start) === 32) start++;
  const first = text.charCodeAt(start);
  for (const { word, pattern, hasBlankInFront } of ends) {
    if (
      (word !== '' && word.charCodeAt(0) !== first) ||
      !text.startsWith(word, start) ||
      (hasBlankInFront && !behindBlank)
    )
      continue;
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
  readonly missing: number;
}

/**
 * Reads the body from the cursor's line on.
 *
 * Content-Length says how far, but logs change line ends, so each is taken as one octet, as it stands and as two octets:
 * the body is over where one of these is right and an empty line follows, or else where the first one is right. A new
 * message or record ends it in any case, unless its type says that one stands at its beginning (message/sipfrag) or
 * anywhere in it (multipart). Without Content-Length a body needs a Content-Type and ends at an empty line. An end mark
 * of the format goes before all of these where it comes.
 */
function readBody(line: LineCursor, sink: MessageSink, framing: MessageEnd, addedReturns: number): ReadBody {
  const { text, start } = line;
  const announced = sink.head.contentLength(text);
  if (announced === 0 && framing.ends === undefined && framing.entries === undefined) {
    return { body: { start, end: start }, end: 0, closed: false, missing: 0 };
  }
  const type = sink.head.contentType(text).toLowerCase();
  const isMessage = type.startsWith('message/');
  const isMultipart = type.startsWith('multipart/');
  const isSdp = type === 'application/sdp';
  /** Where the body is over by its length or at an empty line; -1 before that. */
  let over = announced === 0 || (announced === undefined && type === '') ? start : -1;
  let overAt = placeOf(line);
  let isExact = over !== -1;
  /** Where its length may be reached, although what follows does not look like the end; -1 for nowhere. */
  let maybe = -1;
  let maybeAt = 0;
  /** Lines that are not empty behind `over`. */
  let beyond = 0;
  let end = start;
  let behindBlank = false;
  let asLogged = 0;
  /** `asLogged` up to the last line that is not empty, with its line end. */
  let asLoggedEnd = 0;
  let asSent = 0;
  let asLeast = 0;
  let isReached = false;
  for (; line.hasLine; line.advance()) {
    isReached = asLeast === announced || asLogged === announced || asSent === announced;
    const entry = behindEntry(line, framing);
    if (isEnd(line, framing, entry, behindBlank || end === start)) {
      const markEnd = line.lineEnd;
      line.advance();
      // Where both ways of counting are right, the mark decides.
      const isAsLogged = announced !== undefined && asLoggedEnd - 2 <= announced && announced <= asLoggedEnd;
      const bodyEnd = isExact && !isAsLogged ? over : end;
      return { body: trimEnd(text, { start, end: bodyEnd }), end: markEnd, closed: true, missing: 0 };
    }
    if (over === -1 && announced !== undefined && sink.nextBeginning(line.lineStart) < line.lineEnd) {
      const next = messageBehind(line, announced - asSent) ?? messageBehind(line, announced - asLogged);
      if (next !== undefined) {
        line.moveTo(next);
        return { body: trimEnd(text, { start, end: next }), end: 0, closed: false, missing: 0 };
      }
    }
    const mayHoldMessage = over === -1 && ((isMultipart && !isReached) || (isMessage && !behindBlank));
    if (entry !== -1 || (!mayHoldMessage && sink.beginsRecord(line))) break;
    behindBlank = line.isBlank;
    if (over === -1) {
      if (announced === undefined) {
        if (line.isBlank) over = end;
      } else if (line.isBlank && isReached) {
        over = end;
        isExact = true;
      } else if (asLeast >= announced) {
        over = maybe === -1 ? end : maybe;
        isExact = true;
      } else if (asSent > announced && (line.isBlank || (isSdp && text[line.start + 1] !== '='))) {
        over = maybe === -1 ? end : maybe;
      } else if (maybe === -1 && isReached) {
        maybe = end;
        maybeAt = placeOf(line);
      }
      if (over !== -1) overAt = over === maybe ? maybeAt : placeOf(line);
    }
    if (over !== -1 && framing.ends === undefined) {
      if (over === maybe) line.moveTo(overAt);
      break;
    }
    const octets = octetLength(text, line.start, line.end);
    // The last line of a body may come without line end.
    if (announced !== undefined && asSent + octets === announced) asSent = announced;
    else asSent += octets + (line.next > line.end ? 2 : 0);
    asLeast += octets + (line.next > line.end ? 1 : 0);
    asLogged += octets + Math.max(0, Math.min(line.next - line.end - addedReturns, 2));
    const behind = endsInMark(line, framing);
    if (behind !== -1 && (announced === undefined || asSent >= announced)) {
      const markEnd = line.lineEnd;
      line.advance();
      return { body: trimEnd(text, { start, end: behind }), end: markEnd, closed: true, missing: 0 };
    }
    if (line.isBlank) continue;
    if (isExact && ++beyond > MOST_LINES_BEYOND) break;
    end = line.end;
    asLoggedEnd = asLogged;
  }
  isReached = asLeast === announced || asLogged === announced || asSent === announced;
  if (over === -1 && maybe !== -1 && !isReached) {
    over = maybe;
    overAt = maybeAt;
    line.moveTo(overAt);
  } else if (over !== -1 && framing.ends !== undefined) line.moveTo(overAt);
  const bodyEnd = over === -1 ? end : over;
  const missing = over === -1 && announced !== undefined ? Math.max(0, announced - Math.max(asSent, asLogged)) : 0;
  return { body: trimEnd(text, { start, end: bodyEnd }), end: 0, closed: false, missing };
}

/** Offset of a message that begins `octets` behind the beginning of the line: a body without line end, another message. */
function messageBehind({ text, start, end, lineEnd }: LineCursor, octets: number): number | undefined {
  if (octets <= 0 || octets >= 3 * (end - start)) return undefined;
  let at = start;
  for (let left = octets; left > 0 && at < end; at++) left -= octetLength(text, at, at + 1);
  const version = offsetIn(text, { start: at, end: Math.max(at, lineEnd) }, 'SIP/2.0');
  return version !== -1 && startLineIn(text, start, lineEnd, version)?.start === at ? at : undefined;
}

/** How many lines there may be between a body of the announced length and the end mark. */
const MOST_LINES_BEYOND = 3;

/** Where the cursor can go on from its line: behind a separator that is not the beginning of the line of the log. */
const placeOf = ({ isRest, start, lineStart }: LineCursor): number => (isRest ? start : lineStart);

const trimEnd = (text: string, span: Span): Span => ({
  start: span.start,
  end: Math.max(span.start, trimmed(text, span).end),
});

/** Octets of `start..end` in UTF-8. */
export function octetLength(text: string, start: number, end: number): number {
  let octets = end - start;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair counts as two of the pair's four octets.
    if (code > 0x7f) octets += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return octets;
}
