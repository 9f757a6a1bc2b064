import { directionOf, type Envelope, envelopeFrom, type Groups, timeStampOf } from '../envelope';
import type { RecordSink } from '../recordSink';
import { looksLikeStartLine } from '../sip/startLine';
import { startLineIn } from '../sip/startLineIn';
import type { LineCursor } from '../text/lineCursor';
import { behindPrefix } from '../text/linePrefix';
import type { Span } from '../text/span';
import type { Format } from './format';
import type { Framing, HeadLine } from './framing';
import { readMessageLines } from './messageLines';

/** Longest part of a line that patterns see. */
const LONGEST_LINE = 2000;
const RULE = /^[\s#]*[-=~*_+.]{8,}\s*$/;

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
    beginsAt: ({ text, lineStart, lineEnd }) => headOn(framing, text, lineStart, lineEnd) !== undefined,
    read: (line, sink) => readFramed(framing, line, sink),
    envelopeOf: (text, record, startLine) => envelopeOf(framing, text, record, startLine),
  };
}

interface Head {
  readonly head: HeadLine;
  readonly groups: Groups;
  /** Where the pattern was found, and its end. */
  readonly start: number;
  readonly end: number;
}

/** The head line that stands on the line `start..end`; `undefined` when none does. */
function headOn(framing: Framing, text: string, start: number, end: number): Head | undefined {
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

/** Reads from the head line on the cursor's line; adds nothing when no message follows it, as behind a keep-alive. */
function readFramed(framing: Framing, line: LineCursor, sink: RecordSink): void {
  const { text } = line;
  const recordStart = line.lineStart;
  const head = headOn(framing, text, line.lineStart, line.lineEnd);
  if (head === undefined) return;
  const headLine = text.slice(recordStart, Math.min(line.lineEnd, recordStart + LONGEST_LINE));
  const found = findStartLine(framing, line, sink, head, recordStart);
  if (found === undefined) return;
  const { groups } = found;
  const message = readMessageLines(line, found.start, sink, framing.ends);
  const timeStamp = timeStampOf(groups, headLine, framing.dateOrder);
  sink.addMessage(
    {
      start: recordStart,
      end: message.end,
      kind: 'message',
      time: timeStamp === undefined ? Number.NaN : timeStamp.time,
      isDated: timeStamp?.hasDate ?? false,
      closed: message.closed,
    },
    {
      ...message,
      direction: directionOf(groups, head.head.direction),
      isDuplicate: head.head.isDuplicate ?? false,
    },
  );
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
  let { groups } = head;
  const onHead = startLineAt(line, sink, head.end);
  if (onHead !== -1) return { start: onHead, groups };
  for (let count = framing.reach ?? 4; count > 0; count--) {
    line.advance();
    if (!line.hasLine) return undefined;
    const behind = behindPrefix(text, recordStart, head.start, line.start, line.end);
    const content = behind === -1 ? line.start : behind;
    const rest = text.slice(content, Math.min(line.end, content + LONGEST_LINE));
    if (rest.trim() === '' || RULE.test(rest)) continue;
    const detail = detailIn(framing, rest);
    if (detail !== undefined) {
      groups = { ...groups, ...detail };
      continue;
    }
    if (framing.skips?.test(rest)) continue;
    if (looksLikeStartLine(text, content, line.end, line.next)) return { start: content, groups };
    const found = startLineAt(line, sink, content);
    return found === -1 ? undefined : { start: found, groups };
  }
  return undefined;
}

function startLineAt(line: LineCursor, sink: RecordSink, from: number): number {
  const version = sink.nextVersion(from);
  if (version >= line.lineEnd) return -1;
  return startLineIn(line.text, from, line.lineEnd, version)?.start ?? -1;
}

function detailIn(framing: Framing, line: string): Groups | undefined {
  for (const pattern of framing.details ?? []) {
    const match = pattern.exec(line);
    if (match !== null) return withoutEmpty(match.groups ?? {});
  }
  return undefined;
}

const withoutEmpty = (groups: Groups): Groups =>
  Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== undefined));

/** Reads the envelope of the record that begins at `record.start` anew, up to its start-line. */
function envelopeOf(framing: Framing, text: string, record: Span, startLine: Span): Envelope | undefined {
  const firstEnd = endOfLine(text, record.start, record.end);
  const head = headOn(framing, text, record.start, firstEnd);
  if (head === undefined) return undefined;
  const groups: Record<string, string | undefined> = { ...head.groups };
  for (let at = firstEnd + 1; at < startLine.start; ) {
    const end = endOfLine(text, at, startLine.start);
    const behind = behindPrefix(text, record.start, head.start, at, end);
    Object.assign(groups, detailIn(framing, text.slice(behind === -1 ? at : behind, end)));
    at = end + 1;
  }
  return envelopeFrom(groups, {
    timeStamp: timeStampOf(groups, text.slice(record.start, firstEnd), framing.dateOrder),
    direction: directionOf(groups, head.head.direction),
    isDuplicate: head.head.isDuplicate ?? false,
  });
}

function endOfLine(text: string, start: number, limit: number): number {
  let end = start;
  while (end < limit && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return end;
}
