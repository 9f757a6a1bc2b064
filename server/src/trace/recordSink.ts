import { HeadReader, PRESENT } from './headReader';
import { shapedText } from './messageText';
import type { FoundStartLine } from './sip/startLineIn';
import { DIRECTIONS, type Direction, NONE, RECORD_KINDS, type RecordKind, type Store } from './store';
import { LineCursor } from './text/lineCursor';
import type { Span } from './text/span';

/** What a format knows of a record that it has read. */
export interface RecordFacts {
  readonly start: number;
  /** Offset behind the last character of the record, without the last line end. */
  readonly end: number;
  readonly kind: RecordKind;
  /** Milliseconds since 1970-01-01 by the clock of the log, read as UTC; NaN when unknown. */
  readonly time: number;
  /** Whether the log gives the date as well; without it `time` counts from midnight. */
  readonly isDated: boolean;
  /** Whether the format's own end mark ended the record. */
  readonly closed: boolean;
  /** Call-ID and CSeq that a record without message names. */
  readonly callId?: string;
  readonly cseq?: number;
}

/** What a format knows of the message in a record. */
export interface MessageFacts {
  readonly startLine: Span;
  /** From the first header field to behind the last; empty when there is none. */
  readonly headers: Span;
  /** Whether something proves that no header field is missing at the end: an empty line or an end mark. */
  readonly headersClosed: boolean;
  /** The message-body; empty when there is none. */
  readonly body: Span;
  readonly direction: Direction;
  /** Whether the lines of the message are not as they were sent; see `LineShape`. */
  readonly isShaped: boolean;
  /** Whether the program had logged the message before. */
  readonly isDuplicate: boolean;
}

/** What formats may ask about the log around them. */
export interface Surroundings {
  /** Whether a record of any format begins at the cursor's line. */
  beginsRecord(line: LineCursor): boolean;
  /** The start-line on the cursor's line, behind a prefix or not. */
  startLineOn(line: LineCursor): FoundStartLine | undefined;
  /** Offset of the first `SIP/2.0` at or behind `at`; the length of the text when there is none. */
  nextVersion(at: number): number;
}

const DAY = 86_400_000;
/** Times below this one have no date. */
const UNDATED = 100 * DAY;

/** Takes what the formats read and fills the tables with it. */
export class RecordSink {
  /** Collects the header fields of the message that is being read. */
  readonly head = new HeadReader();
  /** Index into `formats` of the format that reads. */
  format = 0;

  constructor(
    readonly text: string,
    readonly store: Store,
    readonly surroundings: Surroundings,
  ) {}

  /** Whether a record of any format begins at the cursor's line. */
  beginsRecord(line: LineCursor): boolean {
    return this.surroundings.beginsRecord(line);
  }

  /** The start-line on the cursor's line, behind a prefix or not. */
  startLineOn(line: LineCursor): FoundStartLine | undefined {
    return this.surroundings.startLineOn(line);
  }

  /** Offset of the first `SIP/2.0` at or behind `at`; the length of the text when there is none. */
  nextVersion(at: number): number {
    return this.surroundings.nextVersion(at);
  }

  /** Adds a record that holds no message. */
  addRecord(record: RecordFacts): void {
    this.#pushRecord(record, NONE);
  }

  /** Adds a record with the message in it; `head` must have seen the lines of its header fields. */
  addMessage(record: RecordFacts, message: MessageFacts): void {
    const { messages, names, messageCount, recordCount } = this.store;
    const { head, text } = message.isShaped && this.head.isFolded ? this.#unfolded(message) : this;
    this.#pushRecord(record, messageCount);
    messages.record.push(recordCount);
    messages.startLineStart.push(message.startLine.start);
    messages.startLineEnd.push(message.startLine.end);
    messages.headersStart.push(message.headers.start);
    messages.headersEnd.push(message.headers.end);
    messages.headersClosed.push(message.headersClosed ? 1 : 0);
    messages.bodyStart.push(message.body.start);
    messages.bodyEnd.push(message.body.end);
    const cseq = head.cseq(text);
    const status = statusOf(this.text, message.startLine);
    messages.status.push(status);
    messages.method.push(names.idOf(status > 0 ? cseq.method : methodOf(this.text, message.startLine)));
    messages.cseq.push(cseq.number);
    messages.callId.push(names.idOf(head.callId(text)));
    const via = head.topVia(text);
    messages.branch.push(names.idOf(via.branch));
    messages.sentBy.push(names.idOf(via.sentBy));
    messages.fromTag.push(names.idOf(head.fromTag(text)));
    messages.toTag.push(names.idOf(head.toTag(text)));
    messages.direction.push(DIRECTIONS.indexOf(message.direction));
    messages.present.push(
      head.present | (message.isShaped ? PRESENT.shape : 0) | (message.isDuplicate ? PRESENT.duplicate : 0),
    );
  }

  /** The header fields of a message, some of which have between their lines what the log put in front of these. */
  #unfolded({ startLine, headers }: MessageFacts): { head: HeadReader; text: string } {
    const { text } = shapedText(this.text, { start: startLine.start, end: headers.end });
    const head = new HeadReader();
    const line = new LineCursor(text);
    for (line.advance(); line.hasLine; line.advance()) {
      const first = text.charCodeAt(line.start);
      if (first === 32 || first === 9) head.takeContinuation(line.end);
      else head.take(text, line.start, line.end);
    }
    return { head, text };
  }

  /** Time of a record; where the log gives no date, a clock that goes back by half a day has passed midnight. */
  #timeOf({ time, isDated }: RecordFacts): number {
    if (isDated || Number.isNaN(time)) return time;
    const before = this.store.records.time.at(this.store.recordCount - 1);
    if (this.store.recordCount === 0 || Number.isNaN(before) || before >= UNDATED) return time;
    const days = Math.floor(before / DAY) * DAY;
    return before - (time + days) > DAY / 2 ? time + days + DAY : time + days;
  }

  #pushRecord(record: RecordFacts, message: number): void {
    const { records, names } = this.store;
    const time = this.#timeOf(record);
    records.start.push(record.start);
    records.end.push(record.end);
    records.format.push(this.format);
    records.kind.push(RECORD_KINDS.indexOf(record.kind));
    records.message.push(message);
    records.time.push(time);
    records.closed.push(record.closed ? 1 : 0);
    records.callId.push(names.idOf(record.callId ?? ''));
    records.cseq.push(record.cseq ?? NONE);
  }
}

/**
 * Status code that a start-line announces, at most 9,999,999; 0 for a request-line. A status-line whose code cannot be
 * read counts as 1, so that it stays a response.
 */
function statusOf(text: string, line: Span): number {
  if ((text.charCodeAt(line.start) | 32) !== 115 || text.charCodeAt(line.start + 3) !== 47) return 0;
  const version = /SIP\/\S{0,16}[ \t]*(\d{0,7})/iy;
  version.lastIndex = line.start;
  const [, digits] = version.exec(text) ?? [];
  return digits === undefined ? 0 : Number(digits) || 1;
}

/** Method that a request-line begins with. */
function methodOf(text: string, line: Span): string {
  let end = line.start;
  while (end < line.end && end - line.start < 64 && text.charCodeAt(end) !== 32 && text.charCodeAt(end) !== 9) end++;
  return text.slice(line.start, end);
}
