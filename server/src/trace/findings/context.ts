import type { Message } from '../message';
import type { SignIn } from '../signIns';
import { addressIn, addressParameter } from '../sip/addressOfRecord';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';
import { keepAlivesIn } from './keepAlive';
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
  #lastServed: Map<string, number> | undefined;
  #answers: Map<string, EndpointAnswers> | undefined;
  #keepAlives: Map<number, readonly Transaction[]> | undefined;

  constructor(readonly trace: Trace) {}

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
    const { lastTime } = this.trace;
    if (message.time === undefined || lastTime === undefined) {
      return this.trace.store.messageCount - 1 - message.index >= MESSAGES_FOR_SILENCE;
    }
    return lastTime - message.time >= milliseconds;
  }

  /** Guard `one-sided`: whether the log shows requests only or responses only, so that nothing can be called missing. */
  get isOneSided(): boolean {
    const { requests, responses } = this.trace.counts;
    return requests === 0 || responses === 0;
  }

  /**
   * Guard `summary-log`: whether more than half of the messages in the format of `message` lack the header field `key`, so
   * that it is the log and not the sender that leaves it out. SIPStack records are known to lack some at times; of bare
   * messages a few prove nothing.
   */
  isLeftOutByLog(message: Message, key: HeaderKey): boolean {
    const { format } = this.trace.recordAt(message.recordIndex);
    const word = `${format} ${key}`;
    let share = this.#lacking.get(word);
    if (share === undefined) {
      const alike = this.trace.messages.filter((other) => this.trace.recordAt(other.recordIndex).format === format);
      share = { lacking: alike.filter((other) => !other.has(key)).length, all: alike.length };
      this.#lacking.set(word, share);
    }
    const enough = format !== 'plain' || share.lacking >= SUMMARY_MESSAGES;
    return enough && share.lacking * 2 > share.all;
  }

  /**
   * Guard `keepalive`: when `response` answers a ping of a habit, the answers of the same status to all others; empty when
   * it does not.
   */
  otherPingAnswers(response: Message): readonly Message[] {
    if (this.#keepAlives === undefined) {
      this.#keepAlives = new Map();
      for (const pings of keepAlivesIn(this.trace)) {
        for (const { index } of pings) this.#keepAlives.set(index, pings);
      }
    }
    const pings = this.#keepAlives.get(this.trace.transactionOf(response).index) ?? [];
    return pings
      .map(({ finalResponse }) => finalResponse)
      .filter((other) => other !== undefined)
      .filter((other) => other !== response && other.statusCode === response.statusCode);
  }

  /**
   * Whether a request of this user and endpoint (epid) other than a REGISTER gets a final answer behind `message` that is no
   * challenge: the server knows the client then.
   */
  isServedBehind(message: Message, user: string, endpoint: string): boolean {
    if (this.#lastServed === undefined) {
      this.#lastServed = new Map();
      for (const { method, finalResponse } of this.trace.transactions) {
        if (method === 'REGISTER' || finalResponse === undefined) continue;
        if (finalResponse.statusCode === 401 || finalResponse.statusCode === 407) continue;
        this.#lastServed.set(
          endpointWord(addressIn(finalResponse, 'from'), addressParameter(finalResponse, 'from', 'epid')),
          finalResponse.index,
        );
      }
    }
    return (this.#lastServed.get(endpointWord(user, endpoint)) ?? -1) > message.index;
  }

  /** When the endpoint of `signIn` got final answers to a REGISTER in this log, under whatever Call-ID. */
  answersTo(signIn: SignIn): EndpointAnswers {
    if (this.#answers === undefined) {
      this.#answers = new Map();
      for (const other of this.trace.signIns) {
        const word = signInWord(other);
        const answers = this.#answers.get(word) ?? { lastFinal: -1, lastSuccess: undefined };
        for (const { stage, message } of other.legs.flat()) {
          if (stage !== 'S5') continue;
          answers.lastFinal = Math.max(answers.lastFinal, message.index);
          const succeeds = message.statusCode >= 200 && message.statusCode < 300;
          if (succeeds && message.index > (answers.lastSuccess?.index ?? -1)) answers.lastSuccess = message;
        }
        this.#answers.set(word, answers);
      }
    }
    return this.#answers.get(signInWord(signIn)) ?? { lastFinal: -1, lastSuccess: undefined };
  }

  /** The last 2xx to a REGISTER of the endpoint of `signIn` behind `message`; `undefined` when the log shows none. */
  successBehind(signIn: SignIn, message: Message): Message | undefined {
    const { lastSuccess } = this.answersTo(signIn);
    return lastSuccess !== undefined && lastSuccess.index > message.index ? lastSuccess : undefined;
  }
}

/** Final answers to the REGISTERs of one user and endpoint. */
interface EndpointAnswers {
  /** Index of the last final answer that is no step of a handshake; -1 when there is none. */
  lastFinal: number;
  lastSuccess: Message | undefined;
}

/** A client that renews its Call-ID keeps its endpoint; one that names none is told by what it calls itself. */
const signInWord = ({ user, endpoint, userAgent }: SignIn): string => endpointWord(user, endpoint || userAgent);

const endpointWord = (user: string, endpoint: string): string => `${user.toLowerCase()} ${endpoint}`;
