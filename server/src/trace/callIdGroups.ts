import { isSlow, repeatsItsAnswer } from './callVerdict';
import { NONE } from './store';
import type { Trace } from './trace';

/** The transactions of each Call-ID, from the tables: which of them plainly went well, so that no rule need look at them. */
export class CallIdGroups {
  /** The group that was asked for last. */
  #last: { readonly call: number; readonly transactions: readonly number[] } | undefined;

  constructor(readonly trace: Trace) {}

  /** Indices of the transactions under the Call-ID with number `call` among the names, in their order; 0 stands for no Call-ID. */
  of(call: number): readonly number[] {
    return this.trace.transactionTables.byCall.of(call);
  }

  /** The first message under the Call-ID with number `call` among the names; `NONE` when there is none. */
  firstMessageOf(call: number): number {
    const { transactionTables: tables } = this.trace;
    const transaction = tables.byCall.firstOf(call);
    return transaction === -1 ? NONE : tables.firstOf(transaction);
  }

  /** Up to `limit` transactions of the same Call-ID in front of `transaction`, the nearest first. */
  before(transaction: number, limit: number): readonly number[] {
    const { group, place } = this.#placeOf(transaction);
    return group.slice(Math.max(0, place - limit), place).reverse();
  }

  /** Up to `limit` transactions of the same Call-ID behind `transaction`, the nearest first. */
  behind(transaction: number, limit: number): readonly number[] {
    const { group, place } = this.#placeOf(transaction);
    return group.slice(place + 1, place + 1 + limit);
  }

  #placeOf(transaction: number): { group: readonly number[]; place: number } {
    const { store, transactionTables: tables } = this.trace;
    const call = store.messages.callId.at(tables.firstOf(transaction));
    if (call === 0) return { group: [], place: 0 };
    if (this.#last?.call !== call) this.#last = { call, transactions: this.of(call) };
    const group = this.#last.transactions;
    let low = 0;
    let high = group.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((group[middle] ?? 0) < transaction) low = middle + 1;
      else high = middle;
    }
    return { group, place: low };
  }

  /** Indices of the messages under a Call-ID, in the order of the log. */
  messagesOf(call: number): readonly number[] {
    const { transactionTables: tables } = this.trace;
    return this.of(call)
      .flatMap((transaction) => tables.messagesOf(transaction))
      .sort((one, other) => one - other);
  }

  /**
   * Whether every request under a Call-ID ended well, as far as the tables tell: with a 2xx, or with a challenge and
   * something better behind it; an INVITE
   * with its ACK, no 2xx that goes on coming, and no long wait for the first sign of life, a SUBSCRIBE with a NOTIFY. A REFER and a CANCEL are always worth a look.
   */
  isPlain(call: number, transactions = this.of(call)): boolean {
    if (transactions.length === 0) return true;
    const { store, transactionTables: tables, methods: word } = this.trace;
    const { method, status, cseq } = store.messages;
    // From the end, so that what follows a transaction is known when it comes.
    const acknowledged = new Set<number>();
    const endedWell = new Set<number>();
    let notified = false;
    for (let at = transactions.length - 1; at >= 0; at--) {
      const transaction = transactions[at] ?? 0;
      const first = tables.firstOf(transaction);
      const kind = method.at(first);
      if (kind === word.ack) {
        acknowledged.add(cseq.at(first));
        continue;
      }
      if (kind === word.benotify || kind === word.notify) notified = true;
      if (kind === word.benotify) continue;
      const final = tables.finalOf(transaction);
      if (final === NONE || kind === word.refer || kind === word.cancel) return false;
      const code = status.at(final);
      if (code === 401 || code === 407) {
        if (!endedWell.has(kind)) return false;
      } else if (code >= 300) return false;
      else {
        endedWell.add(kind);
        if (kind === word.invite && !acknowledged.has(cseq.at(first))) return false;
        if (kind === word.invite && (repeatsItsAnswer(this.trace, transaction) || isSlow(this.trace, transaction)))
          return false;
        if (kind === word.subscribe && !notified) return false;
      }
    }
    return true;
  }
}
