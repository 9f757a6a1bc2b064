import { directionOf, envelopeFrom, type Groups, timeStampOf } from '../envelope';
import { endOfLine, Pieces } from '../messageText';
import type { RecordSink } from '../recordSink';
import type { LineCursor } from '../text/lineCursor';
import { behindPrefix, commonPrefix } from '../text/linePrefix';
import type { Span } from '../text/span';
import { type Entry, entryLines, type Payload } from './entry';
import type { Format } from './format';
import { headOn, isHead } from './framedFormat';
import type { Framing } from './framing';
import { readPart } from './parts';

/** Longest entry, in UTF-16 units. */
const LONGEST_ENTRY = 1 << 20;

/** A framing whose entries hold parts of messages as well as whole ones. */
export interface PartsFraming extends Framing {
  readonly payload: Payload;
  /** Whether its head lines are looked for from the beginning: its first messages may not look like any. */
  readonly isKnownByHead?: true;
}

/**
 * Makes a format of a log whose entries hold what came in one piece, be it a part of a message or several of them; see
 * `readPart`. A stream is what goes one way between two addresses; the group `stream` of a pattern may name it. Fragments of
 * a datagram have no ports. An entry whose head line has a group `quoted` holds no message of its own.
 */
export function inParts(framing: PartsFraming): Format {
  return {
    id: framing.id,
    ...(framing.isKnownByHead ? { isKnownByHead: true } : {}),
    words: [...new Set(framing.heads.map(({ word }) => word))],
    beginsAt: ({ text, lineStart, lineEnd }) => isHead(framing, text, lineStart, lineEnd),
    read: (line, sink) => readEntry(framing, line, sink),
    putTogether: (text, entries) => {
      const pieces = new Pieces();
      for (const span of entries) {
        const entry = entryIn(framing, text, span);
        if (entry !== undefined) pieces.append(payloadOf(framing, entry));
      }
      return pieces;
    },
    envelopeOf: (text, record) => {
      const entry = entryIn(framing, text, record);
      return entry === undefined
        ? undefined
        : envelopeFrom(entry.groups, { ...factsOf(entry), timeStamp: timeOf(framing, entry) });
    },
  };
}

function payloadOf(framing: PartsFraming, entry: Entry): Pieces {
  const pieces = new Pieces();
  framing.payload(entry, pieces);
  return pieces;
}

const timeOf = (framing: Framing, { log, groups, headLine }: Entry) =>
  timeStampOf(groups, log.slice(headLine.start, headLine.end), framing.dateOrder);

const factsOf = ({ groups, head }: Entry) => ({
  direction: directionOf(groups, head.direction),
  isDuplicate: head.isDuplicate ?? groups.again !== undefined,
});

/** The entry that fills `span`; `undefined` when it does not begin with a head line. */
function entryIn(framing: Framing, log: string, span: Span): Entry | undefined {
  const headEnd = Math.min(span.end, endOfLine(log, span.start));
  const head = headOn(framing, log, span.start, headEnd);
  if (head === undefined) return undefined;
  const entry = {
    log,
    head: head.head,
    groups: head.groups,
    headLine: { start: span.start, end: headEnd },
    prefix: prefixOf(log, { start: span.start, end: head.start }, Math.min(span.end, nextLine(log, headEnd))),
    headEnd: head.end,
    lines: { start: Math.min(span.end, nextLine(log, headEnd)), end: span.end },
  };
  for (const line of entryLines(entry, entry.lines)) {
    const text = log.slice(line.start, Math.min(line.end, line.start + 2000));
    const detail = framing.details?.map((pattern) => pattern.exec(text)).find((match) => match !== null);
    if (detail === undefined) break;
    entry.groups = { ...entry.groups, ...detail.groups };
    entry.headEnd = line.start + detail.index + detail[0].length;
    entry.lines = { start: line.next, end: span.end };
  }
  return entry;
}

/**
 * The prefix that the line at `next` has in common with the head line, in front of whose pattern `before` stands: all of
 * that, or what a log server put in front of the time stamp that only head lines have.
 */
function prefixOf(log: string, before: Span, next: number): Span {
  const end = endOfLine(log, next);
  if (before.start === before.end || behindPrefix(log, before.start, before.end, next, end) !== -1) return before;
  const { sample } = commonPrefix(log, before.start, before.end, next, end);
  const isPrefix = sample > before.start && /[\s>]/.test(log[sample - 1] ?? '');
  return { start: before.start, end: isPrefix ? sample : before.start };
}

/** Names of the stream that an entry belongs to: what its messages are kept under, and what it goes on with. */
function streamOf({ id }: Framing, groups: Groups): { opens: string; goesOn: string | undefined } {
  const { source, destination, local, remote, sourcePort, destinationPort, localPort, remotePort } = groups;
  const hosts = [id, source, destination, local, remote, groups.incoming, groups.outgoing].join(' ');
  const isFragment = (sourcePort ?? destinationPort ?? localPort ?? remotePort) === undefined;
  const isDatagram = groups.udp !== undefined || /^udp/i.test(groups.transport ?? '');
  if (groups.stream !== undefined) return { opens: groups.stream, goesOn: groups.stream };
  if (isDatagram) return { opens: hosts, goesOn: isFragment ? hosts : undefined };
  const stream = [hosts, sourcePort, destinationPort, localPort, remotePort, groups.thread].join(' ');
  return { opens: stream, goesOn: stream };
}

/** Reads the entry at the cursor's line, and leaves the cursor behind the last message in it. */
function readEntry(framing: PartsFraming, line: LineCursor, sink: RecordSink): void {
  const span = { start: line.lineStart, end: endOfEntry(line, sink) };
  const entry = entryIn(framing, line.text, span);
  if (entry === undefined) return;
  const payload = payloadOf(framing, entry);
  const timeStamp = timeOf(framing, entry);
  const at = readPart(
    {
      entry: span,
      payload,
      ...streamOf(framing, entry.groups),
      isQuoted: entry.groups.quoted !== undefined,
      envelope: span.start,
      time: timeStamp?.time ?? Number.NaN,
      isDated: timeStamp?.hasDate ?? false,
      ...factsOf(entry),
    },
    sink,
  );
  if (at === 0) line.moveTo(entry.lines.start);
  else line.moveTo(payload.inLog({ start: payload.isWhole ? at : payload.length, end: at }).start);
}

/** Offset of the line behind the entry at the cursor's line, where the next record begins. */
function endOfEntry(line: LineCursor, sink: RecordSink): number {
  const from = line.lineStart;
  do line.advance();
  while (line.hasLine && line.start - from < LONGEST_ENTRY && !sink.beginsEntry(line));
  return line.start;
}

function nextLine(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at) === 13) at++;
  return text.charCodeAt(at) === 10 ? at + 1 : at;
}
