import { type Envelope, envelopeFrom } from '../envelope';
import { endOfLine, Pieces } from '../messageText';
import type { RecordSink } from '../recordSink';
import type { LineCursor } from '../text/lineCursor';
import type { Span } from '../text/span';
import { addLines, contentOf, type Lines, withTabs } from './entry';
import type { Format } from './format';
import { octetLength } from './messageLines';
import { readPart } from './parts';

const FIRST_LINE = /^(.{0,400}?)Follow: (?:(tcp)|(udp)|(\w{2,10})),(?:ascii|utf-?8)/;
const NODE = /^Node [01]: \[?([^\s\]]{1,80}?)\]?:(\d{1,5})\s*$/;
const COUNT = /^(\t?)(\d{1,9})\s*$/;
const RULE = /^={20,}\s*$/;
const START_LINE = /^(?:SIP\/2\.0 \d|[A-Z]{3,20} sips?:)/;
/** How many lines there may be in front of the first packet. */
const LINES_OF_HEAD = 8;

/**
 * What two nodes said to each other, as tshark follows a stream (`-z follow,udp,ascii,0`): each packet behind the number of
 * its octets, those of the second node behind a TAB and that number.
 *
 *     ===================================================================
 *     Follow: udp,ascii
 *     Filter: udp.stream eq 0
 *     Node 0: 192.0.2.1:5060
 *     Node 1: 192.0.2.2:5060
 *     494
 *     INVITE sip:bob@example.com SIP/2.0
 *     …
 *     →305
 *     SIP/2.0 100 Trying
 *
 * tshark adds a line end behind each packet. There is no time.
 */
export const wiresharkFollow: Format = {
  id: 'wireshark-follow',
  mayGoOn: true,
  words: ['Follow: '],
  beginsAt: ({ text, lineStart, lineEnd }) =>
    FIRST_LINE.test(text.slice(lineStart, Math.min(lineEnd, lineStart + 500))),
  read: readStream,
  putTogether: (log, packets) => {
    const pieces = new Pieces();
    for (const packet of packets) {
      const end = endOfLine(log, packet.start);
      const [count = ''] = /\t?\d{1,9}\s*$/.exec(log.slice(packet.start, end)) ?? [];
      pieces.append(payloadOf({ log, prefix: { start: packet.start, end: end - count.length } }, packet));
    }
    return pieces;
  },
  envelopeOf,
};

/** What the packet holds that begins with the line of its length. */
function payloadOf(lines: Lines, { start, end }: Span): Pieces {
  const pieces = new Pieces();
  const lineFeed = lines.log.indexOf('\n', start);
  if (lineFeed !== -1 && lineFeed < end) addLines(lines, { start: lineFeed + 1, end }, pieces);
  pieces.readAs(withTabs(pieces.text));
  return pieces;
}

/** Reads all packets of the stream. */
function readStream(line: LineCursor, sink: RecordSink): void {
  const { text: log, lineStart: start } = line;
  const [, before = '', , udp] = FIRST_LINE.exec(log.slice(start, start + 500)) ?? [];
  const lines = { log, prefix: { start, end: start + before.length } };
  for (let count = 0; count < LINES_OF_HEAD && line.hasLine && !COUNT.test(contentOf(lines, line)); count++)
    line.advance();
  for (;;) {
    const [count, tab, octets] = line.hasLine ? (COUNT.exec(contentOf(lines, line)) ?? []) : [];
    if (count === undefined) return;
    const entry = { start: line.lineStart, end: endOfPacket(line, lines, Number(octets), sink) };
    const stream = `${start} ${tab}`;
    const payload = payloadOf(lines, entry);
    const facts = {
      time: Number.NaN,
      isDated: false,
      direction: 'unknown',
      isDuplicate: false,
      isQuoted: false,
    } as const;
    const at = readPart(
      { entry, payload, opens: stream, goesOn: udp === undefined ? stream : undefined, envelope: start, ...facts },
      sink,
    );
    if (line.hasLine && !COUNT.test(contentOf(lines, line))) {
      // Nothing tells where the packet ends: the log is cut, and another one may follow.
      if (at > 0) line.moveTo(payload.inLog({ start: at, end: at }).start);
      return;
    }
  }
}

/**
 * Leaves the cursor behind the packet of so many octets, and returns its offset there: at the number of the next one or at
 * the rule that ends the stream. A number that is a line of a body is told from these by the octets in front of it. Where
 * somebody has changed names and addresses these are others, so a TAB or a start-line behind the number tells as well.
 */
function endOfPacket(line: LineCursor, lines: Lines, octets: number, sink: RecordSink): number {
  const most = octets * 1.5 + 500;
  let asSent = 0;
  for (line.advance(); line.hasLine && asSent < most && !sink.beginsEntry(line); line.advance()) {
    const content = contentOf(lines, line);
    if (RULE.test(content)) break;
    const [count, tab] = COUNT.exec(content) ?? [];
    if (count !== undefined && (asSent >= octets || tab === '\t' || isStartLineBehind(line, lines))) break;
    asSent += octetLength(content, 0, content.length) + 2;
  }
  return line.start;
}

function isStartLineBehind({ text, next }: LineCursor, lines: Lines): boolean {
  return START_LINE.test(contentOf(lines, { start: next, end: endOfLine(text, next, next + 500) }));
}

/** The nodes stand in front of the packets; which of them sent the message, in front of it. */
function envelopeOf(log: string, { start }: Span, startLine: Span): Envelope {
  const [, before = '', tcp, udp, transport] = FIRST_LINE.exec(log.slice(start, start + 500)) ?? [];
  const lines = { log, prefix: { start, end: start + before.length } };
  const nodes: (readonly [string | undefined, string | undefined])[] = [];
  for (let at = start, count = 0; count < LINES_OF_HEAD && at < startLine.start; count++) {
    const end = endOfLine(log, at);
    const [node, host, port] = NODE.exec(contentOf(lines, { start: at, end })) ?? [];
    if (node !== undefined) nodes.push([host, port]);
    at = end + 1;
  }
  if (isFromSecond(lines, startLine.start)) nodes.reverse();
  const [[source, sourcePort] = [], [destination, destinationPort] = []] = nodes;
  return envelopeFrom(
    { tcp, udp, transport, source, sourcePort, destination, destinationPort },
    { timeStamp: undefined, direction: 'unknown', isDuplicate: false },
  );
}

/** Whether the number of octets that stands in front of `at` is that of a packet of the second node. */
function isFromSecond(lines: Lines, at: number): boolean {
  const { log } = lines;
  for (let end = log.lastIndexOf('\n', at); end > lines.prefix.start; ) {
    const start = log.lastIndexOf('\n', end - 1) + 1;
    const [count, tab] = COUNT.exec(contentOf(lines, { start, end })) ?? [];
    if (count !== undefined) return tab === '\t';
    end = start - 1;
  }
  return false;
}
