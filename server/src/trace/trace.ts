import { CallIdGroups } from './callIdGroups';
import { type Call, readCalls } from './calls';
import { type Change, joinedChanges } from './change';
import { type Dialog, DialogTables } from './dialogs';
import type { KnownFindings } from './findings/knownFindings';
import type { Format, FormatId } from './formats/format';
import { Message } from './message';
import { MessageNotes } from './messageNotes';
import { endOfLine, type MessageText } from './messageText';
import { type MethodNumbers, methodNumbersOf } from './methods';
import { LogRecord } from './record';
import { Registrations } from './registrations';
import { Scanner } from './scanner';
import { readSignIns, type SignIn } from './signIns';
import type { HeaderFields } from './sip/headerFields';
import { NONE, type Store } from './store';
import { Chains } from './text/chains';
import { LineIndex, type Place } from './text/lineIndex';
import { type Span, textOf } from './text/span';
import { Transaction, TransactionTables } from './transactions';

/** How many messages are tied together, and how many lines are found, at once by `prepare`: some 5 ms. */
const MESSAGES_AT_ONCE = 5000;
const LINES_AT_ONCE = 100_000;

/** How many messages keep their parsed header fields at hand. */
const KEPT_HEADERS = 2048;
/** How many messages keep the text of their header fields as it was sent at hand. */
const KEPT_HEADS = 1024;

/** How many transactions of one Call-ID are looked through for those with one CSeq number. */
const FEW_TRANSACTIONS = 32;

/** Messages are kept in sheets of as many as so many bits tell apart. */
const SHEET_BITS = 9;

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
  readonly notes: MessageNotes;
  /** Number of messages. */
  readonly messages: number;
  readonly known: KnownFindings | undefined;
  readonly before: Trace['before'];
}

/**
 * A log that has been read: records, messages, transactions, dialogs and sign-ins over one text. Nothing of it changes;
 * what costs more than a look into a table is computed when first asked for.
 */
export class Trace {
  /** Whether a trace of a changed text has its tables. */
  isSuperseded = false;
  /** What has been found, and what it rests on. */
  known: KnownFindings | undefined;
  /** What was found in the log before it was changed, until the findings of this one are asked for. */
  before: { readonly known: KnownFindings; readonly change: Change } | undefined;
  /** In sheets, so that few messages of a long log need little. */
  readonly #messages: ((Message | undefined)[] | undefined)[] = [];
  readonly #headerFields = new Map<number, HeaderFields>();
  readonly #heads = new Map<number, string>();
  #pieces: { name: string; text: MessageText | undefined } | undefined;
  #lines: LineIndex | undefined;
  #counts: Counts | undefined;
  #transactionTables: TransactionTables | undefined;
  readonly #transactions = new Map<number, Transaction>();
  #dialogTables: DialogTables | undefined;
  #dialogs: readonly Dialog[] | undefined;
  readonly #signIns = new Map<number, readonly SignIn[]>();
  #registrations: Registrations | undefined;
  #callIdGroups: CallIdGroups | undefined;
  #methodNumbers: MethodNumbers | undefined;
  readonly #calls = new Map<number, readonly Call[]>();
  readonly #transactionsOfCalls = new Map<number, readonly Transaction[]>();
  readonly #callsBegun = new Map<number, ReadonlyMap<Transaction | undefined, Call>>();
  #notes = new MessageNotes();
  #messagesByNumber: Chains | undefined;
  #recordsByCallId: Chains | undefined;
  #messagesByCallId: Chains | undefined;

  readonly #store: Store;
  #text: string;
  /** Makes the text of a log that was read from its octets, and lets the tables count in it. */
  #decode: (() => string) | undefined;

  /** `knownFormats` are those that were looked for; `Records.format` counts in them. Of `lines` some may be found already. */
  constructor(
    text: string,
    store: Store,
    readonly knownFormats: readonly Format[],
    lines?: LineIndex,
  ) {
    this.#text = text;
    this.#store = store;
    this.#lines = lines;
  }

  /** A trace of a log that was read from its octets; `decode` makes its text, and lets the offsets in `store` count in that. */
  static ofOctets(store: Store, formats: readonly Format[], decode: () => string): Trace {
    const trace = new Trace('', store, formats);
    trace.#decode = decode;
    return trace;
  }

  get text(): string {
    if (this.#decode !== undefined) this.#settle(this.#decode);
    return this.#text;
  }

  get store(): Store {
    if (this.#decode !== undefined) this.#settle(this.#decode);
    return this.#store;
  }

  #settle(decode: () => string): void {
    this.#decode = undefined;
    this.#text = decode();
  }

  /** Gives up its tables, for the trace of a changed text; nothing may be asked of it any more. */
  handOver(): Tables {
    this.isSuperseded = true;
    return {
      transactions: this.#transactionTables,
      dialogs: this.#dialogTables,
      lines: this.#lines,
      notes: this.#notes,
      messages: this.store.messageCount,
      known: this.known,
      before: this.before,
    };
  }

  /** Goes on with the tables of the trace before `change`. */
  takeOver({ transactions, dialogs, lines, notes, messages, known, before }: Tables, change: Change): void {
    const { edit, kept, moved } = change;
    if (!change.isTiedLike) {
      transactions?.truncate(kept);
      dialogs?.truncate(kept);
    }
    transactions?.extend();
    dialogs?.extend();
    lines?.extend();
    lines?.edit(this.text, edit);
    notes.edit(messages, kept, moved, this.store.messageCount);
    this.#notes = notes;
    if (known !== undefined) this.before = { known, change };
    else if (before !== undefined) this.before = { known: before.known, change: joinedChanges(before.change, change) };
    this.#transactionTables = transactions;
    this.#dialogTables = dialogs;
    this.#lines = lines;
  }

  /**
   * Works out a part of what all features ask for first: which messages belong together, where lines begin. Returns whether all is done.
   * Whoever asks without it gets the same, in one go.
   */
  prepare(): boolean {
    if (!this.tie()) return false;
    this.#lines ??= new LineIndex(this.text, 0);
    return this.#lines.extend(LINES_AT_ONCE);
  }

  /** Ties some of the messages that are not tied yet to transactions. Returns whether none is left. */
  tie(): boolean {
    this.#transactionTables ??= new TransactionTables(this.store);
    if (this.#transactionTables.isComplete) return true;
    this.#transactionTables.extend(MESSAGES_AT_ONCE);
    return false;
  }

  /** What rules have worked out for messages. */
  get notes(): MessageNotes {
    return this.#notes;
  }

  /** The characters of `span`. */
  slice(span: Span): string {
    return textOf(this.text, span);
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    this.#lines.extend();
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
    let some = this.#messages[index >>> SHEET_BITS];
    if (some === undefined) {
      some = new Array<Message | undefined>(1 << SHEET_BITS);
      this.#messages[index >>> SHEET_BITS] = some;
    }
    const place = index & ((1 << SHEET_BITS) - 1);
    const known = some[place];
    if (known !== undefined) return known;
    const message = new Message(this, index);
    some[place] = message;
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

  /** Whether the header fields of `message` are at hand. */
  knowsHeaderFieldsOf(message: Message): boolean {
    return this.#headerFields.has(message.index);
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

  /** The header fields of message `index` as `read` reads them; the last ones read are kept. */
  headKept(index: number, read: (trace: Trace, index: number) => string): string {
    const known = this.#heads.get(index);
    if (known !== undefined) return known;
    if (this.#heads.size >= KEPT_HEADS) this.#heads.clear();
    const head = read(this, index);
    this.#heads.set(index, head);
    return head;
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
    this.#transactionTables ??= new TransactionTables(this.#store);
    if (!this.#transactionTables.isComplete) this.#transactionTables.extend();
    return this.#transactionTables;
  }

  /** Transaction `index`, in the order of their first messages. */
  transactionAt(index: number): Transaction {
    const known = this.#transactions.get(index);
    if (known !== undefined) return known;
    const messages = this.transactionTables.messagesOf(index).map((message) => this.messageAt(message));
    const transaction = new Transaction(this, index, messages);
    this.#transactions.set(index, transaction);
    return transaction;
  }

  /** All transactions, in the order of their first messages. */
  get transactions(): readonly Transaction[] {
    return Array.from({ length: this.transactionTables.count }, (_, index) => this.transactionAt(index));
  }

  /** The transaction that `message` belongs to. */
  transactionOf(message: Message): Transaction {
    return this.transactionAt(this.transactionTables.ofMessage.at(message.index));
  }

  get dialogTables(): DialogTables {
    if (this.#dialogTables === undefined) {
      this.#dialogTables = new DialogTables(this.#store);
      this.#dialogTables.extend();
    }
    return this.#dialogTables;
  }

  get dialogs(): readonly Dialog[] {
    this.#dialogs ??= Array.from({ length: this.dialogTables.count }, (_, index) => this.dialogTables.at(index));
    return this.#dialogs;
  }

  /** Which transactions register somebody. */
  get registrations(): Registrations {
    this.#registrations ??= new Registrations(this);
    return this.#registrations;
  }

  /** All sign-ins, in the order of their first messages. */
  get signIns(): readonly SignIn[] {
    return [...this.registrations.byCall.keys()]
      .flatMap((call) => this.signInsOf(call))
      .sort((one, other) => one.first.index - other.first.index);
  }

  /** The sign-ins under the Call-ID with number `call` among the names, in the order of their first messages. */
  signInsOf(call: number): readonly SignIn[] {
    let signIns = this.#signIns.get(call);
    if (signIns === undefined) {
      const transactions = this.registrations.of(call);
      signIns = readSignIns(transactions.map((index) => this.transactionAt(index)));
      this.#signIns.set(call, signIns);
    }
    return signIns;
  }

  /** Numbers of methods among the names. */
  get methods(): MethodNumbers {
    this.#methodNumbers ??= methodNumbersOf(this.store);
    return this.#methodNumbers;
  }

  /** Which transactions share a Call-ID. */
  get callIdGroups(): CallIdGroups {
    this.#callIdGroups ??= new CallIdGroups(this);
    return this.#callIdGroups;
  }

  /** The transactions under the Call-ID with number `call` among the names, in the order of their first messages. */
  transactionsOf(call: number): readonly Transaction[] {
    let transactions = this.#transactionsOfCalls.get(call);
    if (transactions === undefined) {
      transactions = this.callIdGroups.of(call).map((index) => this.transactionAt(index));
      this.#transactionsOfCalls.set(call, transactions);
    }
    return transactions;
  }

  /** The calls under the Call-ID with number `call` among the names, in the order of their first messages. */
  callsOf(call: number): readonly Call[] {
    let calls = this.#calls.get(call);
    if (calls === undefined) {
      calls = readCalls(this.transactionsOf(call));
      this.#calls.set(call, calls);
    }
    return calls;
  }

  /** The call whose first INVITE is `transaction`, which has the Call-ID with number `call`; `undefined` when it begins none. */
  callBegunBy(call: number, transaction: Transaction): Call | undefined {
    let begun = this.#callsBegun.get(call);
    if (begun === undefined) {
      begun = new Map(call === 0 ? [] : this.callsOf(call).map((one) => [one.attempts[0]?.legs[0], one] as const));
      this.#callsBegun.set(call, begun);
    }
    return begun.get(transaction);
  }

  /** All messages with the Call-ID and the CSeq number of `message`, itself included, in the order of the log. */
  messagesNumberedLike(message: Message): readonly Message[] {
    return this.numberedLike(message.index).map((index) => this.messageAt(index));
  }

  /** The same by their indices. */
  numberedLike(message: number): readonly number[] {
    const { messageCount, messages } = this.store;
    const { callId, cseq } = messages;
    const call = callId.at(message);
    const number = cseq.at(message);
    const { transactionTables: tables } = this;
    const transactions = tables.byCall.of(call, FEW_TRANSACTIONS);
    if (transactions.length < FEW_TRANSACTIONS) {
      return transactions
        .filter((transaction) => cseq.at(tables.firstOf(transaction)) === number)
        .flatMap((transaction) => tables.messagesOf(transaction))
        .sort((one, other) => one - other);
    }
    // A power of two, so that a number is spread over all places.
    const size = 2 ** Math.ceil(Math.log2(messageCount + 1));
    const place = (index: number): number =>
      (Math.imul(callId.at(index), 0x9e3779b1) ^ Math.imul(cseq.at(index), 0x85ebca6b)) & (size - 1);
    this.#messagesByNumber ??= Chains.of(messageCount, place);
    return this.#messagesByNumber
      .of(place(message))
      .filter((index) => callId.at(index) === call && cseq.at(index) === number);
  }

  /** Indices of all messages with a Call-ID, in the order of the log; empty when no message has it. */
  messagesOfCall(callId: string): readonly number[] {
    const { messages, messageCount, names } = this.store;
    this.#messagesByCallId ??= Chains.of(messageCount, (index) => messages.callId.at(index) || -1);
    return this.#messagesByCallId.of(names.numberOf(callId) ?? -1);
  }

  /** Records without a message that name the Call-ID and the CSeq number of `message`. */
  recordsAbout(message: Message): readonly LogRecord[] {
    const { records, messages, recordCount } = this.store;
    this.#recordsByCallId ??= Chains.of(recordCount, (index) =>
      records.message.at(index) === NONE && records.callId.at(index) > 0 ? records.callId.at(index) : -1,
    );
    return this.#recordsByCallId
      .of(messages.callId.at(message.index) || -1)
      .map((index) => this.recordAt(index))
      .filter((record) => record.cseq === message.cseq);
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
    const { messages: columns, messageCount, names } = this.#store;
    const isCounted = new Uint8Array(names.count);
    let callIds = 0;
    let requests = 0;
    for (let index = 0; index < messageCount; index++) {
      if (columns.status.at(index) === 0) requests++;
      const callId = columns.callId.at(index);
      if (callId === 0 || isCounted[callId] === 1) continue;
      isCounted[callId] = 1;
      callIds++;
    }
    return {
      messages: messageCount,
      requests,
      responses: messageCount - requests,
      transactions: this.transactionTables.count,
      dialogs: this.dialogTables.count,
      callIds,
    };
  }
}

/** Reads a whole log. Any text gives a trace; one without SIP has no messages. `formats` are those that are looked for. */
export function readTrace(text: string, formats?: readonly Format[]): Trace {
  const scanner = new Scanner(text, undefined, undefined, formats);
  scanner.advance();
  return new Trace(text, scanner.store, scanner.formats, scanner.lines);
}

/** A trace of no text. */
export const emptyTrace: Trace = readTrace('');
