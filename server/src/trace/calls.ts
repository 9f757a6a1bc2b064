import type { Message } from './message';
import { addressIn, addressOf } from './sip/addressOfRecord';
import type { Transaction } from './transactions';

/** An INVITE as it was sent once, on all legs that the log shows: one From tag and CSeq number. */
export interface CallAttempt {
  /** INVITE transactions in the order of the log; the first is the one nearest to the caller. */
  readonly legs: readonly [Transaction, ...Transaction[]];
  /** What the caller was told: the final response on the first leg that shows one, a 2xx on any leg before others. */
  readonly final: Message | undefined;
}

/** How a call was set up, as far as the log shows. */
export type CallOutcome =
  /** A 2xx to the INVITE. */
  | 'answered'
  /** The caller took it back: CANCEL, and 487 or nothing to the INVITE. */
  | 'cancelled'
  /** 3xx as the last answer. */
  | 'redirected'
  /** 401 or 407 as the last answer. */
  | 'challenged'
  /** Any other 4xx, 5xx or 6xx as the last answer. */
  | 'failed'
  /** No final response in this log. */
  | 'open';

/**
 * A call: the INVITEs without To tag under one Call-ID and From tag, on all legs and in all attempts (credentials, redirects),
 * with everything else that was sent under the same Call-ID between the same tags. RFC 3261 13.
 */
export class Call {
  readonly outcome: CallOutcome;
  /** The answer that decides the outcome; `undefined` where the log shows none. */
  readonly final: Message | undefined;
  #byMethod: ReadonlyMap<string, readonly Transaction[]> | undefined;

  constructor(
    readonly attempts: readonly CallAttempt[],
    /** Transactions other than the INVITEs of `attempts`, in the order of the log: ACK, CANCEL, BYE, re-INVITE, REFER, … */
    readonly others: readonly Transaction[],
  ) {
    const answered = attempts.find(({ final }) => final !== undefined && isSuccess(final));
    this.final = (answered ?? attempts.at(-1))?.final;
    this.outcome = outcomeOf(this.final, this.cancels.length > 0);
  }

  /** The first message of the call in the log: its INVITE, or the first response where the log begins later. */
  get first(): Message {
    return (this.attempts[0] as CallAttempt).legs[0].first;
  }

  /** The first INVITE of the attempt that decided; `undefined` when the log begins later. */
  get invite(): Message | undefined {
    return this.decidingAttempt.legs[0].request;
  }

  /** The attempt whose answer is `final`, else the last one. */
  get decidingAttempt(): CallAttempt {
    return (this.attempts.find(({ final }) => final === this.final) ?? this.attempts.at(-1)) as CallAttempt;
  }

  get callId(): string {
    return this.first.callId;
  }

  /** Tag of the caller. */
  get fromTag(): string {
    return this.first.fromTag;
  }

  /** Address of the caller; empty when the log does not show it. */
  get caller(): string {
    return addressIn(this.first, 'from');
  }

  /** Address that was called: of the Request-URI, else of To. */
  get callee(): string {
    const line = this.attempts[0]?.legs[0].request?.startLine;
    const request = this.attempts[0]?.legs[0].request;
    if (line?.kind === 'request-line' && request !== undefined) return addressOf(request.slice(line.requestUri));
    return addressIn(this.first, 'to');
  }

  /** Transactions of one method other than the INVITEs that set the call up, in the order of the log. */
  of(method: string): readonly Transaction[] {
    this.#byMethod ??= grouped(this.others, (transaction) => transaction.method);
    return this.#byMethod.get(method) ?? [];
  }

  get cancels(): readonly Transaction[] {
    return this.of('CANCEL');
  }

  /** The first transaction with which either side ends the call. */
  get bye(): Transaction | undefined {
    return this.of('BYE')[0];
  }

  /** INVITEs within the call. RFC 3261 14. */
  get reInvites(): readonly Transaction[] {
    return this.of('INVITE');
  }

  /** The first provisional response that says more than 100; `undefined` when the log shows none. */
  get ringing(): Message | undefined {
    return this.decidingAttempt.legs
      .flatMap(({ responses }) => responses)
      .find(({ statusCode }) => statusCode > 100 && statusCode < 200);
  }

  /** The first ACK to the 2xx of the deciding attempt; `undefined` when the log shows none. RFC 3261 13.2.2.4. */
  get ack(): Message | undefined {
    const cseq = this.final?.cseq;
    return this.of('ACK').find((transaction) => transaction.cseq === cseq)?.first;
  }

  /** Milliseconds from the first INVITE to the answer that decides; `undefined` where the log does not show both times. */
  get setupTime(): number | undefined {
    return between(this.attempts[0]?.legs[0].request, this.final);
  }

  /** Milliseconds from the answer to the BYE; `undefined` where the log does not show both. */
  get duration(): number | undefined {
    return this.outcome === 'answered' ? between(this.final, this.bye?.request) : undefined;
  }

  /** Who sent the first BYE; `undefined` when the log shows none. */
  get endedBy(): 'caller' | 'callee' | undefined {
    const request = this.bye?.request;
    if (request === undefined) return undefined;
    return request.fromTag === this.fromTag ? 'caller' : 'callee';
  }
}

/** The calls that `transactions` of one Call-ID belong to, in the order of the log; empty when none is an INVITE that opens one. */
export function readCalls(transactions: readonly Transaction[]): Call[] {
  const byTag = grouped(transactions.filter(opensCall), ({ first }) => first.fromTag);
  const others = new Map<string, Transaction[]>([...byTag.keys()].map((tag) => [tag, []]));
  const [only] = byTag.size === 1 ? others.values() : [];
  for (const transaction of transactions) {
    if (opensCall(transaction)) continue;
    const { first } = transaction;
    (only ?? others.get(first.fromTag) ?? others.get(first.toTag))?.push(transaction);
  }
  return [...byTag].map(([tag, invites]) => {
    const attempts = [...grouped(invites, ({ cseq }) => cseq).values()].map(attemptOf);
    return new Call(attempts, others.get(tag) ?? []);
  });
}

function grouped<Key>(transactions: readonly Transaction[], keyOf: (one: Transaction) => Key): Map<Key, Transaction[]> {
  const groups = new Map<Key, Transaction[]>();
  for (const transaction of transactions) {
    const key = keyOf(transaction);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [transaction]);
    else group.push(transaction);
  }
  return groups;
}

/** An INVITE without To tag; where the log begins with its responses, one cannot tell and takes it for such. */
const opensCall = ({ method, request }: Transaction): boolean =>
  method === 'INVITE' && (request === undefined || request.toTag === '');

function attemptOf(transactions: readonly Transaction[]): CallAttempt {
  const legs = transactions as CallAttempt['legs'];
  const finals = legs.map(({ finalResponse }) => finalResponse).filter((final) => final !== undefined);
  return { legs, final: legs[0].finalResponse ?? finals.find(isSuccess) ?? finals[0] };
}

const isSuccess = ({ statusCode }: Message): boolean => statusCode >= 200 && statusCode < 300;

function outcomeOf(final: Message | undefined, isCancelled: boolean): CallOutcome {
  if (final === undefined) return isCancelled ? 'cancelled' : 'open';
  const { statusCode } = final;
  if (statusCode < 300) return 'answered';
  if (statusCode < 400) return 'redirected';
  if (statusCode === 401 || statusCode === 407) return 'challenged';
  return isCancelled && statusCode === 487 ? 'cancelled' : 'failed';
}

/** Milliseconds from one message to the other; `undefined` where a time is missing or the clock went back. */
function between(one: Message | undefined, other: Message | undefined): number | undefined {
  if (one?.time === undefined || other?.time === undefined || other.time < one.time) return undefined;
  return other.time - one.time;
}
