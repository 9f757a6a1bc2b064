import { PRESENT } from '../../headReader';
import type { Message } from '../../message';
import type { Trace } from '../../trace';
import type { Transaction } from '../../transactions';
import { CaptureSegments } from './captureSegments';
import { isAtJoint } from './cut';
import { FollowUps, placeBehind } from './followUps';
import { type Answer, type Asked, Grounds } from './grounds';
import { KeepAlives } from './keepAlive';
import { isSeenLater, runsThrough } from './pauses';
import { Sides } from './sides';
import { isTurned } from './turned';

/** Messages that must follow before silence means something in a log without times. Guard `edge-end`. */
const MESSAGES_FOR_SILENCE = 20;

/** Transactions that are looked at behind one under the same Call-ID. */
const NEXT_LOOKED_AT = 50;

type HeaderKey = Parameters<Message['has']>[0];

/** Messages without the same mandatory header field from which on a log counts as a summary. Guard `summary-log`. */
const SUMMARY_MESSAGES = 4;

/** Transports that lose nothing, so that requests are not sent again. RFC 3261 17. */
const RELIABLE = new Set(['TCP', 'TLS', 'SCTP', 'WS', 'WSS']);

/**
 * The guards against false alarms, each written once, for all rules. Their names are those of the guard catalogue
 * (`diagnostics-guards.csv`); those about one message alone are functions beside this file: `copies`, `cut`, `dialect`.
 *
 * A guard that looks beyond the Call-ID at hand notes in `grounds` what its answer rests on.
 */
export class Guards {
  readonly #lacking = new Map<string, { lacking: number; all: number }>();
  readonly #legs = new Map<string, readonly Transaction[]>();
  #group: { readonly call: number; readonly transactions: readonly number[] } | undefined;
  #keepAlives: KeepAlives | undefined;
  #segments: CaptureSegments | undefined;
  #sides: Sides | undefined;
  #followUps: FollowUps | undefined;
  #methods: Set<number> | undefined;
  /** By the number of the sent-by. */
  #lastRequests: Map<number, number> | undefined;

  constructor(
    readonly trace: Trace,
    sides?: Sides,
    segments?: CaptureSegments,
  ) {
    this.#sides = sides;
    this.#segments = segments;
  }

  /** Where guards note what their answers rest on: thrown away, but for a search that keeps what it finds. */
  get grounds(): Grounds {
    return new Grounds();
  }

  /** Notes that what is found rests on the log as a whole. */
  restOnAll(): void {
    this.grounds.restsOnAll = true;
  }

  /**
   * Asks something whose answer rests on the whole log. Where the log only goes on, a yes that is `isOfClock` stays one, and so does any answer as long
   * as no transaction that is new or has got more begins at `until` or before. `ask` outlives the trace, and must not hold anything of it.
   */
  #ask<Given extends Answer>(
    message: Message,
    ask: (guards: Guards, message: Message) => Given,
    { isOfClock = false, until = Number.POSITIVE_INFINITY } = {},
  ): Given {
    const answer = ask(this, message);
    this.grounds.asked.push({
      message: message.index,
      ask,
      answer: placeOf(answer),
      until: isOfClock && answer === true ? Number.NEGATIVE_INFINITY : until,
      isOfClock,
    });
    return answer;
  }

  /** Whether what was asked in the log before it changed has the same answer in this one. */
  answersAlike({ message, ask, answer }: Asked): boolean {
    return placeOf(ask(this, this.trace.messageAt(message))) === answer;
  }

  /** Notes that the answer is about what stands under the Call-ID of `found`. */
  #restOn(found: Message | undefined): Transaction | undefined {
    if (found === undefined) return undefined;
    this.grounds.calls.add(this.trace.store.messages.callId.at(found.index));
    return this.trace.transactionOf(found);
  }

  /** Guard `edge-start`: whether the log begins behind the request of `transaction`. */
  isCutAtStart(transaction: Transaction): boolean {
    return transaction.request === undefined;
  }

  /**
   * Guard `edge-end`: whether the log goes on for `milliseconds` behind `message`, in the same capture and by the same clock, so
   * that silence is silence. A log without times must go on for twenty messages of the same format, and not have its newest entries in front.
   */
  logGoesOnFor(message: Message, milliseconds: number): boolean {
    return this.#ask(message, (guards, about) => guards.#goesOnFor(about, milliseconds), {
      isOfClock: message.time !== undefined,
    });
  }

  #goesOnFor(message: Message, milliseconds: number): boolean {
    const rest = this.segments.restBehind(message);
    if (rest !== undefined) return rest >= milliseconds;
    const { messages, records, messageCount } = this.trace.store;
    const formatAt = (index: number): number => records.format.at(messages.record.at(index));
    const end = message.index + MESSAGES_FOR_SILENCE;
    return end < messageCount && formatAt(end) === formatAt(message.index) && !isTurned(this.trace);
  }

  /** Guard `turned`: whether the log has its newest entries in front; asked about `message`. */
  isTurned(message: Message): boolean {
    return this.#ask(message, ({ trace }) => isTurned(trace));
  }

  /** Guard `joint`: whether another log seems to begin behind `message`, the last one of a log that may have been cut anywhere. */
  isAtJoint(message: Message): boolean {
    return this.#ask(message, (_guards, about) => isAtJoint(about));
  }

  get segments(): CaptureSegments {
    this.#segments ??= new CaptureSegments(this.trace);
    return this.#segments;
  }

  /**
   * Whether the log was written to all the time from `message` until `time`, so that what it does not show there did not happen: no
   * pause of more than 70 s, and no clock that goes back.
   */
  runsThrough(message: Message, time: number): boolean {
    const after = time - (message.time ?? Number.NaN);
    return this.#ask(message, (_guards, about) => runsThrough(about, (about.time ?? Number.NaN) + after));
  }

  /** Whether the log shows who sent the request that `message` answers, by its sent-by, at `time` or later. */
  isSeenLater(message: Message, time: number): boolean {
    return this.#ask(message, (_guards, about) => isSeenLater(about, time));
  }

  /** The last request in the log that has a time and the sent-by of `message`; `undefined` when there is none. */
  lastRequestLike(message: Message): Message | undefined {
    const last = this.#ask(message, (guards, about) => guards.#lastRequestLike(about));
    this.#restOn(last);
    return last;
  }

  #lastRequestLike({ index }: Message): Message | undefined {
    const { messages, records, messageCount } = this.trace.store;
    if (this.#lastRequests === undefined) {
      this.#lastRequests = new Map();
      for (let at = 0; at < messageCount; at++) {
        if (messages.status.at(at) === 0 && !Number.isNaN(records.time.at(messages.record.at(at))))
          this.#lastRequests.set(messages.sentBy.at(at), at);
      }
    }
    const last = this.#lastRequests.get(messages.sentBy.at(index));
    return last === undefined ? undefined : this.trace.messageAt(last);
  }

  /** Whether the log shows any message with `method`; asked about `message`. */
  shows(message: Message, method: string): boolean {
    return this.#ask(message, (guards) => guards.#methodsShown.has(guards.trace.store.names.numberOf(method) ?? 0));
  }

  get #methodsShown(): ReadonlySet<number> {
    if (this.#methods === undefined) {
      const { messages, messageCount } = this.trace.store;
      this.#methods = new Set();
      for (let index = 0; index < messageCount; index++) this.#methods.add(messages.method.at(index));
    }
    return this.#methods;
  }

  /** Whether the log has at least `count` messages; asked about `message`. */
  isLongEnough(message: Message, count: number): boolean {
    return this.#ask(message, ({ trace }) => trace.store.messageCount >= count);
  }

  /** Guard `one-sided`: whether the log shows requests only or responses only, so that nothing can be called missing. */
  get isOneSided(): boolean {
    return this.sides.isOneSided;
  }

  /** Guard `one-sided`, for one request: whether an answer to it would stand in the log if there had been one. */
  showsAnswersTo(transaction: Transaction): boolean {
    const about = transaction.request ?? transaction.first;
    return this.#ask(about, (guards, request) => guards.sides.showsAnswersTo(guards.trace.transactionOf(request)));
  }

  /**
   * The same, for a request that was logged once: over UDP a client without answer would send it again, and what a server
   * answers by itself is often not logged.
   */
  showsAnswersToOne(transaction: Transaction): boolean {
    const request = transaction.request ?? transaction.first;
    if (!this.showsAnswersTo(transaction)) return false;
    if (transaction.messages.filter(({ isDuplicate }) => !isDuplicate).length > 1) return true;
    return this.sides.logsAll(request) || (this.isReliable(request) && request.direction === 'outgoing');
  }

  get sides(): Sides {
    this.#sides ??= new Sides(this.trace);
    return this.#sides;
  }

  /** Guard `reliable-transport`: whether `message` went over a transport that loses nothing; false where it is not known. */
  isReliable(message: Message): boolean {
    return RELIABLE.has(message.envelope.transport);
  }

  /** Guard `no-clock`: milliseconds from one message to the other; `undefined` where the log gives no times that can be compared. */
  timeBetween(one: Message, other: Message): number | undefined {
    if (one.time === undefined || other.time === undefined || other.time < one.time) return undefined;
    return other.time - one.time;
  }

  /**
   * Guard `multi-leg`: the transactions of the same request on other legs, in the order of the log: same Call-ID, From tag, CSeq
   * and method under other branches. Empty when the log shows one leg.
   */
  otherLegs(transaction: Transaction): readonly Transaction[] {
    const legs = this.legsOf(transaction);
    return legs.length === 1 ? [] : legs.filter((leg) => leg !== transaction);
  }

  /** The same with `transaction` itself. */
  legsOf(transaction: Transaction): readonly Transaction[] {
    const { first } = transaction;
    if (first.callId === '') return [transaction];
    const key = `${first.cseq} ${first.method} ${first.fromTag} ${first.callId}`;
    const known = this.#legs.get(key);
    if (known !== undefined) return known;
    const legs = new Set<Transaction>();
    for (const message of this.trace.messagesNumberedLike(first)) {
      if (message.fromTag === first.fromTag && message.method === first.method)
        legs.add(this.trace.transactionOf(message));
    }
    const found = [...legs];
    this.#legs.set(key, found);
    return found;
  }

  /** The next transactions under the Call-ID of `transaction`, in the order of the log: a bounded number of them. */
  nextUnderCallId(transaction: Transaction): readonly Transaction[] {
    const call = this.trace.store.messages.callId.at(transaction.first.index);
    if (call === 0) return [];
    // Failures come in the order of the log: the group of the last one is mostly that of this one.
    if (this.#group?.call !== call) this.#group = { call, transactions: this.trace.callIdGroups.of(call) };
    const { transactions } = this.#group;
    const from = placeBehind(transactions, transaction.index);
    return transactions.slice(from, from + NEXT_LOOKED_AT).map((index) => this.trace.transactionAt(index));
  }

  /**
   * Whether what failed was tried again with success: the next transaction of its method from the same sender to the same
   * address, within `milliseconds`, that gets a 2xx; `undefined` when there is none.
   */
  successBehindOf(transaction: Transaction, milliseconds: number): Transaction | undefined {
    return this.#restOn(
      this.#ask(
        transaction.first,
        ({ followUps, trace }, first) => followUps.successBehind(trace.transactionOf(first), milliseconds)?.first,
        { until: endOf(transaction, milliseconds) },
      ),
    );
  }

  /** Whether the sender of `transaction` sends a request like it again within `milliseconds`, under whatever Call-ID. */
  isTriedAgain(transaction: Transaction, milliseconds: number): boolean {
    return this.#ask(
      transaction.first,
      ({ followUps, trace }, first) => followUps.nextAttempt(trace.transactionOf(first), milliseconds) !== undefined,
      { until: endOf(transaction, milliseconds) },
    );
  }

  /**
   * Guard `summary-log`: whether more than half of the messages in the format of `message` lack the header field `key`, so
   * that it is the log and not the sender that leaves it out. SIPStack records are known to lack some at times; of bare
   * messages a few prove nothing.
   */
  isLeftOutByLog(message: Message, key: HeaderKey): boolean {
    return this.#ask(message, (guards, about) => guards.#isLeftOut(about, key));
  }

  #isLeftOut(message: Message, key: HeaderKey): boolean {
    // Several formats may have one id.
    const index = this.trace.store.records.format.at(message.recordIndex);
    const word = `${index} ${key}`;
    let share = this.#lacking.get(word);
    if (share === undefined) {
      share = this.#shareLacking(message, key);
      this.#lacking.set(word, share);
    }
    const enough = this.trace.knownFormats[index]?.id !== 'plain' || share.lacking >= SUMMARY_MESSAGES;
    return enough && share.lacking * 2 > share.all;
  }

  /** How many messages in the format of `message` lack the header field `key`. */
  #shareLacking(message: Message, key: HeaderKey): { lacking: number; all: number } {
    const { records, messages, messageCount } = this.trace.store;
    const format = records.format.at(message.recordIndex);
    let lacking = 0;
    let all = 0;
    for (let index = 0; index < messageCount; index++) {
      if (records.format.at(messages.record.at(index)) !== format) continue;
      all++;
      if ((messages.present.at(index) & PRESENT[key]) === 0) lacking++;
    }
    return { lacking, all };
  }

  /**
   * Guard `keepalive`: when `response` answers a ping of a habit, the answers of the same status to all others; empty when
   * it does not.
   */
  otherPingAnswers(response: Message): readonly Message[] {
    return this.pingsLike(this.trace.transactionOf(response))
      .map(({ finalResponse }) => finalResponse)
      .filter((other) => other !== undefined)
      .filter((other) => other !== response && other.statusCode === response.statusCode);
  }

  /** The pings of the habit that `transaction` belongs to, itself included, in the order of the log; empty when it belongs to none. */
  pingsLike(transaction: Transaction): readonly Transaction[] {
    this.#keepAlives ??= new KeepAlives(this.trace);
    if (transaction.method === 'OPTIONS')
      this.grounds.pings.add(this.trace.store.messages.sentBy.at(transaction.first.index));
    return this.#keepAlives.habitOf(transaction);
  }

  /** The next transaction of the same method behind `transaction` within `milliseconds`, from the same sender to the same address. */
  nextLike(transaction: Transaction, milliseconds: number): Transaction | undefined {
    return this.#restOn(
      this.#ask(
        transaction.first,
        ({ followUps, trace }, first) => followUps.next(trace.transactionOf(first), milliseconds)?.first,
        { until: endOf(transaction, milliseconds) },
      ),
    );
  }

  get followUps(): FollowUps {
    this.#followUps ??= new FollowUps(this.trace);
    return this.#followUps;
  }
}

const placeOf = (answer: Answer): Asked['answer'] =>
  typeof answer === 'object' ? answer.index : (answer as Asked['answer']);

/** When `milliseconds` behind a transaction are over. */
const endOf = ({ last }: Transaction, milliseconds: number): number =>
  last.time === undefined ? Number.POSITIVE_INFINITY : last.time + milliseconds;
