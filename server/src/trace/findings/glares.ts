import type { Call } from '../calls';
import type { Message } from '../message';
import type { Transaction } from '../transactions';
import { isSuccess } from './failedTransaction';

/** Time within which a side tries again after 491, in ms; 4 s at most, and some more for slow networks. RFC 3261 14.1. */
export const TRIES_AGAIN = 10_000;

/** A change of a running call that was refused with 491, since the other side was changing it too. */
export interface Glare {
  readonly transaction: Transaction;
  readonly response: Message;
  /** The next change of the same side within 10 s that succeeds; `undefined` when there is none. */
  readonly retry: Transaction | undefined;
  /** How many changes of this side in a row got 491, up to this one. */
  readonly inARow: number;
}

/** The INVITEs and UPDATEs within a call that were refused with 491, in the order of the log; copies on other legs are left out. */
export function glaresOf(call: Call): Glare[] {
  const changes = [...call.reInvites, ...call.of('UPDATE')].sort((one, other) => one.index - other.index);
  if (!changes.some(({ finalResponse }) => finalResponse?.statusCode === 491)) return [];
  const rows = new Map<string, number>();
  const seen = new Set<string>();
  const refused: { transaction: Transaction; response: Message; inARow: number }[] = [];
  for (const transaction of changes) {
    const { finalResponse, first, cseq, method } = transaction;
    const key = `${first.fromTag} ${method} ${cseq}`;
    if (finalResponse === undefined || seen.has(key)) continue;
    seen.add(key);
    const inARow = finalResponse.statusCode === 491 ? (rows.get(first.fromTag) ?? 0) + 1 : 0;
    rows.set(first.fromTag, inARow);
    if (inARow > 0) refused.push({ transaction, response: finalResponse, inARow });
  }
  // From the end, so that the next change that succeeds is known.
  const glares: Glare[] = [];
  const next = new Map<string, Transaction>();
  let at = changes.length - 1;
  for (const one of refused.reverse()) {
    for (; at >= 0 && (changes[at]?.index ?? 0) > one.transaction.index; at--) {
      const change = changes[at];
      if (change !== undefined && isSuccess(change.finalResponse)) next.set(change.first.fromTag, change);
    }
    const retry = next.get(one.transaction.first.fromTag);
    const time = retry?.first.time;
    const isSoon = time === undefined || one.response.time === undefined || time - one.response.time <= TRIES_AGAIN;
    glares.push({ ...one, retry: isSoon ? retry : undefined });
  }
  return glares.reverse();
}
