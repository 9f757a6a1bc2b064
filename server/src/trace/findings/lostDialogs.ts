import type { Transaction } from '../transactions';

/** BYEs of both sides cross when they are no further apart, in ms. */
const CROSSING = 4_000;

/** Methods whose 481 has rules of its own, or none. */
const OTHER_RULES = new Set(['CANCEL', 'NOTIFY', 'PRACK', 'ACK', 'BENOTIFY']);

/** A dialog in which a request was answered with 481. */
export interface LostDialog {
  /** Transactions that ended with 481, in the order of the log. */
  readonly lost: readonly Transaction[];
  /** The first BYE of each side, by its From tag. */
  readonly byes: ReadonlyMap<string, Transaction>;
  /** Index of the message that ended the dialog: a 2xx to a BYE, or a 408 or 481 to another request; infinite when none did. */
  readonly endedAt: number;
}

/** The dialogs under one Call-ID in which a request was answered with 481, from its transactions in the order of the log. */
export function lostDialogs(transactions: readonly Transaction[]): LostDialog[] {
  const dialogs = new Map<string, { lost: Transaction[]; byes: Map<string, Transaction>; endedAt: number }>();
  for (const transaction of transactions) {
    const { request, method, finalResponse } = transaction;
    if (OTHER_RULES.has(method)) continue;
    // The log may begin between a BYE and its answer, which says that the call is over all the same.
    if (request === undefined && method !== 'BYE') continue;
    const { fromTag, toTag } = transaction.first;
    // Without a To tag most requests ask for a dialog, or need none; a BYE has lost it.
    if (toTag === '' && method !== 'BYE') continue;
    const key = [fromTag, toTag].sort().join(' ');
    let dialog = dialogs.get(key);
    if (dialog === undefined) {
      dialog = { lost: [], byes: new Map(), endedAt: Number.POSITIVE_INFINITY };
      dialogs.set(key, dialog);
    }
    if (method === 'BYE' && !dialog.byes.has(fromTag)) dialog.byes.set(fromTag, transaction);
    const code = finalResponse?.statusCode ?? 0;
    if (code === 481 && request !== undefined) dialog.lost.push(transaction);
    const ends = method === 'BYE' ? code >= 200 && code < 300 : code === 408 || code === 481;
    if (ends && finalResponse !== undefined) dialog.endedAt = Math.min(dialog.endedAt, finalResponse.index);
  }
  return [...dialogs.values()].filter(({ lost }) => lost.length > 0);
}

/**
 * Whether a BYE found no dialog since the other side hung up as well, or something ended the dialog before; and another request since the BYE of the
 * other side crossed it. RFC 3261 15.1.2.
 */
export function isRace(transaction: Transaction, { byes, endedAt }: LostDialog): boolean {
  const { request, method, finalResponse } = transaction;
  if (request === undefined || finalResponse === undefined) return false;
  if (method === 'BYE' && endedAt < finalResponse.index) return true;
  for (const [tag, bye] of byes) {
    if (tag === request.fromTag || (method !== 'BYE' && bye.first.index > finalResponse.index)) continue;
    const { time } = bye.first;
    if (time === undefined || request.time === undefined) return true;
    if (Math.abs(time - request.time) < CROSSING) return true;
  }
  return false;
}
