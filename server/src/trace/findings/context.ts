import { PRESENT } from '../headReader';
import type { Message } from '../message';
import { endpointOf, type SignIn, userOf } from '../signIns';
import { addressIn, addressParameter } from '../sip/addressOfRecord';
import { NONE } from '../store';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';
import { KeepAlives } from './keepAlive';
import type { Grounds } from './knownFindings';
import type { Severity } from './rule';

/** Messages that must follow before silence means something in a log without times. Guard `edge-end`. */
const MESSAGES_FOR_SILENCE = 20;

type HeaderKey = Parameters<Message['has']>[0];

/** Messages without the same mandatory header field from which on a log counts as a summary. Guard `summary-log`. */
const SUMMARY_MESSAGES = 4;

/**
 * What all rules share: the responses that are explained already, and the guards against false alarms, each written
 * once. Their names are those of the guard catalogue.
 */
export class FindingContext {
  readonly #claimed = new Set<number>();
  readonly #blamed = new Set<number>();
  readonly #lacking = new Map<string, { lacking: number; all: number }>();
  #lastServed: Map<number, number> | undefined;
  readonly #answers = new Map<string, EndpointAnswers>();
  #callsOf: Map<number, number[]> | undefined;
  #keepAlives: KeepAlives | undefined;
  readonly #goesOn: Grounds['goesOn'][number][] = [];
  #restsOnAll = false;
  #failed: readonly Transaction[] = [];
  #signIns: readonly SignIn[] = [];
  /** Numbers of the Call-IDs of `signIns`. */
  #doubtful: ReadonlySet<number> = new Set();

  constructor(readonly trace: Trace) {}

  /** Finds what rules look at, in small steps: failed transactions, and sign-ins that did not plainly end well. */
  *prepare(): Generator<undefined, void> {
    const { trace } = this;
    while (!trace.prepare()) yield;
    yield;
    const { status } = trace.store.messages;
    const { ofMessage } = trace.transactionTables;
    const failed = new Set<number>();
    for (let message = 0; message < trace.store.messageCount; message++) {
      if (isFailure(status.at(message))) failed.add(ofMessage.at(message));
    }
    yield;
    this.#failed = [...failed]
      .filter((index) => isFailure(status.at(trace.transactionTables.finalOf(index))))
      .sort((one, other) => one - other)
      .map((index) => trace.transactionAt(index));
    yield;
    const signIns: SignIn[] = [];
    this.#doubtful = new Set(yield* trace.registrations.doubtful());
    for (const call of this.#doubtful) {
      signIns.push(...trace.signInsOf(call));
      yield;
    }
    this.#signIns = signIns.sort((one, other) => one.first.index - other.first.index);
  }

  /** What the findings rest on; `mayConcern` says whether a rule looks at a message for itself. */
  grounds(mayConcern: (index: number) => boolean): Grounds {
    const { callId } = this.trace.store.messages;
    const calls = new Set(this.#doubtful);
    for (let index = 0; index < this.trace.store.messageCount; index++) {
      if (mayConcern(index)) calls.add(callId.at(index));
    }
    return { calls, goesOn: this.#goesOn, isOneSided: this.isOneSided, restsOnAll: this.#restsOnAll };
  }

  /** Transactions whose first final response is a 4xx, 5xx or 6xx other than a challenge, in the order of the log. */
  get failed(): readonly Transaction[] {
    return this.#failed;
  }

  /** The sign-ins under each Call-ID with a REGISTER that did not plainly end well, in the order of the log. */
  get signIns(): readonly SignIn[] {
    return this.#signIns;
  }

  /** Marks `message` as explained by a finding of this severity. */
  claim(message: Message, severity: Severity): void {
    this.#claimed.add(message.index);
    if (severity === 'error' || severity === 'warning') this.#blamed.add(message.index);
  }

  /** Whether a rule further up explains `message`. */
  isClaimed(message: Message): boolean {
    return this.#claimed.has(message.index);
  }

  /** Whether a rule further up says that `message` is a failure, and not only how it came about. */
  isBlamed(message: Message): boolean {
    return this.#blamed.has(message.index);
  }

  /**
   * Guard `edge-end`: whether the log goes on for `milliseconds` behind `message`, so that silence is silence. A log
   * without times must go on for twenty messages.
   */
  logGoesOnFor(message: Message, milliseconds: number): boolean {
    const answer = this.#goesOnFor(message, milliseconds);
    this.#goesOn.push({ message: message.index, milliseconds, answer });
    return answer;
  }

  #goesOnFor(message: Message, milliseconds: number): boolean {
    const { lastTime } = this.trace;
    if (message.time === undefined || lastTime === undefined) {
      return this.trace.store.messageCount - 1 - message.index >= MESSAGES_FOR_SILENCE;
    }
    return lastTime - message.time >= milliseconds;
  }

  /** Guard `one-sided`: whether the log shows requests only or responses only, so that nothing can be called missing. */
  get isOneSided(): boolean {
    const { messages, messageCount } = this.trace.store;
    let index = 1;
    while (index < messageCount && messages.status.at(index) > 0 === messages.status.at(0) > 0) index++;
    return index >= messageCount;
  }

  /**
   * Guard `summary-log`: whether more than half of the messages in the format of `message` lack the header field `key`, so
   * that it is the log and not the sender that leaves it out. SIPStack records are known to lack some at times; of bare
   * messages a few prove nothing.
   */
  isLeftOutByLog(message: Message, key: HeaderKey): boolean {
    this.#restsOnAll = true;
    const { format } = this.trace.recordAt(message.recordIndex);
    const word = `${format} ${key}`;
    let share = this.#lacking.get(word);
    if (share === undefined) {
      share = this.#shareLacking(message, key);
      this.#lacking.set(word, share);
    }
    const enough = format !== 'plain' || share.lacking >= SUMMARY_MESSAGES;
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
    this.#keepAlives ??= new KeepAlives(this.trace);
    return this.#keepAlives
      .habitOf(this.trace.transactionOf(response))
      .map(({ finalResponse }) => finalResponse)
      .filter((other) => other !== undefined)
      .filter((other) => other !== response && other.statusCode === response.statusCode);
  }

  /** User and endpoint (epid) that `message` comes from, as a number that is the same for the same ones. */
  senderOf(message: Message): number {
    return this.trace.notes.sender.of(message.index, () =>
      this.trace.store.names.idOf(endpointWord(addressIn(message, 'from'), addressParameter(message, 'from', 'epid'))),
    );
  }

  /**
   * Whether a request of this user and endpoint (epid) other than a REGISTER gets a final answer behind `message` that is no
   * challenge: the server knows the client then.
   */
  isServedBehind(message: Message, user: string, endpoint: string): boolean {
    this.#restsOnAll = true;
    if (this.#lastServed === undefined) {
      this.#lastServed = new Map();
      const { store, transactionTables: tables } = this.trace;
      const register = store.names.numberOf('REGISTER');
      for (let transaction = 0; transaction < tables.count; transaction++) {
        const final = tables.finalOf(transaction);
        const status = store.messages.status.at(final);
        if (final === NONE || status === 401 || status === 407) continue;
        if (store.messages.method.at(tables.firstOf(transaction)) === register) continue;
        this.#lastServed.set(this.senderOf(this.trace.messageAt(final)), final);
      }
    }
    const sender = this.trace.store.names.numberOf(endpointWord(user, endpoint)) ?? -1;
    return (this.#lastServed.get(sender) ?? -1) > message.index;
  }

  /** When the endpoint of `signIn` got final answers to a REGISTER in this log, under whatever Call-ID. */
  answersTo(signIn: SignIn): EndpointAnswers {
    const word = signInWord(signIn);
    let answers = this.#answers.get(word);
    if (answers === undefined) {
      answers = { lastFinal: -1, lastSuccess: undefined };
      for (const call of this.#callsThatRegister(signIn.user)) {
        if (signIn.endpoint === '' || this.#doubtful.has(call)) {
          for (const other of this.trace.signInsOf(call)) if (signInWord(other) === word) note(answers, other);
        } else this.#noteCall(answers, call, signIn.endpoint);
      }
      this.#answers.set(word, answers);
    }
    return answers;
  }

  /** Notes the answers to `endpoint` under a Call-ID whose REGISTERs plainly ended well: any but a challenge is the last. */
  #noteCall(answers: EndpointAnswers, call: number, endpoint: string): void {
    const { notes, store, registrations, transactionTables: tables } = this.trace;
    for (const transaction of registrations.byCall.get(call) ?? []) {
      const final = tables.finalOf(transaction);
      const status = store.messages.status.at(final);
      if (status === 401 || status === 407) continue;
      const number = notes.endpoint.of(tables.firstOf(transaction), (first) =>
        store.names.idOf(endpointOf(this.trace.messageAt(first))),
      );
      if (store.names.valueOf(number) === endpoint) noteAnswer(answers, this.trace.messageAt(final));
    }
  }

  /** Numbers of the Call-IDs under which `user` is registered. */
  #callsThatRegister(user: string): readonly number[] {
    const { notes, store, registrations, transactionTables: tables } = this.trace;
    if (this.#callsOf === undefined) {
      this.#callsOf = new Map();
      for (const [call, [transaction = 0]] of registrations.byCall) {
        const first = tables.firstOf(transaction);
        const number = notes.user.of(first, () => store.names.idOf(userOf(this.trace.messageAt(first)).toLowerCase()));
        const others = this.#callsOf.get(number);
        if (others === undefined) this.#callsOf.set(number, [call]);
        else others.push(call);
      }
    }
    return this.#callsOf.get(store.names.numberOf(user.toLowerCase()) ?? -1) ?? [];
  }

  /** The last 2xx to a REGISTER of the endpoint of `signIn` behind `message`; `undefined` when the log shows none. */
  successBehind(signIn: SignIn, message: Message): Message | undefined {
    const { lastSuccess } = this.answersTo(signIn);
    return lastSuccess !== undefined && lastSuccess.index > message.index ? lastSuccess : undefined;
  }
}

/** Whether a final response says that something failed, and does not ask for credentials. */
export const isFailure = (status: number): boolean => status >= 400 && status < 700 && status !== 401 && status !== 407;

/** Final answers to the REGISTERs of one user and endpoint. */
interface EndpointAnswers {
  /** Index of the last final answer that is no step of a handshake; -1 when there is none. */
  lastFinal: number;
  lastSuccess: Message | undefined;
}

function note(answers: EndpointAnswers, { legs }: SignIn): void {
  for (const { stage, message } of legs.flat()) {
    if (stage === 'S5') noteAnswer(answers, message);
  }
}

function noteAnswer(answers: EndpointAnswers, message: Message): void {
  answers.lastFinal = Math.max(answers.lastFinal, message.index);
  const succeeds = message.statusCode >= 200 && message.statusCode < 300;
  if (succeeds && message.index > (answers.lastSuccess?.index ?? -1)) answers.lastSuccess = message;
}

/** A client that renews its Call-ID keeps its endpoint; one that names none is told by what it calls itself. */
const signInWord = ({ user, endpoint, userAgent }: SignIn): string => endpointWord(user, endpoint || userAgent);

const endpointWord = (user: string, endpoint: string): string => `${user.toLowerCase()} ${endpoint}`;
