import type { Message } from './message';
import { MessagePlace, NONE, type Store } from './store';
import { Chains } from './text/chains';
import { Uint32Column } from './text/columns';
import type { Span } from './text/span';
import { Column, Table } from './text/table';
import { Tuples } from './text/tuples';
import type { Trace } from './trace';

/** Messages of one client or server transaction on one leg: a thin view of a row of the tables. RFC 3261 17. */
export class Transaction {
  /** What has been worked out; `null` where nobody has asked. */
  #request: Message | undefined | null = null;
  #responses: readonly Message[] | undefined;
  #finalResponse: Message | undefined | null = null;

  constructor(
    readonly trace: Trace,
    /** Place among the transactions, in the order of their first messages, from 0. */
    readonly index: number,
    readonly messages: readonly Message[],
  ) {}

  get first(): Message {
    return this.messages[0] as Message;
  }

  get last(): Message {
    return this.messages[this.messages.length - 1] as Message;
  }

  /** Method of the request; that of an INVITE also where an ACK to its non-2xx response belongs to it. */
  get method(): string {
    return (this.request ?? this.first).method;
  }

  get callId(): string {
    return this.first.callId;
  }

  get cseq(): number | undefined {
    return this.first.cseq;
  }

  /** The first request other than an ACK that joins an INVITE; `undefined` when the log begins later. */
  get request(): Message | undefined {
    if (this.#request === null) {
      this.#request = this.messages.find(
        (message) => message.isRequest && !(message.method === 'ACK' && this.first.method !== 'ACK'),
      );
    }
    return this.#request;
  }

  get responses(): readonly Message[] {
    this.#responses ??= this.messages.filter((message) => message.isResponse);
    return this.#responses;
  }

  /** The first final response; `undefined` when the log shows none. */
  get finalResponse(): Message | undefined {
    if (this.#finalResponse === null) this.#finalResponse = this.messages.find((message) => message.isFinal);
    return this.#finalResponse;
  }

  /** Messages that repeat an earlier one: same start-line, To tag, RSeq and direction. RFC 3261 17.1.3, 17.2.3. */
  get retransmissions(): number {
    const seen = new Set<string>();
    for (const message of this.messages) {
      seen.add([message.statusCode, message.method, message.direction, ...responseMarks(message)].join(' '));
    }
    return this.messages.length - seen.size;
  }

  /** Milliseconds from the first request to the final response; `undefined` where the log does not show both times. */
  get duration(): number | undefined {
    const from = this.request?.time;
    const to = this.finalResponse?.time;
    return from === undefined || to === undefined || to < from ? undefined : to - from;
  }

  /** Offsets from the first record to the last. */
  get span(): Span {
    return {
      start: this.trace.recordAt(this.first.recordIndex).span.start,
      end: this.trace.recordAt(this.last.recordIndex).span.end,
    };
  }
}

/** What tells responses with one status code apart: forks differ by To tag, reliable provisional ones by RSeq (RFC 3262 3). */
function responseMarks(message: Message): string[] {
  if (message.isRequest) return [];
  const isProvisional = message.statusCode > 100 && message.statusCode < 200;
  return [message.toTag, (isProvisional && message.value('rseq')) || ''];
}

/** Magic cookie of RFC 3261 8.1.1.7: a branch that begins so is unique to its transaction. */
const COOKIE = 'z9hg4bk';

/** What of the final responses to an INVITE has been seen. */
enum Outcome {
  none,
  success,
  failure,
}

/** Where the columns of `Transactions` stand in a row. */
enum TransactionPlace {
  first,
  last,
  outcome,
  repeats,
  width,
}

/** One row per transaction, in the order of their first messages. */
class Transactions extends Table {
  /** First and last message. */
  readonly first = new Column(this, TransactionPlace.first);
  readonly last = new Column(this, TransactionPlace.last);
  /** `Outcome`. */
  readonly outcome = new Column(this, TransactionPlace.outcome);
  /** How often a request or final response directly follows one alike. */
  readonly repeats = new Column(this, TransactionPlace.repeats);

  constructor() {
    super(TransactionPlace.width);
  }
}

/** Where the columns of `Ties` stand in a row. */
enum TiePlace {
  transaction,
  next,
  width,
}

/** One row per message: its transaction, and the next message of that; `NONE` behind the last. */
class Ties extends Table {
  readonly transaction = new Column(this, TiePlace.transaction);
  readonly next = new Column(this, TiePlace.next);

  constructor() {
    super(TiePlace.width);
  }
}

/** Stands for tags that do not count. */
const ANY = NONE;
const FROM_TAG = 5;
const TO_TAG = 6;

/**
 * Which messages belong together, tied in the order of the log.
 *
 * Messages share a transaction when they agree on top Via (sent-by and branch), CSeq and Call-ID (RFC 3261 17.1.3,
 * 17.2.3; Call-ID and CSeq keep apart what a client sends under one branch by mistake). Without the magic cookie the From
 * tag counts too (17.2.3, RFC 2543 matching), since Communicator sends a Via without branch. The ACK to a non-2xx final response
 * joins its INVITE, the ACK to a 2xx stands alone (17.1.1.3, 13.2.2.4); a CANCEL has its own (9.1).
 */
export class TransactionTables {
  readonly #transactions = new Transactions();
  readonly #ties = new Ties();
  /** Transaction of each message. */
  readonly ofMessage = this.#ties.transaction;
  /** Made when somebody asks for them, and kept from then on. */
  #byCall: Chains | undefined;
  #byMethod: Chains | undefined;
  /** Transactions by method, Call-ID, CSeq, sent-by, branch, From tag and To tag. */
  readonly #byKey = new Tuples(7);
  readonly #key = new Uint32Array(7);
  /** Whether a branch has the cookie, by its number among the names: 0 for not known, 1 for no, 2 for yes. */
  readonly #cookies = new Uint32Column();

  constructor(readonly store: Store) {}

  /** Number of transactions. */
  get count(): number {
    return this.#transactions.length;
  }

  /** Transactions by the Call-ID of their first message, as a number among the names. */
  get byCall(): Chains {
    this.#byCall ??= Chains.of(this.count, (index) =>
      this.store.messages.callId.at(this.#transactions.first.at(index)),
    );
    return this.#byCall;
  }

  /** Transactions by the method of their first message, as a number among the names. */
  get byMethod(): Chains {
    this.#byMethod ??= Chains.of(this.count, (index) =>
      this.store.messages.method.at(this.#transactions.first.at(index)),
    );
    return this.#byMethod;
  }

  /** Indices of the messages of transaction `index`, in the order of the log. */
  messagesOf(index: number): number[] {
    const messages: number[] = [];
    for (let message = this.#transactions.first.at(index); message !== NONE; message = this.#ties.next.at(message))
      messages.push(message);
    return messages;
  }

  /** The first message of transaction `index`. */
  firstOf(index: number): number {
    return this.#transactions.first.at(index);
  }

  /** The last message of transaction `index`. */
  lastOf(index: number): number {
    return this.#transactions.last.at(index);
  }

  /** The message behind `message` in its transaction; `NONE` behind the last. */
  nextOf(message: number): number {
    return this.#ties.next.at(message);
  }

  /** Whether transaction `index` has a final response. */
  hasFinal(index: number): boolean {
    return this.#transactions.outcome.at(index) !== Outcome.none;
  }

  /** The first final response of transaction `index`; `NONE` when there is none. */
  finalOf(index: number): number {
    if (this.#transactions.outcome.at(index) === Outcome.none) return NONE;
    const { status } = this.store.messages;
    for (let message = this.#transactions.first.at(index); message !== NONE; message = this.#ties.next.at(message)) {
      if (status.at(message) >= 200 && status.at(message) < 700) return message;
    }
    return NONE;
  }

  /** How often a message of transaction `index` repeats the one in front of it in the transaction; provisional responses do not count. */
  repeatsOf(index: number): number {
    return this.#transactions.repeats.at(index);
  }

  /** Whether all messages of the store are tied. */
  get isComplete(): boolean {
    return this.#ties.length === this.store.messageCount;
  }

  /** Ties the messages of the store that are not tied yet, `limit` at most. */
  extend(limit = Number.POSITIVE_INFINITY): void {
    const { messages, names } = this.store;
    const messageCount = Math.min(this.store.messageCount, this.#ties.length + limit);
    const invite = names.idOf('INVITE');
    const ack = names.idOf('ACK');
    this.#cookies.lengthen(names.count);
    while (this.#ties.length < messageCount) {
      const message = this.#ties.length;
      const row = message * MessagePlace.width;
      const isUntied = this.#isUntied(row);
      let transaction = isUntied ? ABSENT : this.#find(row, invite, ack);
      if (transaction === ABSENT) {
        transaction = this.#open(message);
        this.#byCall?.add(messages.callId.at(message));
        this.#byMethod?.add(messages.method.at(message));
        if (!isUntied) this.#byKey.add(this.#key, transaction);
      } else this.#goOn(transaction, message);
      const tie = this.#ties.room();
      const ties = this.#ties.words;
      ties[tie + TiePlace.transaction] = transaction;
      ties[tie + TiePlace.next] = NONE;
      this.#ties.length++;
      this.#noteOutcome(transaction, message);
    }
  }

  /** Adds the transaction that begins with `message`. */
  #open(message: number): number {
    const start = this.#transactions.room();
    const { words } = this.#transactions;
    words[start + TransactionPlace.first] = words[start + TransactionPlace.last] = message;
    words[start + TransactionPlace.outcome] = Outcome.none;
    words[start + TransactionPlace.repeats] = 0;
    return this.#transactions.length++;
  }

  /** Adds `message` to `transaction`. */
  #goOn(transaction: number, message: number): void {
    const { last } = this.#transactions;
    const before = last.at(transaction);
    this.#noteRepeat(transaction, before, message);
    this.#ties.next.set(before, message);
    last.set(transaction, message);
  }

  /** Unties the messages from `count` on. */
  truncate(count: number): void {
    const changed = new Set<number>();
    for (let message = count; message < this.#ties.length; message++) changed.add(this.ofMessage.at(message));
    this.#ties.truncate(count);
    let transactions = this.count;
    while (transactions > 0 && this.firstOf(transactions - 1) >= count) transactions--;
    for (const table of [this.#transactions, this.#byCall, this.#byMethod]) table?.truncate(transactions);
    this.#byKey.takeBackFrom(transactions);
    for (const transaction of changed) if (transaction < transactions) this.#cutBehind(count, transaction);
  }

  /** Ends `transaction` with its last message in front of message `count`. */
  #cutBehind(count: number, transaction: number): void {
    const { first, last, outcome, repeats } = this.#transactions;
    outcome.set(transaction, Outcome.none);
    repeats.set(transaction, 0);
    let message = first.at(transaction);
    for (;;) {
      this.#noteOutcome(transaction, message);
      const next = this.nextOf(message);
      if (next >= count) break;
      this.#noteRepeat(transaction, message, next);
      message = next;
    }
    this.#ties.next.set(message, NONE);
    last.set(transaction, message);
  }

  #noteOutcome(transaction: number, message: number): void {
    const { outcome } = this.#transactions;
    const status = this.store.messages.status.at(message);
    if (status < 200 || status >= 700 || outcome.at(transaction) !== Outcome.none) return;
    outcome.set(transaction, status < 300 ? Outcome.success : Outcome.failure);
  }

  #noteRepeat(transaction: number, before: number, message: number): void {
    const { status, method } = this.store.messages;
    const code = status.at(message);
    if (code !== status.at(before) || (code > 0 && code < 200) || method.at(message) !== method.at(before)) return;
    const { repeats } = this.#transactions;
    repeats.set(transaction, repeats.at(transaction) + 1);
  }

  /** Whether the message whose row begins at `row` can be tied to nothing: without Via, CSeq and Call-ID. */
  #isUntied(row: number): boolean {
    const { words } = this.store.messages;
    return (
      words[row + MessagePlace.branch] === 0 &&
      words[row + MessagePlace.callId] === 0 &&
      words[row + MessagePlace.cseq] === NONE
    );
  }

  /**
   * The transaction that the message whose row begins at `row` belongs to, if one is there; else leaves in `#key` what a new one is found
   * by.
   */
  #find(row: number, invite: number, ack: number): number {
    const { words } = this.store.messages;
    const key = this.#key;
    const method = words[row + MessagePlace.method] as number;
    const branch = words[row + MessagePlace.branch] as number;
    const toTag = words[row + MessagePlace.toTag] as number;
    const cookie = this.#hasCookie(branch);
    key[0] = method;
    key[1] = words[row + MessagePlace.callId] as number;
    key[2] = words[row + MessagePlace.cseq] as number;
    key[3] = words[row + MessagePlace.sentBy] as number;
    key[4] = branch;
    key[FROM_TAG] = cookie ? ANY : (words[row + MessagePlace.fromTag] as number);
    key[TO_TAG] = cookie ? ANY : toTag;
    const isResponse = words[row + MessagePlace.status] !== 0;
    if (!isResponse && method === ack) {
      const invited = this.#findInvite(invite, toTag, cookie);
      if (invited !== ABSENT) return invited;
      key[0] = method;
      key[TO_TAG] = cookie ? ANY : toTag;
    }
    const found = this.#byKey.get(key);
    if (found !== ABSENT || !isResponse) return found;
    // The To tag that a request brings about stands in its responses and its ACK only.
    key[TO_TAG] = cookie ? ANY : 0;
    const opened = this.#byKey.get(key);
    if (opened === ABSENT) key[TO_TAG] = cookie ? ANY : toTag;
    return opened;
  }

  /** The INVITE that an ACK with the present key belongs to; absent where it is one to a 2xx. */
  #findInvite(invite: number, toTag: number, cookie: boolean): number {
    const key = this.#key;
    key[0] = invite;
    let invited = this.#byKey.get(key);
    if (invited === ABSENT && !cookie && toTag !== 0) {
      key[TO_TAG] = 0;
      invited = this.#byKey.get(key);
    }
    if (invited === ABSENT) return ABSENT;
    const outcome = this.#transactions.outcome.at(invited);
    return outcome === Outcome.failure || (outcome === Outcome.none && cookie) ? invited : ABSENT;
  }

  #hasCookie(branch: number): boolean {
    const known = this.#cookies.at(branch);
    if (known !== 0) return known === 2;
    const has = this.store.names.beginsWith(branch, COOKIE);
    this.#cookies.set(branch, has ? 2 : 1);
    return has;
  }
}

const ABSENT = -1;
