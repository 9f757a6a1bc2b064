import { NONE } from '../trace/store';
import type { Trace } from '../trace/trace';
import type { TransactionTables } from '../trace/transactions';

/** Messages of one transaction that fold together. */
export interface TransactionFold {
  /** Index of the transaction. */
  readonly transaction: number;
  /** Indices of its first and last message in the fold. */
  readonly first: number;
  readonly last: number;
  /** How many of the transaction's messages lie in the fold. */
  readonly count: number;
  /** Whether these are all: another transaction tears it apart otherwise. */
  readonly isWhole: boolean;
}

/**
 * The folds of all transactions, or of those in `among`, in the order in which they begin. They nest and never cross.
 *
 * A transaction folds as a whole when every message between its first and its last belongs to it or to a transaction
 * that lies wholly inside. Otherwise each unbroken run of two or more of its messages folds; between two messages of a run only
 * transactions may stand that lie wholly between them.
 */
export function transactionFolds(trace: Trace, among?: Iterable<number>): TransactionFold[] {
  const tables = trace.transactionTables;
  const extents = new Extents(tables);
  const folds: TransactionFold[] = [];
  for (const transaction of among ?? Array.from({ length: tables.count }, (_, index) => index)) {
    const first = tables.firstOf(transaction);
    const last = tables.lastOf(transaction);
    const isWhole = extents.enclose(first, last);
    let begin = first;
    let end = first;
    let count = 1;
    const add = (): void => {
      if (isWhole || count >= 2) folds.push({ transaction, first: begin, last: end, count, isWhole });
    };
    for (let message = tables.nextOf(first); message !== NONE; message = tables.nextOf(message)) {
      if (!isWhole && !extents.enclose(end + 1, message - 1)) {
        add();
        begin = message;
        count = 0;
      }
      end = message;
      count++;
    }
    add();
  }
  return folds.sort((one, other) => one.first - other.first);
}

/**
 * First and last message of every message's transaction, in two trees that answer in logarithmic time whether a stretch
 * of messages holds whole transactions only.
 */
class Extents {
  readonly #size: number;
  readonly #firsts: Int32Array;
  readonly #lasts: Int32Array;

  constructor(tables: TransactionTables) {
    const size = tables.store.messageCount;
    this.#size = size;
    this.#firsts = new Int32Array(2 * size);
    this.#lasts = new Int32Array(2 * size);
    for (let message = 0; message < size; message++) {
      const transaction = tables.ofMessage.at(message);
      this.#firsts[size + message] = tables.firstOf(transaction);
      this.#lasts[size + message] = tables.lastOf(transaction);
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
