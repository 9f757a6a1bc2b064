import { directionOf, type Envelope, envelopeFrom, type Groups, timeStampOf } from '../envelope';
import { type MessageText, Pieces } from '../messageText';
import { FramedRecords, hasOrdinary } from '../ordinary/framedRecords';
import type { RecordSink } from '../recordSink';
import { looksLikeStartLine } from '../sip/startLine';
import { startLineIn } from '../sip/startLineIn';
import { StartLineFinder } from '../startLineFinder';
import { LineCursor } from '../text/lineCursor';
import { behindPrefix, commonPrefix } from '../text/linePrefix';
import { beforeCodes } from '../text/lineShape';
import type { Span } from '../text/span';
import type { Format } from './format';
import type { Framing, HeadLine } from './framing';
import { joinedFrom } from './joints';
import { OwnText, type ReadMessage, readMessageLines } from './messageLines';

/** Longest part of a line that patterns see. */
export const LONGEST_LINE = 2000;
const MOST_BLANKS = 4;
/** How far in front of a message that has no head line of its own the one of its stream is looked for. */
const LOOK_BACK = 65536;
/** A line of hyphens and the like, which may stand between head line and start-line. */
export const RULE = /^[\s#]*[-=~*_+.]{8,}\s*$/;

/** A format that is declared as data. */
export interface FramedFormat extends Format {
  readonly framing: Framing;
}

/** Makes a format from its declaration. */
export function framed(framing: Framing): FramedFormat {
  return {
    id: framing.id,
    framing,
    words: [...new Set(framing.heads.map(({ word }) => word))],
    beginsAt: (line) => headAt(framing, line) !== undefined,
    read: (line, sink) => readFramed(framing, line, sink),
    ...(hasOrdinary(framing) && {
      ordinary: (sink, message) => new FramedRecords(framing, sink, message),
    }),
    ...(framing.joints === undefined ? {} : { putTogether: putTogetherAt(framing.joints), keepsHead: true as const }),
    envelopeOf: (text, record, startLine) => envelopeOf(framing, text, record, startLine),
  };
}

export interface Head {
  readonly head: HeadLine;
  readonly groups: Groups;
  /** Where the pattern was found, and its end. */
  readonly start: number;
  readonly end: number;
}

/** The head line that stands on the line `start..end`; `undefined` when none does. */
export function headOn(framing: Framing, text: string, start: number, end: number): Head | undefined {
  const line = text.slice(start, Math.min(end, start + LONGEST_LINE));
  for (const head of framing.heads) {
    if (!line.includes(head.word)) continue;
    const match = head.pattern.exec(line);
    if (match === null) continue;
    return {
      head,
      groups: match.groups ?? {},
      start: start + match.index,
      end: start + match.index + match[0].length,
    };
  }
  return undefined;
}

/** The head line that each cursor came to last: whether a record begins there is asked more than once. */
const lastHeads = new WeakMap<LineCursor, { framing: Framing; start: number; end: number; head: Head }>();

/** The head line that stands on the cursor's line of the log; `undefined` when none does. */
function headAt(framing: Framing, line: LineCursor): Head | undefined {
  const { text, lineStart, lineEnd } = line;
  const last = lastHeads.get(line);
  if (last?.framing === framing && last.start === lineStart && last.end === lineEnd) return last.head;
  const head = headOn(framing, text, lineStart, lineEnd);
  if (head !== undefined) lastHeads.set(line, { framing, start: lineStart, end: lineEnd, head });
  return head;
}

/** Whether a head line stands on the line `start..end`. */
export function isHead({ heads }: Framing, text: string, start: number, end: number): boolean {
  const line = text.slice(start, Math.min(end, start + LONGEST_LINE));
  for (const { word, pattern } of heads) if (line.includes(word) && pattern.test(line)) return true;
  return false;
}

/** Reads from the head line on the cursor's line; adds nothing when no message follows it, as behind a keep-alive. */
function readFramed(framing: Framing, line: LineCursor, sink: RecordSink): void {
  const { text } = line;
  const recordStart = line.lineStart;
  const head = headAt(framing, line);
  if (head === undefined) return;
  const headLine = text.slice(recordStart, Math.min(line.lineEnd, recordStart + LONGEST_LINE));
  const found = findStartLine(framing, line, sink, head, recordStart);
  if (found === undefined) return;
  for (let from = recordStart, start = found.start; start !== -1; ) {
    const { message, source } = readMessage(framing, line, start, sink, recordStart);
    const end =
      source === undefined ? message.end : source.inLog({ start: message.startLine.start, end: message.end }).end;
    const said = saidByMark(framing, text, end);
    const groups = said === undefined ? found.groups : { ...found.groups, ...said };
    const timeStamp = timeStampOf(groups, headLine, framing.dateOrder);
    const direction = directionOf(groups, head.head.direction);
    sink.addMessage(
      {
        start: from,
        entry: recordStart,
        end: takeTrailer(framing, line, message, end),
        kind: 'message',
        time: timeStamp === undefined ? Number.NaN : timeStamp.time,
        isDated: timeStamp?.hasDate ?? false,
        closed: message.closed,
        direction,
        isDuplicate: head.head.isDuplicate ?? groups.again !== undefined,
      },
      message,
      source,
    );
    const mayHoldMore = direction !== 'outgoing' && source === undefined && isStream(groups);
    start = mayHoldMore ? nextInStream(framing, line, sink, message) : -1;
    from = line.lineStart;
  }
}

/** Takes the line behind the end mark if it belongs to the record. Returns the end of the record. */
function takeTrailer({ trailer }: Framing, line: LineCursor, { closed }: ReadMessage, end: number): number {
  if (trailer === undefined || !closed || !line.hasLine) return end;
  const { text, start, lineEnd } = line;
  if (!trailer.test(text.slice(start, Math.min(lineEnd, start + LONGEST_LINE)))) return end;
  line.advance();
  return lineEnd;
}

/** The message at offset `start`, and the text that it was read from where the log broke it. */
function readMessage(
  framing: Framing,
  line: LineCursor,
  start: number,
  sink: RecordSink,
  recordStart: number,
): { message: ReadMessage; source?: MessageText } {
  if (framing.joints === undefined) return { message: readMessageLines(line, start, sink, framing) };
  const { lineStart } = line;
  const { text } = line;
  const { text: source, isBroken } = joinedFrom(text, framing.joints, recordStart, (at) => {
    if (at.start <= start) return false;
    const rest = text.slice(at.start, Math.min(at.end, at.start + LONGEST_LINE));
    if (framing.entries?.test(rest)) return !framing.ends?.some(({ word }) => rest.includes(word));
    line.moveTo(at.start);
    return at.end < line.end ? isHead(framing, text, at.start, at.end) : sink.beginsEntry(line);
  });
  line.moveTo(lineStart);
  if (!isBroken) return { message: readMessageLines(line, start, sink, framing) };
  const joined = new LineCursor(source.text, source.fromLog(lineStart));
  const own = new OwnText(sink.head, new StartLineFinder(joined));
  const message = readMessageLines(joined, source.fromLog(start), own, framing);
  const behind = joined.start > source.fromLog(start) ? joined.start : joined.next;
  line.moveTo(source.inLog({ start: behind, end: behind }).start);
  return { message, source };
}

/** What the entries hold, without what the log put into the message where it broke it. */
const putTogetherAt =
  (joints: RegExp) =>
  (log: string, [entry]: readonly Span[]): MessageText =>
    entry === undefined ? new Pieces() : joinedFrom(log, joints, entry.start, ({ start }) => start >= entry.end).text;

/**
 * Whether the head line tells of a transport that knows no messages: what one read brings may hold several. What a
 * program sends it knows one by one.
 */
export const isStream = ({ transport, tcp, stream }: Groups): boolean =>
  tcp !== undefined || stream !== undefined || /^(?:tcp|tls|sctp)/i.test(transport ?? '');

/** Offset of the start-line that follows `message` at once, without a head line of its own; -1 when none does. */
function nextInStream(framing: Framing, line: LineCursor, sink: RecordSink, message: ReadMessage): number {
  const { text, lineStart, lineEnd } = line;
  if (!line.hasLine || (message.closed && framing.ends !== undefined)) return -1;
  const lineEnds = text.slice(message.end, lineStart).split('\n').length - 1;
  if (lineEnds > (message.body.start < message.body.end ? 1 : 2)) return -1;
  const start = sink.startLineOn(line)?.start ?? -1;
  const isAlike = start === lineStart || (message.isShaped && start > lineStart);
  return isAlike && !isHead(framing, text, lineStart, lineEnd) ? start : -1;
}

/**
 * Goes from the head line to the start-line, collecting what the lines between them say. Leaves the cursor on the line
 * that holds the start-line; `undefined` with the cursor on the line that shows that there is none.
 */
function findStartLine(
  framing: Framing,
  line: LineCursor,
  sink: RecordSink,
  head: Head,
  recordStart: number,
): { start: number; groups: Groups } | undefined {
  const { text } = line;
  const onHead = startLineAt(line, sink, head.end);
  let groups = groupsOn(framing, text, head, onHead === -1 ? line.lineEnd : onHead);
  if (onHead !== -1) return { start: onHead, groups };
  for (let count = framing.reach ?? 4; count > 0; count--) {
    line.advance();
    if (!line.hasLine) return undefined;
    const first = behindBlanks(line);
    if (first === line.end || isRule(framing, text, first, line.end)) continue;
    if (startLineAt(line, sink, first) === first) return { start: first, groups };
    const behind = behindPrefix(text, recordStart, head.start, line.start, line.end);
    const content = behind === -1 ? line.start : behind;
    const end = beforeCodes(text, { start: content, end: Math.min(line.end, content + LONGEST_LINE) });
    const rest = text.slice(content, end);
    if (rest.trim() === '' || isOnlyPrefix(text, recordStart, head.end, line)) continue;
    const detail = detailIn(framing, rest);
    if (detail !== undefined && !(saysDirection(groups) && saysDirection(detail))) {
      groups = { ...groups, ...detail };
      continue;
    }
    // What the head line announced was no message: a keep-alive.
    const next = headOn(framing, text, line.start, line.end);
    if (next !== undefined && !next.head.isSecond) return undefined;
    if (RULE.test(rest) || framing.skips?.test(rest)) continue;
    const found = startLineAt(line, sink, content);
    if (found !== -1 && !isInWord(text, content, found)) return { start: found, groups };
    return looksLikeStartLine(text, content, line.end, line.next) ? { start: content, groups } : undefined;
  }
  return undefined;
}

/** Whether the line from `start` to `end` is a rule of one character only, and no part of a head line. */
function isRule({ heads }: Framing, text: string, start: number, end: number): boolean {
  const mark = text.charCodeAt(start);
  if (end - start < 8 || !'-=~*_+.'.includes(text.charAt(start))) return false;
  for (let at = start + 1; at < end; at++) if (text.charCodeAt(at) !== mark) return false;
  return heads.every(({ word }) => word.charCodeAt(0) !== mark);
}

/** Offset of the first character on the cursor's line that is no blank. */
function behindBlanks({ text, start, end }: LineCursor): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at;
}

/** Whether the word at `at` goes on one that begins at or behind `from`, as `INVITE` does `REINVITE`. Colours are none. */
const isInWord = (text: string, from: number, at: number): boolean =>
  at > from && /\w/.test(text[at - 1] ?? '') && !/\[[\d;]{0,8}m$/.test(text.slice(Math.max(0, at - 10), at));

/** Whether the line holds only what the head line begins with as well: an empty line behind the log's prefix. */
export const isOnlyPrefix = (text: string, headStart: number, headEnd: number, { start, end }: Span): boolean =>
  text.slice(commonPrefix(text, headStart, headEnd, start, end).here, end).trim() === '';

function startLineAt(line: LineCursor, sink: RecordSink, from: number): number {
  const version = sink.nextVersion(from);
  if (version >= line.lineEnd) return -1;
  return startLineIn(line.text, from, line.lineEnd, version)?.start ?? -1;
}

/** What the head line says, itself and behind what its pattern found, up to offset `end`. */
export function groupsOn({ details }: Framing, text: string, head: Head, end: number): Groups {
  if (details === undefined || head.end + MOST_BLANKS >= end) return head.groups;
  const rest = text.slice(head.end, Math.min(end, head.end + LONGEST_LINE));
  const said = details.map((pattern) => withoutEmpty(pattern.exec(rest)?.groups ?? {}));
  return Object.assign({}, ...said, withoutEmpty(head.groups));
}

/** What a line between head line and start-line says; `undefined` when it says nothing. */
export function detailIn(framing: Framing, line: string): Groups | undefined {
  for (const pattern of framing.details ?? []) {
    const match = pattern.exec(line);
    if (match !== null) return withoutEmpty(match.groups ?? {});
  }
  return undefined;
}

export const saysDirection = ({ incoming, outgoing }: Groups): boolean =>
  incoming !== undefined || outgoing !== undefined;

function withoutEmpty(groups: Groups): Groups {
  const found: Record<string, string> = {};
  for (const name in groups) {
    const value = groups[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** What the end mark says that stands in front of offset `end`. */
function saidByMark({ ends }: Framing, text: string, end: number): Groups | undefined {
  if (ends === undefined || !ends.some(({ pattern }) => pattern?.source.includes('(?<'))) return undefined;
  const line = text.slice(Math.max(text.lastIndexOf('\n', end - 1) + 1, end - 300), end);
  for (const { word, pattern } of ends) {
    const at = pattern === undefined ? -1 : line.lastIndexOf(word);
    const match = at === -1 ? null : pattern?.exec(line.slice(at));
    if (match?.groups !== undefined) return withoutEmpty(match.groups);
  }
  return undefined;
}

/** Reads the envelope of the record that begins at `record.start` anew, up to its start-line. */
function envelopeOf(framing: Framing, text: string, record: Span, startLine: Span): Envelope | undefined {
  const hasHead = headOn(framing, text, record.start, endOfLine(text, record.start, record.end)) !== undefined;
  const start = hasHead ? record.start : headLineBefore(framing, text, record.start);
  const firstEnd = endOfLine(text, start, record.end);
  const head = headOn(framing, text, start, firstEnd);
  if (head === undefined) return undefined;
  const groups: Record<string, string | undefined> = {
    ...groupsOn(framing, text, head, Math.min(firstEnd, startLine.start)),
  };
  for (let at = firstEnd + 1; at < startLine.start; ) {
    const end = endOfLine(text, at, startLine.start);
    const behind = behindPrefix(text, start, head.start, at, end);
    const rest = text.slice(behind === -1 ? at : behind, end);
    if (start < record.start && rest.includes('SIP/2.0')) break;
    Object.assign(groups, detailIn(framing, rest));
    at = end + 1;
  }
  Object.assign(groups, saidByMark(framing, text, record.end));
  return envelopeFrom(groups, {
    timeStamp: timeStampOf(groups, text.slice(start, firstEnd), framing.dateOrder),
    direction: directionOf(groups, head.head.direction),
    isDuplicate: head.head.isDuplicate ?? groups.again !== undefined,
  });
}

/** Offset of the nearest head line in front of `at`, where a message begins that has none of its own. */
function headLineBefore(framing: Framing, text: string, at: number): number {
  const first = Math.max(0, at - LOOK_BACK);
  const before = text.slice(first, at);
  for (let from = before.length; from >= 0; ) {
    const word = Math.max(...framing.heads.map((head) => before.lastIndexOf(head.word, from)));
    if (word === -1) break;
    const start = before.lastIndexOf('\n', word) + 1;
    if (headOn(framing, before, start, endOfLine(before, word, before.length)) !== undefined) return first + start;
    from = start - 1;
  }
  return at;
}

function endOfLine(text: string, start: number, limit: number): number {
  let end = start;
  while (end < limit && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return end;
}
