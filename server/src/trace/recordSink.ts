import { HeadReader, PRESENT } from './headReader';
import { AsLogged, type MessageText, shapedText } from './messageText';
import { OpenMessages } from './openMessages';
import { codeOf, type RecordFacts, RowSink } from './rowSink';
import { isPlainStartLine } from './sip/startLine';
import type { FoundStartLine } from './sip/startLineIn';
import type { Store } from './store';
import type { Interner } from './text/interner';
import { LineCursor } from './text/lineCursor';
import type { NextIndex, Places } from './text/nextIndex';
import type { Span } from './text/span';

/** What a format knows of the message in a record. Offsets count in the text that it was read from. */
export interface MessageFacts {
  readonly startLine: Span;
  /** From the first header field to behind the last; empty when there is none. */
  readonly headers: Span;
  /** Whether something proves that no header field is missing at the end: an empty line or an end mark. */
  readonly headersClosed: boolean;
  /** The message-body; empty when there is none. */
  readonly body: Span;
  /** Whether the lines of the message are not as they were sent; see `LineShape`. */
  readonly isShaped: boolean;
}

/** What formats may ask about the log around them. */
export interface Surroundings {
  /** Where words stand. */
  readonly places: Places;
  /** Whether a record of any format begins at the cursor's line. */
  beginsRecord(line: LineCursor): boolean;
  /** Whether a head line stands on the cursor's line. */
  beginsEntry(line: LineCursor): boolean;
  /** The start-line on the cursor's line, behind a prefix or not. */
  startLineOn(line: LineCursor): FoundStartLine | undefined;
  /** Offset of the first `SIP/2.0` of a start-line at or behind `at`; the length of the text when there is none. */
  nextVersion(at: number): number;
  /**
   * Offset of the first thing at or behind `at` that head lines and well-formed start-lines hold. In front of the line with
   * it no record begins, but for a broken start-line, which is no header field.
   */
  nextBeginning(at: number): number;
}

/** Takes what the formats read and fills the tables with it. */
export class RecordSink extends RowSink {
  /** Collects the header fields of the message that is being read. */
  readonly head = new HeadReader();
  /** Messages that go on in a later entry. */
  readonly open = new OpenMessages();
  readonly #log: MessageText;

  constructor(
    readonly text: string,
    store: Store,
    readonly surroundings: Surroundings,
  ) {
    super(store);
    this.#log = new AsLogged(text);
  }

  /** Whether a record of any format begins at the cursor's line. */
  beginsRecord(line: LineCursor): boolean {
    return this.surroundings.beginsRecord(line);
  }

  /** Whether a head line stands on the cursor's line. */
  beginsEntry(line: LineCursor): boolean {
    return this.surroundings.beginsEntry(line);
  }

  /** The start-line on the cursor's line, behind a prefix or not. */
  startLineOn(line: LineCursor): FoundStartLine | undefined {
    return this.surroundings.startLineOn(line);
  }

  /** Offset of the first `SIP/2.0` of a start-line at or behind `at`; the length of the text when there is none. */
  nextVersion(at: number): number {
    return this.surroundings.nextVersion(at);
  }

  /** Offset of the first thing at or behind `at` with which a record may begin, if not with a broken start-line. */
  nextBeginning(at: number): number {
    return this.surroundings.nextBeginning(at);
  }

  /** Where `word` stands next. Best asked in rising order. */
  placesOf(word: string): NextIndex {
    return this.surroundings.places.of(word);
  }

  /** Forgets the records from `count` on with their messages. */
  truncate(count: number): void {
    this.store.truncate(count);
    this.open.truncate(this.store.messageCount);
  }

  /**
   * Adds a record with the message in it; `head` must have seen the lines of its header fields. `source` is the text that
   * it was read from, if that is not the log, and `entries` hold, if those are not the entry that the record names. Returns
   * the index of the message.
   */
  addMessage(record: RecordFacts, message: MessageFacts, source?: MessageText, entries?: readonly Span[]): number {
    const { messages, messageCount, recordCount, entriesOf } = this.store;
    this.addRecordOf(record, messageCount);
    if (entries !== undefined) entriesOf.set(messageCount, entries);
    messages.add();
    messages.direction.set(messageCount, codeOf(record.direction));
    messages.present.set(messageCount, record.isDuplicate ? PRESENT.duplicate : 0);
    this.#putMessage(messageCount, recordCount, message, source);
    return messageCount;
  }

  /**
   * Puts message `index`, of which more has come, in the place of what was read of it before. `source` is what the
   * `entries` of the log hold of it.
   */
  goOnWithMessage(index: number, message: MessageFacts, source: MessageText, entries: readonly Span[]): void {
    const { messages, records, entriesOf } = this.store;
    const record = messages.record.at(index);
    this.#putMessage(index, record, message, source);
    const end = Math.max(messages.headersEnd.at(index), messages.bodyEnd.at(index));
    records.end.set(record, Math.max(records.end.at(record), end));
    entriesOf.set(index, entries);
  }

  /** Adds `part` of the log, which is more of the body, to message `index`. */
  goOnWithBody(index: number, part: Span, entries: readonly Span[]): void {
    const { messages, records, entriesOf } = this.store;
    if (messages.bodyEnd.at(index) === messages.bodyStart.at(index)) messages.bodyStart.set(index, part.start);
    messages.bodyEnd.set(index, part.end);
    records.end.set(messages.record.at(index), part.end);
    entriesOf.set(index, entries);
  }

  #putMessage(index: number, record: number, message: MessageFacts, source?: MessageText): void {
    const { messages, names } = this.store;
    const from = source ?? this.#log;
    const inLog = (span: Span): Span => (source === undefined ? span : source.inLog(span));
    const startLine = inLog(message.startLine);
    const headers = message.headers.start < message.headers.end ? inLog(message.headers) : behind(startLine);
    const body = message.body.start < message.body.end ? inLog(message.body) : behind(headers);
    const { head, text } =
      message.isShaped && this.head.isFolded ? this.#unfolded(message, from) : { head: this.head, text: from.text };
    messages.record.set(index, record);
    messages.startLineStart.set(index, startLine.start);
    messages.startLineEnd.set(index, startLine.end);
    messages.headersStart.set(index, headers.start);
    messages.headersEnd.set(index, headers.end);
    messages.headersClosed.set(index, message.headersClosed ? 1 : 0);
    messages.bodyStart.set(index, body.start);
    messages.bodyEnd.set(index, body.end);
    const status = statusOf(from.text, message.startLine);
    messages.status.set(index, status);
    const method = status > 0 ? head.cseqMethod(text, names) : methodOf(from.text, message.startLine, names);
    messages.method.set(index, method);
    messages.cseq.set(index, head.cseq(text));
    messages.callId.set(index, head.callId(text, names));
    head.readTopVia(text);
    messages.branch.set(index, head.branch(text, names));
    messages.sentBy.set(index, head.sentBy(text, names));
    messages.fromTag.set(index, head.fromTag(text, names));
    messages.toTag.set(index, head.toTag(text, names));
    messages.present.set(
      index,
      (messages.present.at(index) & PRESENT.duplicate) |
        head.present |
        (message.isShaped ? PRESENT.shape : 0) |
        (isPlainStartLine(this.#log.text, startLine.start, startLine.end) ? 0 : PRESENT.odd) |
        (source === undefined ? 0 : PRESENT.pieces),
    );
  }

  /** The header fields of a message, some of which have between their lines what the log put in front of these. */
  #unfolded({ startLine, headers }: MessageFacts, source: MessageText): { head: HeadReader; text: string } {
    const { text } = shapedText(source, { start: startLine.start, end: headers.end });
    const head = new HeadReader();
    const line = new LineCursor(text);
    for (line.advance(); line.hasLine; line.advance()) {
      const first = text.charCodeAt(line.start);
      if (first === 32 || first === 9) head.takeContinuation(text, line.end);
      else head.take(text, line.start, line.end);
    }
    return { head, text };
  }
}

/** Nothing, behind `span`. */
const behind = ({ end }: Span): Span => ({ start: end, end });

/**
 * Status code that a start-line announces, at most 9,999,999; 0 for a request-line. A status-line whose code cannot be
 * read counts as 1, so that it stays a response.
 */
function statusOf(text: string, line: Span): number {
  const { start } = line;
  if ((text.charCodeAt(start) | 32) !== 115 || text.charCodeAt(start + 3) !== 47) return 0;
  const code = text.startsWith('SIP/2.0 ', start) ? threeDigits(text, start + 8, line.end) : -1;
  if (code !== -1) return code;
  VERSION_AND_CODE.lastIndex = line.start;
  const [, digits] = VERSION_AND_CODE.exec(text) ?? [];
  return digits === undefined ? 0 : Number(digits) || 1;
}

/** The number in three digits at `at`, in front of a blank or `end`; -1 when something else stands there. */
function threeDigits(text: string, at: number, end: number): number {
  let number = 0;
  for (let digit = at; digit < at + 3; digit++) {
    const value = text.charCodeAt(digit) - 48;
    if (digit >= end || value < 0 || value > 9) return -1;
    number = number * 10 + value;
  }
  return number > 0 && (at + 3 === end || text.charCodeAt(at + 3) === 32) ? number : -1;
}

const VERSION_AND_CODE = /SIP\/\S{0,16}[ \t]*(\d{0,7})/iy;

/** Number among `names` of the method that a request-line begins with. */
function methodOf(text: string, line: Span, names: Interner): number {
  let end = line.start;
  while (end < line.end && end - line.start < 64 && !isSpace(text.charCodeAt(end))) end++;
  return names.idAt(text, line.start, end);
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
