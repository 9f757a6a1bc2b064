import type { Message } from '../../message';
import { addressIn } from '../../sip/addressOfRecord';
import { NONE } from '../../store';
import type { Trace } from '../../trace';
import type { Transaction } from '../../transactions';

/** Pings that make a habit, the shortest and longest period of one in ms, and how far a period may be off its middle. */
const FEWEST = 3;
const SHORTEST = 10_000;
const LONGEST = 300_000;
const TOLERANCE = 0.25;

/** Goes behind the message of a finding about such pings, of which it is the only one. */
export const keepAliveSentence = ({ statusCode }: Message): string =>
  statusCode < 500 && statusCode !== 408
    ? ' The OPTIONS repeat at a constant period: as a keep-alive they work, since any answer of the peer proves that the path does.'
    : ' The OPTIONS repeat at a constant period; this stands for all of them.';

/**
 * Guard `keepalive`: OPTIONS that one side sends to the other again and again with a constant period of 10 to 300 s. Any
 * final answer to them, even an error, proves that the path works. Header fields are read of the pings of a sender that was
 * asked for.
 */
export class KeepAlives {
  /** Transactions of OPTIONS outside of dialogs, by the number of their sent-by. */
  readonly #bySender = new Map<number, number[]>();
  /** Habits by sender and target; empty where the pings are none. */
  readonly #habits = new Map<number, ReadonlyMap<number, readonly Transaction[]>>();

  constructor(readonly trace: Trace) {
    const { store, transactionTables: tables } = trace;
    const { sentBy } = store.messages;
    for (const transaction of tables.byMethod.of(store.names.numberOf('OPTIONS') ?? -1)) {
      const request = requestOf(trace, transaction);
      if (request === NONE || store.messages.toTag.at(request) !== 0) continue;
      const others = this.#bySender.get(sentBy.at(request));
      if (others === undefined) this.#bySender.set(sentBy.at(request), [transaction]);
      else others.push(transaction);
    }
  }

  /** The pings of the habit that `transaction` belongs to, itself included; empty when it belongs to none. */
  habitOf(transaction: Transaction): readonly Transaction[] {
    const request = requestOf(this.trace, transaction.index);
    if (transaction.method !== 'OPTIONS' || request === NONE || transaction.request?.toTag !== '') return [];
    const sender = this.trace.store.messages.sentBy.at(request);
    let habits = this.#habits.get(sender);
    if (habits === undefined) {
      habits = this.#habitsOf(sender);
      this.#habits.set(sender, habits);
    }
    return habits.get(this.#peersOf(request)) ?? [];
  }

  #habitsOf(sender: number): ReadonlyMap<number, readonly Transaction[]> {
    const groups = new Map<number, Transaction[]>();
    for (const index of this.#bySender.get(sender) ?? []) {
      const peers = this.#peersOf(requestOf(this.trace, index));
      const group = groups.get(peers);
      if (group === undefined) groups.set(peers, [this.trace.transactionAt(index)]);
      else group.push(this.trace.transactionAt(index));
    }
    return new Map([...groups].filter(([, pings]) => isHabit(pings)));
  }

  /** From and To of message `index`, as a number that is the same for the same ones. */
  #peersOf(index: number): number {
    const { notes, store } = this.trace;
    return notes.peers.of(index, () => {
      const message = this.trace.messageAt(index);
      return store.names.idOf(`${addressIn(message, 'from')} ${addressIn(message, 'to')}`);
    });
  }
}

/** The first request of a transaction of OPTIONS; `NONE` when the log begins later. */
function requestOf({ store, transactionTables: tables }: Trace, transaction: number): number {
  let message = tables.firstOf(transaction);
  while (message !== NONE && store.messages.status.at(message) > 0) message = tables.nextOf(message);
  return message;
}

/** Answers that say that the peer, or whoever is behind it, does not serve. */
const DOWN = new Set([408, 503, 504]);

/** Whether a ping got no answer, or one that says that the peer does not serve. */
export const isDown = ({ finalResponse }: Transaction): boolean =>
  finalResponse === undefined || DOWN.has(finalResponse.statusCode);

/** Whether pings repeat with a constant period; programs may change it as soon as the peer is down. */
function isHabit(pings: readonly Transaction[]): boolean {
  const change = pings.findIndex(isDown);
  return isEven(pings) || (change > 0 && isEven(pings.slice(0, change + 1)));
}

function isEven(pings: readonly Transaction[]): boolean {
  const times = pings.map(({ request }) => request?.time).filter((time) => time !== undefined);
  if (times.length < FEWEST || times.length < pings.length) return false;
  const periods = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const middle = [...periods].sort((one, other) => one - other)[periods.length >> 1] ?? 0;
  if (middle < SHORTEST || middle > LONGEST) return false;
  const even = periods.filter((period) => Math.abs(period - middle) <= middle * TOLERANCE).length;
  // One ping may be missing from the log, or come late.
  return even >= periods.length * 0.7;
}
