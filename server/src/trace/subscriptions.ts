import type { Message } from './message';
import { eventOf, expiresOf, SubscriptionNote, subscriptionNote } from './sip/subscriptionState';
import type { Transaction } from './transactions';

/** A subscription as far as one Call-ID shows: the SUBSCRIBEs of one subscriber and the NOTIFYs to it. RFC 6665 4. */
export interface Subscription {
  /** SUBSCRIBEs on all legs, in the order of the log. */
  readonly subscribes: readonly Transaction[];
  /** NOTIFYs and BENOTIFYs, in the order of the log. */
  readonly notifies: readonly Transaction[];
}

/** The subscriptions among the transactions of one Call-ID, in the order of the log; those of which no SUBSCRIBE shows are left out. */
export function readSubscriptions(transactions: readonly Transaction[]): Subscription[] {
  const byTag = new Map<string, { subscribes: Transaction[]; notifies: Transaction[] }>();
  for (const transaction of transactions) {
    const { method, first } = transaction;
    if (method === 'SUBSCRIBE') {
      const known = byTag.get(first.fromTag);
      if (known === undefined) byTag.set(first.fromTag, { subscribes: [transaction], notifies: [] });
      else known.subscribes.push(transaction);
    }
  }
  for (const transaction of byTag.size === 0 ? [] : transactions) {
    const { method, first } = transaction;
    if (method === 'NOTIFY' || method === 'BENOTIFY') byTag.get(first.toTag)?.notifies.push(transaction);
  }
  return [...byTag.values()];
}

/** Transactions of the same Call-ID that are looked at around a NOTIFY, so that many under one Call-ID cost no more than each by itself. */
const LOOKED_AT = 64;

/** The last SUBSCRIBE in front of a NOTIFY that it may answer: from the receiver of the NOTIFY; `undefined` when the log shows none. */
export function subscribeBefore(notify: Message): Transaction | undefined {
  const { trace } = notify;
  const { store, callIdGroups, transactionTables: tables } = trace;
  const { method, fromTag, toTag } = store.messages;
  const subscribe = store.names.numberOf('SUBSCRIBE');
  const found = callIdGroups.before(tables.ofMessage.at(notify.index), LOOKED_AT).find((index) => {
    const first = tables.firstOf(index);
    return method.at(first) === subscribe && fromTag.at(first) === toTag.at(notify.index);
  });
  return found === undefined ? undefined : trace.transactionAt(found);
}

/** Whether the subscription that `notify` belongs to ends while `notify` waits for `answer`: by another NOTIFY, or by a SUBSCRIBE of its receiver. */
export function endsMeanwhile(notify: Message, answer: Message): boolean {
  const { trace } = notify;
  const { method, fromTag, toTag } = trace.store.messages;
  const subscribe = trace.store.names.numberOf('SUBSCRIBE');
  const notifier = method.at(notify.index);
  return trace.callIdGroups.behind(transactionIndex(notify), LOOKED_AT).some((index) => {
    const first = trace.transactionTables.firstOf(index);
    if (first > answer.index) return false;
    if (method.at(first) === subscribe)
      return fromTag.at(first) === toTag.at(notify.index) && expiresOf(trace.messageAt(first)) === 0;
    return (
      method.at(first) === notifier &&
      toTag.at(first) === toTag.at(notify.index) &&
      subscriptionNote(trace, first) === SubscriptionNote.terminated
    );
  });
}

/** The NOTIFYs of the same subscription behind `notify`, in the order of the log. */
export function notifiesBehind(notify: Message): readonly Message[] {
  return notifiesAmong(notify, notify.trace.callIdGroups.behind(transactionIndex(notify), LOOKED_AT));
}

/** Those in front of it, the nearest first. */
export function notifiesBefore(notify: Message): readonly Message[] {
  return notifiesAmong(notify, notify.trace.callIdGroups.before(transactionIndex(notify), LOOKED_AT));
}

const transactionIndex = ({ trace, index }: Message): number => trace.transactionTables.ofMessage.at(index);

function notifiesAmong(notify: Message, transactions: readonly number[]): readonly Message[] {
  const { trace } = notify;
  const { method, fromTag, toTag, status } = trace.store.messages;
  return transactions
    .map((index) => trace.transactionTables.firstOf(index))
    .filter(
      (first) =>
        status.at(first) === 0 &&
        method.at(first) === method.at(notify.index) &&
        fromTag.at(first) === fromTag.at(notify.index) &&
        toTag.at(first) === toTag.at(notify.index),
    )
    .map((first) => trace.messageAt(first));
}

/** Whether `notify` is a NOTIFY that says that its subscription has ended or waits, and not one of a transfer. */
export const isNotifyOf = (notify: Message, note: SubscriptionNote): boolean =>
  notify.isRequest && subscriptionNote(notify.trace, notify.index) === note && eventOf(notify) !== 'refer';
