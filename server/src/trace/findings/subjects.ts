import type { Call } from '../calls';
import type { SignIn } from '../signIns';
import { NONE } from '../store';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';
import { Directory } from './directory';

/** Call-IDs that are looked at in one step. */
const AT_ONCE = 128;

/** What there is to look at, as numbers: transactions, and Call-IDs. */
interface Found {
  readonly failed: number[];
  readonly unanswered: number[];
  readonly doubtful: number[];
  readonly registering: number[];
}

/**
 * What rules look at under some Call-IDs, in the order of the log: what failed or was not answered, calls and sign-ins that did
 * not plainly end well. Found when first asked for, or before in small steps.
 */
export class Subjects {
  #found: Found | undefined;
  #failed: Directory<Transaction> | undefined;
  #unanswered: readonly Transaction[] | undefined;
  #doubtful: Directory<number> | undefined;
  #calls: Directory<Call> | undefined;
  #signIns: Directory<SignIn> | undefined;

  /** `callIds` are numbers of Call-IDs among the names; all when left out. */
  constructor(
    readonly trace: Trace,
    readonly callIds?: readonly number[],
  ) {}

  /** Finds all of them, in small steps. */
  *prepare(): Generator<undefined, void> {
    this.#found = yield* this.#find();
    for (const call of this.#found.registering) {
      this.trace.signInsOf(call);
      yield;
    }
  }

  *#find(): Generator<undefined, Found> {
    const { callIdGroups, store } = this.trace;
    const found: Found = { failed: [], unanswered: [], doubtful: [], registering: [] };
    const look = lookFor(this.trace, found);
    let looked = 0;
    for (const call of this.callIds ?? Array.from({ length: store.names.count }, (_, name) => name)) {
      if (callIdGroups.firstMessageOf(call) === NONE) continue;
      look(call);
      if (++looked % AT_ONCE === 0) yield;
    }
    found.failed.sort(rising);
    found.unanswered.sort(rising);
    found.doubtful.sort((one, other) => callIdGroups.firstMessageOf(one) - callIdGroups.firstMessageOf(other));
    return found;
  }

  get #all(): Found {
    for (const steps = this.#find(); this.#found === undefined; ) {
      const step = steps.next();
      if (step.done === true) this.#found = step.value;
    }
    return this.#found;
  }

  /** Transactions whose first final response is a 4xx, 5xx or 6xx other than a challenge. */
  get failed(): Directory<Transaction> {
    this.#failed ??= new Directory(
      this.trace,
      this.#all.failed.map((index) => this.trace.transactionAt(index)),
      ({ index }) => [index],
    );
    return this.#failed;
  }

  /** Transactions without final response other than those that nobody answers, where a log has Call-IDs. */
  get unanswered(): readonly Transaction[] {
    this.#unanswered ??= this.#all.unanswered.map((index) => this.trace.transactionAt(index));
    return this.#unanswered;
  }

  /** Numbers of the Call-IDs under which something did not plainly go well. */
  get doubtful(): Directory<number> {
    this.#doubtful ??= new Directory(this.trace, this.#all.doubtful, (call) => this.trace.callIdGroups.of(call));
    return this.#doubtful;
  }

  /** The calls under these Call-IDs. */
  get calls(): Directory<Call> {
    this.#calls ??= new Directory(
      this.trace,
      this.#all.doubtful.flatMap((call) => this.trace.callsOf(call)),
      ({ attempts, others }) => [...attempts.flatMap(({ legs }) => legs), ...others].map(({ index }) => index),
    );
    return this.#calls;
  }

  /** The sign-ins under each Call-ID with a REGISTER that did not plainly end well, found by their final answers. */
  get signIns(): Directory<SignIn> {
    const { ofMessage } = this.trace.transactionTables;
    this.#signIns ??= new Directory(
      this.trace,
      this.#all.registering
        .flatMap((call) => this.trace.signInsOf(call))
        .sort((one, other) => one.first.index - other.first.index),
      ({ answers }) => answers.map(({ message }) => ofMessage.at(message.index)),
    );
    return this.#signIns;
  }
}

/** Looks at what stands under a Call-ID, and adds it to what was `found`. */
function lookFor(trace: Trace, found: Found): (call: number) => void {
  const { store, transactionTables: tables, callIdGroups, registrations, methods } = trace;
  const { status, method } = store.messages;
  return (call) => {
    const transactions = callIdGroups.of(call);
    let registers = false;
    for (const transaction of transactions) {
      if (isFailure(status.at(tables.finalOf(transaction)))) found.failed.push(transaction);
      registers ||= method.at(tables.firstOf(transaction)) === methods.register;
    }
    if (registers && !registrations.endWell(call)) found.registering.push(call);
    if (call === 0 || callIdGroups.isPlain(call, transactions)) return;
    found.doubtful.push(call);
    for (const transaction of transactions) {
      if (isUnanswered(trace, tables.firstOf(transaction))) found.unanswered.push(transaction);
    }
  };
}

const rising = (one: number, other: number): number => one - other;

/** Whether a final response says that something failed, and does not ask for credentials. */
export const isFailure = (status: number): boolean => status >= 400 && status < 700 && status !== 401 && status !== 407;

/**
 * Whether message `index` belongs to a transaction without final response, of a request that somebody answers: none answers ACK and BENOTIFY.
 * RFC 3261 17.1.1.3; [MS-SIP] 3.5.
 */
export function isUnanswered({ store, transactionTables: tables, methods }: Trace, index: number): boolean {
  if (tables.hasFinal(tables.ofMessage.at(index))) return false;
  const method = store.messages.method.at(index);
  return method !== methods.ack && method !== methods.benotify;
}
