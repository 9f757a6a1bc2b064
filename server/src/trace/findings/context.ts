import type { Message } from '../message';
import type { SignIn } from '../signIns';
import { addressIn, addressParameter } from '../sip/addressOfRecord';
import type { Trace } from '../trace';

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
  readonly #lacking = new Map<string, { lacking: number; all: number }>();
  #lastServed: Map<string, number> | undefined;
  #signInsByUser: Map<string, SignIn[]> | undefined;

  constructor(readonly trace: Trace) {}

  /** Marks `message` as explained. */
  claim(message: Message): void {
    this.#claimed.add(message.index);
  }

  /** Whether a rule further up explains `message`. */
  isClaimed(message: Message): boolean {
    return this.#claimed.has(message.index);
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

  /** Sign-ins of the user, in the order of the log. */
  signInsOf(user: string): readonly SignIn[] {
    if (this.#signInsByUser === undefined) {
      this.#signInsByUser = new Map();
      for (const signIn of this.trace.signIns) {
        const key = signIn.user.toLowerCase();
        const others = this.#signInsByUser.get(key);
        if (others === undefined) this.#signInsByUser.set(key, [signIn]);
        else others.push(signIn);
      }
    }
    return this.#signInsByUser.get(user.toLowerCase()) ?? [];
  }
}

const endpointWord = (user: string, endpoint: string): string => `${user.toLowerCase()} ${endpoint}`;
