import { addressIn } from '../../sip/addressOfRecord';
import { NONE } from '../../store';
import type { Trace } from '../../trace';
import type { Transaction } from '../../transactions';

/** Transactions of the method that are looked at behind one that failed, so that many failures cost no more than each by itself. */
const LOOKED_AT = 200;

/** Which requests were tried again with success: under the same Call-ID, or between the same addresses. */
export class FollowUps {
  constructor(readonly trace: Trace) {}

  /**
   * The next transaction of the same method behind `failed` that gets a 2xx within `milliseconds`, from the same sender to the
   * same address; `undefined` when the log shows none. Without times any of the next ones counts.
   */
  successBehind(failed: Transaction, milliseconds: number): Transaction | undefined {
    const { store, transactionTables: tables } = this.trace;
    const { callId, status } = store.messages;
    const call = callId.at(failed.first.index);
    // Who calls again under another Call-ID makes another call.
    const isCall = failed.method === 'INVITE';
    return this.#next(failed, milliseconds, (other) => {
      if (isCall && callId.at(tables.firstOf(other)) !== call) return false;
      const final = tables.finalOf(other);
      return final !== NONE && status.at(final) < 300;
    });
  }

  /** The next transaction of the same method behind `one` within `milliseconds`, from the same sender to the same address. */
  next(one: Transaction, milliseconds: number): Transaction | undefined {
    return this.#next(one, milliseconds, () => true);
  }

  /** The same for what goes on after a challenge: any that is not another leg of the same request. */
  nextAttempt(one: Transaction, milliseconds: number): Transaction | undefined {
    const { store, transactionTables: tables } = this.trace;
    const { cseq, callId } = store.messages;
    const first = one.first.index;
    return this.#next(one, milliseconds, (other) => {
      const begin = tables.firstOf(other);
      return cseq.at(begin) !== cseq.at(first) || callId.at(begin) !== callId.at(first);
    });
  }

  #next(one: Transaction, milliseconds: number, accepts: (other: number) => boolean): Transaction | undefined {
    const { store, transactionTables: tables } = this.trace;
    const { callId } = store.messages;
    const first = one.first.index;
    const until = (one.last.time ?? Number.NaN) + milliseconds;
    let other = one.index;
    for (let looked = 0; looked < LOOKED_AT; looked++) {
      other = tables.byMethod.nextOf(other);
      if (other === -1) return undefined;
      const begin = tables.firstOf(other);
      if (store.records.time.at(store.messages.record.at(begin)) > until) return undefined;
      if (!accepts(other)) continue;
      if (callId.at(begin) === callId.at(first) || this.#peersOf(begin) === this.#peersOf(first)) {
        return this.trace.transactionAt(other);
      }
    }
    return undefined;
  }

  /** From and To of message `index`, as a number that is the same for the same ones. */
  #peersOf(index: number): number {
    return this.trace.notes.peers.of(index, () => {
      const message = this.trace.messageAt(index);
      return this.trace.store.names.idOf(`${addressIn(message, 'from')} ${addressIn(message, 'to')}`);
    });
  }
}

/** Place of the first number in `rising` that is above `number`. */
export function placeBehind(rising: readonly number[], number: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
