import type { Message } from '../trace/message';
import type { Trace } from '../trace/trace';
import type { Transaction } from '../trace/transactions';

/** Messages of one transaction that fold together. */
export interface TransactionFold {
  readonly transaction: Transaction;
  readonly first: Message;
  readonly last: Message;
  /** How many of the transaction's messages lie in the fold; all of them unless another transaction interleaves. */
  readonly count: number;
}

/**
 * The folds of all transactions, in the order in which they begin. They nest and never cross.
 *
 * A transaction folds as a whole when every message between its first and its last belongs to it or to a transaction
 * that lies wholly inside. Otherwise each unbroken run of two or more of its messages folds; between two messages of a run only
 * transactions may stand that lie wholly between them.
 */
export function transactionFolds(trace: Trace): TransactionFold[] {
  const { transactions } = trace;
  const extents = new Extents(trace);
  return transactions
    .flatMap((transaction) =>
      extents.enclose(transaction.first.index, transaction.last.index)
        ? [fold(transaction, transaction.messages)]
        : runsOf(transaction, extents).map((run) => fold(transaction, run)),
    )
    .sort((one, other) => one.first.index - other.first.index);
}

const fold = (transaction: Transaction, messages: readonly Message[]): TransactionFold => ({
  transaction,
  first: messages[0] as Message,
  last: messages[messages.length - 1] as Message,
  count: messages.length,
});

function runsOf({ messages }: Transaction, extents: Extents): Message[][] {
  const runs: Message[][] = [];
  let run: Message[] = [];
  for (const message of messages) {
    const before = run.at(-1);
    if (before !== undefined && !extents.enclose(before.index + 1, message.index - 1)) {
      runs.push(run);
      run = [];
    }
    run.push(message);
  }
  runs.push(run);
  return runs.filter(({ length }) => length >= 2);
}

/**
 * First and last message of every message's transaction, in two trees that answer in logarithmic time whether a stretch
 * of messages holds whole transactions only.
 */
class Extents {
  readonly #size: number;
  readonly #firsts: Int32Array;
  readonly #lasts: Int32Array;

  constructor(trace: Trace) {
    const size = trace.store.messageCount;
    this.#size = size;
    this.#firsts = new Int32Array(2 * size).fill(0x7fffffff);
    this.#lasts = new Int32Array(2 * size).fill(-1);
    for (const { first, last, messages } of trace.transactions) {
      for (const { index } of messages) {
        this.#firsts[size + index] = first.index;
        this.#lasts[size + index] = last.index;
      }
    }
    for (let node = size - 1; node > 0; node--) {
      this.#firsts[node] = Math.min(this.#firsts[2 * node] ?? 0, this.#firsts[2 * node + 1] ?? 0);
      this.#lasts[node] = Math.max(this.#lasts[2 * node] ?? 0, this.#lasts[2 * node + 1] ?? 0);
    }
  }

  /** Whether all transactions with a message in `from..to` (both included) lie wholly inside; true for an empty stretch. */
  enclose(from: number, to: number): boolean {
    let first = from;
    let last = to;
    for (let low = from + this.#size, high = to + this.#size + 1; low < high; low >>= 1, high >>= 1) {
      if (low & 1) {
        first = Math.min(first, this.#firsts[low] ?? first);
        last = Math.max(last, this.#lasts[low] ?? last);
        low++;
      }
      if (high & 1) {
        high--;
        first = Math.min(first, this.#firsts[high] ?? first);
        last = Math.max(last, this.#lasts[high] ?? last);
      }
    }
    return first >= from && last <= to;
  }
}
