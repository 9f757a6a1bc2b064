import type { Pieces } from '../messageText';
import type { OpenMessage } from '../openMessages';
import type { RecordSink } from '../recordSink';
import { looksLikeStartLine } from '../sip/startLine';
import { startLineIn } from '../sip/startLineIn';
import { StartLineFinder } from '../startLineFinder';
import type { Direction } from '../store';
import { LineCursor } from '../text/lineCursor';
import type { Span } from '../text/span';
import { messageSink, octetLength, type ReadMessage, readMessageLines } from './messageLines';

/** How often a message is read anew because more of it has come; so a log of tiny parts is read in linear time, too. */
const MOST_READINGS = 100;
/** How far behind the beginning of a datagram its start-line is looked for, in lines. */
const LINES_OF_DATAGRAM = 3;

/** What one entry of a log holds, as it came: a packet, a part of what syslog found too long. */
export interface Part {
  /** The entry. */
  readonly entry: Span;
  /** What it holds. */
  readonly payload: Pieces;
  /** Under which name a message is kept that does not end here. */
  readonly opens: string;
  /** The name of the stream that a message may go on with here; `undefined` when none may. */
  readonly goesOn: string | undefined;
  /** Whether it quotes a packet that another entry holds, as ICMP errors do, so that its messages do not count. */
  readonly isQuoted: boolean;
  /** Where what is known of the part stands: its entry or a line in front of several. */
  readonly envelope: number;
  readonly time: number;
  readonly isDated: boolean;
  readonly direction: Direction;
  readonly isDuplicate: boolean;
}

/**
 * Reads the messages in a part. It may hold several, and one that it does not hold to its end (by the empty line behind the
 * header fields, then by Content-Length): that one goes on in the next part of its stream, whatever stands between the two,
 * unless it begins with a start-line. A datagram does not go on in another.
 *
 * What the entries hold is put together before it is read (`Pieces`). So a message has its header fields in one piece
 * wherever they were cut, and each of them knows its place in the log. Its record begins with its first entry, or with its
 * start-line when it is not the first message there, and ends where the message does.
 *
 * Returns the offset in the payload behind the last message; 0 when there is none.
 */
export function readPart(part: Part, sink: RecordSink): number {
  const { payload, entry, opens, goesOn } = part;
  const reader = new PartReader(payload, sink);
  let at = goesOn === undefined ? 0 : goOn(part, goesOn, reader, sink);
  for (let isFirst = at === 0; ; isFirst = false) {
    const start = reader.startLineFrom(at, !isFirst ? 0 : goesOn === undefined ? LINES_OF_DATAGRAM : payload.length);
    if (start === -1) break;
    const message = reader.read(start);
    at = reader.at;
    if (part.isQuoted) continue;
    // What stands in front of it in a stream is the rest of a message that the log does not show.
    const isWhole = isFirst && (goesOn === undefined || start <= behindFilling(payload.text, 0));
    const index = addMessage(part, isWhole ? entry.start : undefined, message, payload, sink);
    if (isOver(message) || !reader.isAtEnd) continue;
    at = payload.length;
    sink.open.set(opens, { ...openMessage(part, index, start, sink), ...stateOf(payload, message, sink) });
  }
  if (goesOn !== undefined && reader.mayBeginMessage(at)) sink.open.set(opens, openMessage(part, -1, at, sink));
  return at;
}

const isOver = ({ headersClosed, missing }: ReadMessage): boolean => headersClosed && missing === 0;

/** Adds a message of which `part` is the first one; its record begins at `start` or else at its start-line. */
function addMessage(
  { entry, envelope, time, isDated, direction, isDuplicate }: Part,
  start: number | undefined,
  message: ReadMessage,
  source: Pieces,
  sink: RecordSink,
): number {
  const place = source.inLog({ start: message.startLine.start, end: message.end });
  return sink.addMessage(
    {
      start: start ?? place.start,
      entry: envelope,
      end: place.end,
      kind: 'message',
      time,
      isDated,
      closed: message.closed,
      direction,
      isDuplicate,
    },
    message,
    source,
    envelope === entry.start ? undefined : [entry],
  );
}

const openMessage = (part: Part, index: number, start: number, { store }: RecordSink): OpenMessage => ({
  index,
  part,
  start,
  text: part.payload,
  entries: [part.entry],
  recordCount: store.recordCount,
  missing: 0,
  mayHoldMessage: false,
  readings: 0,
});

/** What is to come of a message of which `text` holds the beginning. */
const stateOf = (text: Pieces, { headersClosed, missing }: ReadMessage, { head }: RecordSink) => ({
  missing: headersClosed ? missing : 0,
  mayHoldMessage: headersClosed && /^(?:message|multipart)\//i.test(head.contentType(text.text)),
});

/**
 * Takes the part as the rest of the message that its stream has begun, or as more of it. Returns the offset in the payload
 * behind the message; 0 when none goes on here.
 */
function goOn({ payload, entry }: Part, stream: string, reader: PartReader, sink: RecordSink): number {
  const open = sink.open.get(stream);
  if (open === undefined || payload.length === 0 || (open.entries.at(-1)?.start ?? 0) >= entry.start) return 0;
  if (!open.mayHoldMessage && reader.startLineFrom(0, 0) !== -1) {
    sink.open.delete(stream);
    return 0;
  }
  open.text.append(payload);
  open.entries.push(entry);
  open.missing -= mostOctets(payload.text);
  if (open.missing > 0) {
    sink.goOnWithBody(open.index, payload.inLog({ start: 0, end: payload.length }), open.entries);
    return payload.length;
  }
  sink.open.delete(stream);
  const whole = new PartReader(open.text, sink);
  const start = open.index === -1 ? whole.startLineFrom(open.start, 0) : open.start;
  const isLate = open.index === -1 && sink.store.recordCount > open.recordCount;
  if (start === -1 || isLate || open.readings === MOST_READINGS) return 0;
  const message = whole.read(start);
  if (open.index === -1) open.index = addMessage(open.part, undefined, message, open.text, sink);
  sink.goOnWithMessage(open.index, message, open.text, open.entries);
  if (isOver(message) || !whole.isAtEnd) return Math.max(0, whole.at - (open.text.length - payload.length));
  sink.open.set(stream, { ...open, ...stateOf(open.text, message, sink), readings: open.readings + 1 });
  return payload.length;
}

/** Octets of `text`, if each of its line ends stands for CR LF. */
function mostOctets(text: string): number {
  let octets = octetLength(text, 0, text.length);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) octets++;
  return octets;
}

/** Reads messages in what entries hold. */
class PartReader {
  readonly #line: LineCursor;
  readonly #startLines: StartLineFinder;

  constructor(
    readonly source: Pieces,
    readonly sink: RecordSink,
  ) {
    this.#line = new LineCursor(source.text);
    this.#startLines = new StartLineFinder(this.#line);
  }

  /** Offset behind the message that was read. */
  get at(): number {
    return this.#line.start;
  }

  /** Whether the message was read to the end of the text, but for a line that may be cut there. */
  get isAtEnd(): boolean {
    return !this.#line.hasLine || this.#line.next >= this.source.length;
  }

  read(start: number): ReadMessage {
    this.#line.moveTo(start);
    return readMessageLines(this.#line, start, messageSink(this.sink.head, this.#startLines));
  }

  /**
   * Offset of the start-line at `at`, behind empty lines and octets that cannot be shown, or of the first one on the next
   * `lines` lines; -1 when there is none.
   */
  startLineFrom(at: number, lines: number): number {
    const { text } = this.source;
    const line = this.#line;
    const from = behindFilling(text, at);
    line.moveTo(from);
    if (!line.hasLine) return -1;
    if (looksLikeStartLine(text, from, line.end, line.next)) return from;
    if (startLineIn(text, from, line.end, this.#startLines.nextVersion(from))?.start === from) return from;
    for (let count = 0; count < lines && line.next < text.length; count++) {
      const found = this.#startLines.on(line);
      if (found !== undefined) return found.start;
      line.advance();
    }
    return -1;
  }

  /** Whether what stands behind `at` can be the first part of a start-line. */
  mayBeginMessage(at: number): boolean {
    const { text } = this.source;
    const from = behindFilling(text, at);
    return from < text.length && text.length - from < LONGEST_START_LINE && CUT_START_LINE.test(text.slice(from));
  }
}
const LONGEST_START_LINE = 4200;
const CUT_START_LINE = /^(?:[A-Z]{1,20}(?: \S*(?: S?I?P?\/?2?\.?0?)?)?|SIP\/2?\.?0?(?: [^\r\n]*)?)\.?$/;

/** Offset behind blanks, line ends and dots. */
function behindFilling(text: string, at: number): number {
  FILLING.lastIndex = at;
  return FILLING.test(text) ? FILLING.lastIndex : at;
}
const FILLING = /[\s.]+/y;
