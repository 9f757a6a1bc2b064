import { type Envelope, emptyEnvelope } from './envelope';
import { PRESENT } from './headReader';
import { headInLog } from './headText';
import { AsLogged, type MessageText, shapedText } from './messageText';
import { type HeaderField, type HeaderFields, mayName, readHeaderFields } from './sip/headerFields';
import { unfolded } from './sip/parameters';
import { readStartLine, type StartLine } from './sip/startLine';
import { DIRECTIONS, type Direction, NONE } from './store';
import { type Span, textOf, touches } from './text/span';
import type { Trace } from './trace';

/** Longest header fields that are searched for a name and not read, in UTF-16 units. */
const LONGEST_SEARCHED = 8000;

/** One SIP request or response as it was logged: a thin view of a row of the tables. RFC 3261 7. */
export class Message {
  #startLine: StartLine | undefined;
  #text: MessageText | undefined;
  #envelope: Envelope | undefined;

  constructor(
    readonly trace: Trace,
    /** Place among the messages of the log, from 0. */
    readonly index: number,
  ) {}

  /** Index of the record that holds the message. */
  get recordIndex(): number {
    return this.#columns.record.at(this.index);
  }

  get startLineSpan(): Span {
    return { start: this.#columns.startLineStart.at(this.index), end: this.#columns.startLineEnd.at(this.index) };
  }

  /** Its parts are offsets of `text`. */
  get startLine(): StartLine {
    this.#startLine ??= readStartLine(this.text, this.#inText(this.startLineSpan));
    return this.#startLine;
  }

  /**
   * The text that offsets of header fields and of their parts count in: the log, or where the log changed the lines of
   * the message, these lines as they were sent.
   */
  get text(): string {
    return this.#messageText.text;
  }

  /** The characters of `part`, a part of the message in offsets of `text`. */
  slice(part: Span): string {
    return textOf(this.text, part);
  }

  /** Place in the log of `part`, a part of the message in offsets of `text`. */
  inLog(part: Span): Span {
    return this.#messageText.inLog(part);
  }

  /** Offset of `text` for an offset of the log. */
  fromLog(offset: number): number {
    return this.#messageText.fromLog(offset);
  }

  get #messageText(): MessageText {
    this.#text ??= this.#readText();
    return this.#text;
  }

  #readText(): MessageText {
    const isShaped = (this.#columns.present.at(this.index) & PRESENT.shape) !== 0;
    const { span } = this;
    const pieces = this.#pieces;
    if (pieces !== undefined) {
      const inPieces = { start: pieces.fromLog(span.start), end: pieces.fromLog(span.end) };
      const { records } = this.trace.store;
      const keepsHead = this.trace.knownFormats[records.format.at(this.recordIndex)]?.keepsHead ?? false;
      const from = keepsHead ? pieces.fromLog(records.start.at(this.recordIndex)) : inPieces.start;
      return isShaped ? shapedText(pieces, inPieces, from) : pieces;
    }
    const log = new AsLogged(this.trace.text);
    return isShaped ? shapedText(log, span, this.trace.store.records.start.at(this.recordIndex)) : log;
  }

  /** What its entries hold, put together; `undefined` where the message was read from the log as it stands. */
  get #pieces(): MessageText | undefined {
    const inPieces = (this.#columns.present.at(this.index) & PRESENT.pieces) !== 0;
    return inPieces ? this.trace.putTogether(this) : undefined;
  }

  #inText({ start, end }: Span): Span {
    return { start: this.fromLog(start), end: this.fromLog(end) };
  }

  /** What the log says beside the message: time, addresses, transport. */
  get envelope(): Envelope {
    this.#envelope ??= this.#readEnvelope();
    return this.#envelope;
  }

  #readEnvelope(): Envelope {
    const { records } = this.trace.store;
    const span = { start: records.entry.at(this.recordIndex), end: records.end.at(this.recordIndex) };
    const format = this.trace.knownFormats[records.format.at(this.recordIndex)];
    const envelope = format?.envelopeOf?.(this.trace.text, span, this.startLineSpan) ?? emptyEnvelope;
    if (envelope.transport !== '') return envelope;
    const { direction, timeStamp, source, destination, local, remote, thread, sequence, isDuplicate } = envelope;
    const transport = (): string => this.#viaTransport;
    return {
      direction,
      timeStamp,
      // Header fields are read where somebody asks.
      get transport() {
        return transport();
      },
      source,
      destination,
      local,
      remote,
      thread,
      sequence,
      isDuplicate,
    };
  }

  /** Transport that the top Via names. RFC 3261 20.42. */
  get #viaTransport(): string {
    return /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z]{2,4})\b/i.exec(this.value('via') ?? '')?.[1]?.toUpperCase() ?? '';
  }

  /** Whether the program logged the message before, and logs it here a second time. */
  get isDuplicate(): boolean {
    return (this.#columns.present.at(this.index) & PRESENT.duplicate) !== 0;
  }

  /** The message-body as it was sent, with the line ends of the log; empty when there is none. */
  get body(): string {
    return this.slice(this.#inText(this.bodySpan));
  }

  /** From the first header field to behind the last; empty when there is none. */
  get headersSpan(): Span {
    return { start: this.#columns.headersStart.at(this.index), end: this.#columns.headersEnd.at(this.index) };
  }

  /** The message-body; empty when there is none. RFC 3261 7.4. */
  get bodySpan(): Span {
    return { start: this.#columns.bodyStart.at(this.index), end: this.#columns.bodyEnd.at(this.index) };
  }

  /** From the start-line to behind the body. */
  get span(): Span {
    return {
      start: this.startLineSpan.start,
      end: Math.max(this.startLineSpan.end, this.headersSpan.end, this.bodySpan.end),
    };
  }

  /** Whether `offset` of the log lies in the message, or directly behind it, and not between the entries that it spreads over. */
  holds(offset: number): boolean {
    const entries = this.trace.store.entriesOf.get(this.index);
    return touches(this.span, offset) && (entries === undefined || entries.some((entry) => touches(entry, offset)));
  }

  /** False when the log may have cut the header fields, so that none of them can be called missing. */
  get headersComplete(): boolean {
    return this.#columns.headersClosed.at(this.index) === 1;
  }

  get isRequest(): boolean {
    return this.statusCode === 0;
  }

  get isResponse(): boolean {
    return this.statusCode !== 0;
  }

  /** Status code of a response; 0 for a request. */
  get statusCode(): number {
    return this.#columns.status.at(this.index);
  }

  /** Whether this is a response from 200 to 699. RFC 3261 7.2. */
  get isFinal(): boolean {
    return this.statusCode >= 200 && this.statusCode < 700;
  }

  /** Reason phrase of a response; empty when there is none. */
  get reasonPhrase(): string {
    const line = this.startLine;
    return line.kind === 'status-line' ? this.slice(line.reasonPhrase).trim() : '';
  }

  /** Method of a request, or the method in the CSeq of a response; empty when the log does not show it. */
  get method(): string {
    return this.trace.store.names.valueOf(this.#columns.method.at(this.index));
  }

  /** CSeq number; `undefined` when absent or not a number. RFC 3261 20.16. */
  get cseq(): number | undefined {
    const cseq = this.#columns.cseq.at(this.index);
    return cseq === NONE ? undefined : cseq;
  }

  /** Empty when absent. */
  get callId(): string {
    return this.trace.store.names.valueOf(this.#columns.callId.at(this.index));
  }

  /** Branch of the top Via; empty when absent. RFC 3261 8.1.1.7. */
  get branch(): string {
    return this.trace.store.names.valueOf(this.#columns.branch.at(this.index));
  }

  /** sent-by of the top Via in lower case; empty when absent. It tells one leg of a message from another. */
  get sentBy(): string {
    return this.trace.store.names.valueOf(this.#columns.sentBy.at(this.index));
  }

  /** Empty when absent. */
  get fromTag(): string {
    return this.trace.store.names.valueOf(this.#columns.fromTag.at(this.index));
  }

  /** Empty when absent. */
  get toTag(): string {
    return this.trace.store.names.valueOf(this.#columns.toTag.at(this.index));
  }

  get direction(): Direction {
    return DIRECTIONS[this.#columns.direction.at(this.index)] ?? 'unknown';
  }

  /** Milliseconds since 1970-01-01 by the clock of the log; `undefined` when the log gives no time. */
  get time(): number | undefined {
    const time = this.trace.store.records.time.at(this.recordIndex);
    return Number.isNaN(time) ? undefined : time;
  }

  /** Whether the header field is there, without reading the fields; `ms-diagnostics` stands for all its forms. */
  has(key: Exclude<keyof typeof PRESENT, 'shape' | 'duplicate' | 'pieces' | 'odd'>): boolean {
    return (this.#columns.present.at(this.index) & PRESENT[key]) !== 0;
  }

  /** All header fields in their order. */
  get headers(): readonly HeaderField[] {
    return this.#fields.fields;
  }

  /** Lines between the header fields that are none. */
  get brokenHeaderLines(): HeaderFields['broken'] {
    return this.#fields.broken;
  }

  /** The first header field with the full name `key` in lower case; compact forms count. */
  header(key: string): HeaderField | undefined {
    return this.#surelyLacks(key) ? undefined : this.headers.find((field) => field.key === key);
  }

  /** All header fields with the full name `key` in lower case. */
  headersNamed(key: string): readonly HeaderField[] {
    return this.#surelyLacks(key) ? [] : this.headers.filter((field) => field.key === key);
  }

  /** Whether no header field has the full name `key`, as far as can be told without reading them. */
  #surelyLacks(key: string): boolean {
    const { headersStart, headersEnd, present } = this.#columns;
    const length = headersEnd.at(this.index) - headersStart.at(this.index);
    if (length > LONGEST_SEARCHED || this.trace.knowsHeaderFieldsOf(this)) return false;
    // A log that adds to lines does not part a name.
    if ((present.at(this.index) & PRESENT.pieces) !== 0) return false;
    return !mayName(headInLog(this.trace, this.index), key);
  }

  /** Value of the first header field `key`, folding taken back; `undefined` when it is absent. */
  value(key: string): string | undefined {
    const field = this.header(key);
    return field === undefined ? undefined : unfolded(this.text, field.value);
  }

  get #fields(): HeaderFields {
    return this.trace.headerFieldsOf(this);
  }

  get #columns() {
    return this.trace.store.messages;
  }

  /** Reads the header fields anew; `Trace.headerFieldsOf` keeps the last ones. */
  readHeaderFields(): HeaderFields {
    return readHeaderFields(this.text, this.#inText(this.headersSpan));
  }
}
