import { type Dialog, DialogTables } from './dialogs';
import type { Format, FormatId } from './formats/format';
import { Message } from './message';
import { endOfLine, type MessageText } from './messageText';
import { LogRecord } from './record';
import type { Edit } from './rereading';
import { Scanner } from './scanner';
import { readSignIns, type SignIn } from './signIns';
import type { HeaderFields } from './sip/headerFields';
import { NONE, type Store } from './store';
import { LineIndex, type Place } from './text/lineIndex';
import { type Span, textOf } from './text/span';
import { Transaction, TransactionTables } from './transactions';

/** How many messages keep their parsed header fields at hand. */
const KEPT_HEADERS = 256;

/** What was counted, in the words of the command-line contract. */
export interface Counts {
  readonly messages: number;
  readonly requests: number;
  readonly responses: number;
  readonly transactions: number;
  readonly dialogs: number;
  readonly callIds: number;
}

/** What a trace has computed of its tables so far. */
interface Tables {
  readonly transactions: TransactionTables | undefined;
  readonly dialogs: DialogTables | undefined;
  readonly lines: LineIndex | undefined;
}

/**
 * A log that has been read: records, messages, transactions, dialogs and sign-ins over one text. Nothing of it changes;
 * what costs more than a look into a table is computed when first asked for.
 */
export class Trace {
  /** Whether a trace of a changed text has its tables. */
  isSuperseded = false;
  readonly #messages: Message[] = [];
  readonly #headerFields = new Map<number, HeaderFields>();
  #pieces: { name: string; text: MessageText | undefined } | undefined;
  #lines: LineIndex | undefined;
  #counts: Counts | undefined;
  #transactionTables: TransactionTables | undefined;
  readonly #transactionAt: Transaction[] = [];
  #transactions: readonly Transaction[] | undefined;
  #dialogTables: DialogTables | undefined;
  #dialogs: readonly Dialog[] | undefined;
  #signIns: readonly SignIn[] | undefined;
  #messagesByNumber: Map<string, number[]> | undefined;
  #recordsByCallId: Map<string, LogRecord[]> | undefined;
  #messagesByCallId: Map<string, number[]> | undefined;

  constructor(
    readonly text: string,
    readonly store: Store,
    /** The formats that were looked for; `RecordColumns.format` counts in them. */
    readonly knownFormats: readonly Format[],
  ) {}

  /** Gives up its tables, for the trace of a changed text; nothing may be asked of it any more. */
  handOver(): Tables {
    this.isSuperseded = true;
    return { transactions: this.#transactionTables, dialogs: this.#dialogTables, lines: this.#lines };
  }

  /** Goes on with the tables of the trace before `edit`, of which the first `messages` messages are the same. */
  takeOver({ transactions, dialogs, lines }: Tables, edit: Edit, messages: number): void {
    transactions?.truncate(messages);
    transactions?.extend();
    dialogs?.truncate(messages);
    dialogs?.extend();
    lines?.edit(this.text, edit);
    this.#transactionTables = transactions;
    this.#dialogTables = dialogs;
    this.#lines = lines;
  }

  /** The characters of `span`. */
  slice(span: Span): string {
    return textOf(this.text, span);
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  /** 0-based line that holds `offset`. */
  lineAt(offset: number): number {
    return this.lines.lineAt(offset);
  }

  /** Place of `offset`, 0-based. */
  placeAt(offset: number): Place {
    return this.lines.placeAt(offset);
  }

  recordAt(index: number): LogRecord {
    return new LogRecord(this, index);
  }

  /** All records in their order. */
  get records(): readonly LogRecord[] {
    return Array.from({ length: this.store.recordCount }, (_, index) => this.recordAt(index));
  }

  messageAt(index: number): Message {
    const known = this.#messages[index];
    if (known !== undefined) return known;
    const message = new Message(this, index);
    this.#messages[index] = message;
    return message;
  }

  /** All messages in their order. */
  get messages(): readonly Message[] {
    return Array.from({ length: this.store.messageCount }, (_, index) => this.messageAt(index));
  }

  /** The message that holds `offset` between its start-line and the end of its body. */
  messageAround(offset: number): Message | undefined {
    const { startLineStart } = this.store.messages;
    let low = 0;
    let high = this.store.messageCount - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (startLineStart.at(middle) <= offset) low = middle + 1;
      else high = middle - 1;
    }
    const message = high < 0 ? undefined : this.messageAt(high);
    if (message?.holds(offset)) return message;
    // Between the entries of a message may stand others.
    for (const index of this.store.entriesOf.keys()) {
      if (index < high && this.messageAt(index).holds(offset)) return this.messageAt(index);
    }
    return undefined;
  }

  /** The record that holds `offset`, or the one that ends directly before it; `undefined` outside of all records. */
  recordAround(offset: number): LogRecord | undefined {
    const { start } = this.store.records;
    let low = 0;
    let high = this.store.recordCount - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (start.at(middle) <= offset) low = middle + 1;
      else high = middle - 1;
    }
    if (high < 0) return undefined;
    const record = this.recordAt(high);
    return offset <= record.span.end ? record : undefined;
  }

  /** Header fields of `message`; the last ones read are kept. */
  headerFieldsOf(message: Message): HeaderFields {
    const known = this.#headerFields.get(message.index);
    if (known !== undefined) return known;
    const fields = message.readHeaderFields();
    if (this.#headerFields.size >= KEPT_HEADERS) {
      const [oldest] = this.#headerFields.keys();
      if (oldest !== undefined) this.#headerFields.delete(oldest);
    }
    this.#headerFields.set(message.index, fields);
    return fields;
  }

  /** What the entries of `message` hold, put together; the last result is kept, as an entry may hold many messages. */
  putTogether(message: Message): MessageText | undefined {
    const { entry, format } = this.store.records;
    const record = message.recordIndex;
    const entries = this.store.entriesOf.get(message.index);
    const name = entries?.map(({ start, end }) => `${start}-${end}`).join(' ') ?? `${entry.at(record)}`;
    if (this.#pieces?.name !== name) {
      const of = this.knownFormats[format.at(record)];
      this.#pieces = { name, text: of?.putTogether?.(this.text, entries ?? [this.#entryOf(record)]) };
    }
    return this.#pieces.text;
  }

  /** The entry that holds record `index`, as far as messages were read in it. */
  #entryOf(index: number): Span {
    const { entry, end } = this.store.records;
    const start = entry.at(index);
    let last = index;
    while (last + 1 < this.store.recordCount && entry.at(last + 1) === start) last++;
    return { start, end: endOfLine(this.text, end.at(last)) };
  }

  get transactionTables(): TransactionTables {
    if (this.#transactionTables === undefined) {
      this.#transactionTables = new TransactionTables(this.store);
      this.#transactionTables.extend();
    }
    return this.#transactionTables;
  }

  /** All transactions, in the order of their first messages. */
  get transactions(): readonly Transaction[] {
    this.#transactions ??= Array.from({ length: this.transactionTables.count }, (_, index) => this.#transaction(index));
    return this.#transactions;
  }

  /** The transaction that `message` belongs to. */
  transactionOf(message: Message): Transaction {
    return this.#transaction(this.transactionTables.ofMessage.at(message.index));
  }

  /** Made when first asked for: a hover in a large log needs one of thousands. */
  #transaction(index: number): Transaction {
    const known = this.#transactionAt[index];
    if (known !== undefined) return known;
    const messages = this.transactionTables.messagesOf(index).map((message) => this.messageAt(message));
    const transaction = new Transaction(this, index, messages);
    this.#transactionAt[index] = transaction;
    return transaction;
  }

  get dialogTables(): DialogTables {
    if (this.#dialogTables === undefined) {
      this.#dialogTables = new DialogTables(this.store);
      this.#dialogTables.extend();
    }
    return this.#dialogTables;
  }

  get dialogs(): readonly Dialog[] {
    this.#dialogs ??= Array.from({ length: this.dialogTables.count }, (_, index) => this.dialogTables.at(index));
    return this.#dialogs;
  }

  /** All sign-ins, in the order of their first messages. */
  get signIns(): readonly SignIn[] {
    this.#signIns ??= readSignIns(this);
    return this.#signIns;
  }

  /** All messages with the Call-ID and the CSeq number of `message`, itself included, in the order of the log. */
  messagesNumberedLike(message: Message): readonly Message[] {
    this.#messagesByNumber ??= this.#indexMessages();
    return (this.#messagesByNumber.get(this.#numberOf(message.index)) ?? []).map((index) => this.messageAt(index));
  }

  #numberOf(index: number): string {
    const { callId, cseq } = this.store.messages;
    return `${callId.at(index)} ${cseq.at(index)}`;
  }

  #indexMessages(): Map<string, number[]> {
    const byNumber = new Map<string, number[]>();
    for (let index = 0; index < this.store.messageCount; index++) {
      const number = this.#numberOf(index);
      const others = byNumber.get(number);
      if (others === undefined) byNumber.set(number, [index]);
      else others.push(index);
    }
    return byNumber;
  }

  /** Indices of all messages with a Call-ID, in the order of the log; empty when no message has it. */
  messagesOfCall(callId: string): readonly number[] {
    this.#messagesByCallId ??= this.#indexCalls();
    return this.#messagesByCallId.get(callId) ?? [];
  }

  #indexCalls(): Map<string, number[]> {
    const { callId } = this.store.messages;
    const byNumber = new Map<number, number[]>();
    for (let index = 0; index < this.store.messageCount; index++) {
      const number = callId.at(index);
      const others = byNumber.get(number);
      if (others === undefined) byNumber.set(number, [index]);
      else others.push(index);
    }
    byNumber.delete(0);
    return new Map([...byNumber].map(([number, indices]) => [this.store.names.valueOf(number), indices]));
  }

  /** Records without a message that name the Call-ID and the CSeq number of `message`. */
  recordsAbout(message: Message): readonly LogRecord[] {
    this.#recordsByCallId ??= this.#indexRecords();
    const records = this.#recordsByCallId.get(message.callId) ?? [];
    return records.filter((record) => record.cseq === message.cseq);
  }

  #indexRecords(): Map<string, LogRecord[]> {
    const byCallId = new Map<string, LogRecord[]>();
    const { callId, message } = this.store.records;
    for (let index = 0; index < this.store.recordCount; index++) {
      if (callId.at(index) === 0 || message.at(index) !== NONE) continue;
      const record = this.recordAt(index);
      const others = byCallId.get(record.callId);
      if (others === undefined) byCallId.set(record.callId, [record]);
      else others.push(record);
    }
    return byCallId;
  }

  /** Formats that occur, in the order in which they first do. */
  get formats(): readonly FormatId[] {
    const ids = new Set<FormatId>();
    for (let index = 0; index < this.store.recordCount; index++) ids.add(this.recordAt(index).format);
    return [...ids];
  }

  /** Time of the last record with one; `undefined` in a log without times. */
  get lastTime(): number | undefined {
    for (let index = this.store.recordCount - 1; index >= 0; index--) {
      const time = this.store.records.time.at(index);
      if (!Number.isNaN(time)) return time;
    }
    return undefined;
  }

  get counts(): Counts {
    this.#counts ??= this.#count();
    return this.#counts;
  }

  #count(): Counts {
    const { messages: columns, messageCount } = this.store;
    const callIds = new Set<number>();
    let requests = 0;
    for (let index = 0; index < messageCount; index++) {
      if (columns.status.at(index) === 0) requests++;
      const callId = columns.callId.at(index);
      if (callId !== 0) callIds.add(callId);
    }
    return {
      messages: messageCount,
      requests,
      responses: messageCount - requests,
      transactions: this.transactionTables.count,
      dialogs: this.dialogTables.count,
      callIds: callIds.size,
    };
  }
}

/** Reads a whole log. Any text gives a trace; one without SIP has no messages. `formats` are those that are looked for. */
export function readTrace(text: string, formats?: readonly Format[]): Trace {
  const scanner = new Scanner(text, undefined, undefined, formats);
  scanner.advance();
  return new Trace(text, scanner.store, scanner.formats);
}

/** A trace of no text. */
export const emptyTrace: Trace = readTrace('');
