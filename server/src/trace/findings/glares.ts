import type { Call } from '../calls';
import type { Message } from '../message';
import type { Transaction } from '../transactions';
import { isSuccess } from './failedTransaction';
import { placeBehind } from './guards/followUps';

/** Time within which a side tries again after 491, in ms; 4 s at most, and some more for slow networks. RFC 3261 14.1. */
export const TRIES_AGAIN = 10_000;

/** A change of a running call that was refused with 491, since the other side was changing it too. */
export interface Glare {
  readonly transaction: Transaction;
  readonly response: Message;
  /** The change of either side that is the first to get a 2xx behind the refusal; `undefined` when there is none. */
  readonly settledBy: Transaction | undefined;
  /** How many changes of this side in a row got 491, up to this one. */
  readonly inARow: number;
}

/** The INVITEs and UPDATEs within a call, in the order of the log. */
export const changesOf = (call: Call): Transaction[] =>
  [...call.reInvites, ...call.of('UPDATE')].sort((one, other) => one.index - other.index);

/** Those that were refused with 491; copies on other legs are left out. */
export function glaresOf(call: Call): Glare[] {
  const changes = changesOf(call);
  if (!changes.some(({ finalResponse }) => finalResponse?.statusCode === 491)) return [];
  // Who was in the middle of a change as the other one was refused gets the 2xx behind the 491.
  const settling = changes
    .filter(({ finalResponse }) => isSuccess(finalResponse))
    .sort((one, other) => finalIndex(one) - finalIndex(other));
  const settled = settling.map(finalIndex);
  const rows = new Map<string, number>();
  const seen = new Set<string>();
  const glares: Glare[] = [];
  for (const transaction of changes) {
    const { finalResponse, first, cseq, method } = transaction;
    const key = `${first.fromTag} ${method} ${cseq}`;
    if (finalResponse === undefined || seen.has(key)) continue;
    seen.add(key);
    const inARow = finalResponse.statusCode === 491 ? (rows.get(first.fromTag) ?? 0) + 1 : 0;
    rows.set(first.fromTag, inARow);
    if (inARow === 0) continue;
    const settledBy = settling[placeBehind(settled, finalResponse.index)];
    glares.push({ transaction, response: finalResponse, inARow, settledBy });
  }
  return glares;
}

const finalIndex = ({ finalResponse }: Transaction): number => finalResponse?.index ?? 0;
