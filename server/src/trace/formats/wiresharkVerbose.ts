import { type Envelope, envelopeFrom, timeStampOf } from '../envelope';
import { Pieces } from '../messageText';
import type { RecordSink } from '../recordSink';
import type { LineCursor } from '../text/lineCursor';
import type { Span } from '../text/span';
import { readTimeStamp, type TimeStamp } from '../text/timeStamp';
import { entryLines } from './entry';
import type { Format } from './format';

/** Of SIP, the line is not indented: else it is what an ICMP error quotes. */
const FIRST_LINE =
  /^(?:((?:.{0,400}?[\s>:])?)Frame \d+(?:: (?:Packet, )?| \()\d|((?:.{0,400}?\S[\s>:])?)Session Initiation Protocol(?: \(|\s*$))/;

/**
 * Packets as Wireshark, tshark (`-V`, `-O sip`) and Ethereal print them: layer by layer, with what was made out of each line
 * below it, indented deeper.
 *
 *     Frame 2: 517 bytes on wire (4136 bits), 517 bytes captured (4136 bits)
 *     Internet Protocol Version 4, Src: 192.0.2.1, Dst: 192.0.2.2
 *     User Datagram Protocol, Src Port: 5060, Dst Port: 5060
 *     Session Initiation Protocol (200)
 *         Status-Line: SIP/2.0 200 OK
 *         Message Header
 *             Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK1
 *                 Transport: UDP
 *
 * Header fields are the lines at 8 blanks that are not in brackets; a folded one has `\r\n` in it, a cut one `[truncated]`.
 * SDP is put together of the values of its lines, text of its lines; other bodies stay as they are shown. A frame may hold
 * several messages. The time is that of the frame (`-V`), or the one in its line of the packet list (`-P`, prints of the
 * window), if that has a clock. What an ICMP error quotes is indented and not read.
 */
export const wiresharkVerbose: Format = {
  id: 'wireshark-verbose',
  isKnownByHead: true,
  words: ['Frame ', 'Session Initiation Protocol'],
  beginsAt: ({ text, lineStart, lineEnd }) =>
    FIRST_LINE.test(text.slice(lineStart, Math.min(lineEnd, lineStart + 600))),
  read: readFrame,
  putTogether: (text, [frame]) => (frame === undefined ? new Pieces() : messagesIn(text, frame).pieces),
  envelopeOf: (text, frame) => envelopeOf(text, frame),
};

/** What stands in front of the first line of the frame, and so in front of all its lines. */
function prefixOf(text: string, { start, end }: Span): Span {
  const [, frame, layer] = FIRST_LINE.exec(text.slice(start, Math.min(end, start + 600))) ?? [];
  const prefix = frame ?? layer ?? '';
  return { start, end: start + prefix.length };
}

function readFrame(line: LineCursor, sink: RecordSink): void {
  const { text, lineStart } = line;
  const frame = { start: lineStart, end: endOfFrame(line, sink) };
  const { pieces, messages } = messagesIn(text, frame);
  const timeStamp = messages.length === 0 ? undefined : envelopeOf(text, frame).timeStamp;
  for (const [index, { layer, end, startLine, fields, headersClosed, body }] of messages.entries()) {
    const headers = { start: fields[0]?.start ?? startLine.end, end: fields.at(-1)?.end ?? startLine.end };
    sink.head.reset();
    for (const field of fields) sink.head.take(pieces.text, field.start, field.end);
    sink.addMessage(
      {
        start: index === 0 ? frame.start : layer,
        entry: frame.start,
        end,
        kind: 'message',
        time: timeStamp?.time ?? Number.NaN,
        isDated: timeStamp?.hasDate ?? false,
        closed: headersClosed,
      },
      { startLine, headers, headersClosed, body, isShaped: false },
      pieces,
    );
  }
}

/**
 * Offset behind the frame at the cursor's line: of the empty line that ends it, or of the next record. A hex dump stands
 * between empty lines.
 */
function endOfFrame(line: LineCursor, sink: RecordSink): number {
  const { text, lineStart, lineEnd } = line;
  const prefix = prefixOf(text, { start: lineStart, end: lineEnd });
  const lines = { log: text, prefix };
  let isBehindBlank = false;
  for (line.advance(); line.hasLine; line.advance()) {
    const [{ start, end } = line] = entryLines(lines, { start: line.start, end: line.next });
    const content = text.slice(start, Math.min(end, start + 100));
    if (isBehindBlank && !/^(?: {4}|[\da-f]{4,8} {2})/.test(content)) break;
    if (sink.beginsEntry(line) && !content.startsWith('Session Initiation Protocol')) break;
    // No layer has that in its name: another log goes on behind one that was cut.
    if (!/^\s/.test(content) && text.slice(start, Math.min(end, start + 4000)).includes('SIP/2.0')) break;
    isBehindBlank = content.trim() === '';
  }
  return line.start;
}

/** A message in a frame; offsets count in the pieces. */
interface FramedMessage {
  /** Where its layer begins and ends in the log. */
  readonly layer: number;
  end: number;
  startLine: Span;
  readonly fields: Span[];
  /** Whether something comes behind the header fields, so that none of them is missing. */
  headersClosed: boolean;
  body: Span;
}

interface FrameMessages {
  readonly pieces: Pieces;
  readonly messages: readonly FramedMessage[];
}

/** Puts the messages of a frame together, one behind the other. */
function messagesIn(log: string, frame: Span): FrameMessages {
  const reader = new FrameReader(log);
  for (const line of entryLines({ log, prefix: prefixOf(log, frame) }, frame)) reader.take(line);
  return reader;
}

class FrameReader implements FrameMessages {
  readonly pieces = new Pieces();
  readonly messages: FramedMessage[] = [];
  /** Where the layer of SIP begins; -1 outside of it. */
  #layer = -1;
  #message: FramedMessage | undefined;
  #part: 'start-line' | 'header fields' | 'body' = 'start-line';
  /** How the lines of the body that has begun are shown. */
  #content: Content | undefined;

  constructor(readonly log: string) {}

  take({ start, end }: Span): void {
    const text = this.log.slice(start, end);
    if (this.#message !== undefined && end < this.log.length && !text.startsWith('        ')) {
      this.#message.headersClosed = this.#part !== 'start-line' && !CUT.test(text);
    }
    if (!/^\s/.test(text)) this.#takeLayer(text, start);
    else if (this.#layer === -1) return;
    else if (this.#message === undefined || this.#part === 'start-line') this.#takeStartLine(text, start);
    else if (/^ {4}Message [Bb]ody/.test(text)) this.#part = 'body';
    else if (this.#part === 'header fields') this.#takeField(text, start);
    else if (this.#content === undefined) this.#beginBody(text);
    else this.#takeContent(text, start);
    if (this.#message !== undefined && text.trim() !== '') this.#message.end = end;
  }

  #takeLayer(text: string, start: number): void {
    this.#content = undefined;
    if (text.startsWith('Session Initiation Protocol')) {
      this.#layer = start;
      this.#message = undefined;
      this.#part = 'start-line';
    } else if (this.#message !== undefined && BODY_LAYER.test(text)) this.#beginBody(text);
    else this.#layer = -1;
  }

  #takeStartLine(text: string, start: number): void {
    const [name] = START_LINE.exec(text) ?? [];
    if (name !== undefined && this.#message === undefined) {
      const startLine = this.#add(text, start, name.length);
      const body = { start: startLine.end, end: startLine.end };
      this.#message = { layer: this.#layer, end: start, startLine, fields: [], headersClosed: false, body };
      this.messages.push(this.#message);
    } else if (/^ {4}Message Header/.test(text)) this.#part = 'header fields';
  }

  #takeField(text: string, start: number): void {
    const [blanks] = FIELD.exec(text) ?? [];
    if (blanks !== undefined) this.#message?.fields.push(this.#add(text, start, blanks.length));
  }

  #beginBody(text: string): void {
    this.#part = 'body';
    this.#content = contentOf(text);
    this.pieces.addFilling('\r\n');
  }

  #takeContent(text: string, start: number): void {
    const message = this.#message;
    const shown = this.#content?.(text);
    if (message === undefined || shown === undefined) return;
    const body = message.body.start < message.body.end ? message.body.start : this.pieces.length;
    if (shown.type !== undefined)
      this.pieces.add(this.log, { start: start + shown.type, end: start + shown.type + 1 }, '=');
    const { end } = this.#add(text, start, shown.from);
    message.body = { start: body, end };
  }

  /** Adds a line from `from` on, with the line ends that it shows as `\\r\\n`. Returns its place in the pieces. */
  #add(text: string, start: number, from: number): Span {
    const at = this.pieces.length;
    const shown = text.replace(/(?:\\r)?\\n$/, '');
    let done = from;
    for (const { index, 0: mark, 1: fold, 2: tab } of shown.matchAll(/(\\r\\n(?:(\\t)|(?=\s)))| \[truncated\](?=:)/g)) {
      const between = fold === undefined ? '' : tab === undefined ? '\r\n' : '\r\n\t';
      this.pieces.add(this.log, { start: start + done, end: start + index }, between);
      done = index + mark.length;
    }
    this.pieces.add(this.log, { start: start + done, end: start + Math.max(done, shown.length) });
    const end = this.pieces.length;
    this.pieces.addFilling('\r\n');
    return { start: at, end };
  }
}

const CUT = /^\s*\[(?:Packet size limited|Malformed|Unreassembled)/;
const START_LINE = /^ {4}(?:Request|Status)-Line: /;
/** A header field; the mark of one that was cut stands in front of it. */
const FIELD = /^ {8}(?: ?\[truncated\])?(?=[^\s[])/;
/** What Ethereal shows beside SIP and not in it. */
const BODY_LAYER = /^(?:Session Description Protocol|Line-based text data|eXtensible Markup Language)/;

/**
 * What of a line of a body was sent: what stands from `from` on, behind the letter at `type` and `=` in SDP; `undefined` for
 * what was made out of it.
 */
type Content = (text: string) => { type?: number; from: number } | undefined;

/** How the lines below `title` show the body. */
function contentOf(title: string): Content {
  const indent = title.length - title.trimStart().length + 4;
  const isNote = (text: string): boolean => text.trimStart().startsWith('[');
  if (title.includes('Session Description Protocol')) {
    const line = new RegExp(`^ {${indent}}[^\\s[][^()]{0,80}\\(\\w\\): ?`);
    return (text) => {
      const [shown] = line.exec(text) ?? [];
      return shown === undefined ? undefined : { type: shown.lastIndexOf('(') + 1, from: shown.length };
    };
  }
  return (text) => (isNote(text) || text.trim() === '' ? undefined : { from: Math.min(indent, text.length) });
}

const ADDRESS =
  /^Internet Protocol(?: Version \d)?, Src(?: Addr)?: ([^\s,]+)(?: \(([^)]+)\))?, Dst(?: Addr)?: ([^\s,]+)(?: \(([^)]+)\))?/;
const PORT =
  /^(?:(User Datagram)|(Transmission Control)|(Stream Control Transmission)) Protocol, Src Port: (?:[\w-]+ \()?(\d+)\)?, Dst Port: (?:[\w-]+ \()?(\d+)/;

/** What the layers in front of SIP tell, the innermost of each kind. */
function envelopeOf(log: string, frame: Span): Envelope {
  const groups: Record<string, string | undefined> = {};
  const prefix = prefixOf(log, frame);
  for (const { start, end } of entryLines({ log, prefix }, frame)) {
    const text = log.slice(start, Math.min(end, start + 500));
    if (text.startsWith('Session Initiation Protocol')) break;
    const [ip, source, sourceNumber, destination, destinationNumber] = ADDRESS.exec(text) ?? [];
    const [port, udp, tcp, sctp, sourcePort, destinationPort] = PORT.exec(text) ?? [];
    if (ip !== undefined) {
      groups.source = sourceNumber ?? source;
      groups.destination = destinationNumber ?? destination;
    } else if (port !== undefined)
      Object.assign(groups, { udp, tcp, transport: sctp && 'SCTP', sourcePort, destinationPort });
    else if (/^(?:Transport Layer Security|Secure Sockets Layer)/.test(text)) {
      Object.assign(groups, { udp: undefined, tcp: undefined, transport: 'TLS' });
    } else if (/^WebSocket/.test(text)) {
      Object.assign(groups, { tcp: undefined, transport: groups.transport === 'TLS' ? 'WSS' : 'WS' });
    } else groups.time ??= /^ {4}Arrival Time: (.+)/.exec(text)?.[1];
  }
  const timeStamp = groups.time === undefined ? timeInList(log, prefix) : timeStampOf(groups, '');
  return envelopeFrom(groups, { timeStamp, direction: 'unknown', isDuplicate: false });
}

/** The time in the line of the packet list that stands in front of the frame, be it with an empty line between. */
function timeInList(log: string, prefix: Span): TimeStamp | undefined {
  for (let end = prefix.start - 1, count = 0; end > 0 && count < 2; count++) {
    const lineStart = log.lastIndexOf('\n', end - 1) + 1;
    const text = log.slice(Math.max(lineStart, end - 600), end);
    const [, time] = /(?:^|\s)\d+\s+((?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d{1,9}) /.exec(text) ?? [];
    if (text.trim() !== '') return time === undefined ? undefined : readTimeStamp(time);
    end = lineStart - 1;
  }
  return undefined;
}
