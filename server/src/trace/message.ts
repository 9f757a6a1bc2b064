import { PRESENT } from './headReader';
import { type HeaderField, type HeaderFields, readHeaderFields } from './sip/headerFields';
import { unfolded } from './sip/parameters';
import { readStartLine, type StartLine } from './sip/startLine';
import { DIRECTIONS, type Direction, NONE } from './store';
import type { Span } from './text/span';
import type { Trace } from './trace';

/** One SIP request or response as it was logged: a thin view of a row of the tables. RFC 3261 7. */
export class Message {
  #startLine: StartLine | undefined;

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

  get startLine(): StartLine {
    this.#startLine ??= readStartLine(this.trace.text, this.startLineSpan);
    return this.#startLine;
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
    return line.kind === 'status-line' ? this.trace.slice(line.reasonPhrase).trim() : '';
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
  has(key: keyof typeof PRESENT): boolean {
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
    return this.headers.find((field) => field.key === key);
  }

  /** All header fields with the full name `key` in lower case. */
  headersNamed(key: string): readonly HeaderField[] {
    return this.headers.filter((field) => field.key === key);
  }

  /** Value of the first header field `key`, folding taken back; `undefined` when it is absent. */
  value(key: string): string | undefined {
    const field = this.header(key);
    return field === undefined ? undefined : unfolded(this.trace.text, field.value);
  }

  get #fields(): HeaderFields {
    return this.trace.headerFieldsOf(this);
  }

  get #columns() {
    return this.trace.store.messages;
  }

  /** Reads the header fields anew; `Trace.headerFieldsOf` keeps the last ones. */
  readHeaderFields(): HeaderFields {
    return readHeaderFields(this.trace.text, this.headersSpan);
  }
}
