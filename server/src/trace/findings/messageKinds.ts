import { PRESENT } from '../headReader';
import type { Trace } from '../trace';

/** Kinds of messages that the tables tell apart, a bit each; a message is of several. Each rule on messages says which of them it is about. */
export const KIND = {
  request: 1,
  provisional: 1 << 1,
  /** A 2xx. */
  success: 1 << 2,
  /** 401 or 407. */
  challenge: 1 << 3,
  /** Any other response. */
  refusal: 1 << 4,
  /** The last message of a transaction that has others. */
  last: 1 << 5,
  /** The last message of a transaction in which a request or final response directly follows one alike. */
  endsRepeats: 1 << 6,
  /** With any form of ms-diagnostics. */
  diagnosed: 1 << 7,
  /** Without one of the header fields that every message has. */
  lacking: 1 << 8,
} as const;

/** Final responses. */
export const FINAL = KIND.success | KIND.challenge | KIND.refusal;

/** The header fields that every message has. RFC 3261 8.1.1. */
export const MANDATORY = ['call-id', 'cseq', 'from', 'to', 'via'] as const;
const ALL = MANDATORY.reduce((bits, key) => bits | PRESENT[key], 0);

/** What message `index` is: bits of `KIND`. */
export function kindsOf({ store, transactionTables: tables }: Trace, index: number): number {
  const { status, present } = store.messages;
  const fields = present.at(index);
  let kinds = kindOfStatus(status.at(index));
  if ((fields & ALL) !== ALL) kinds |= KIND.lacking;
  if ((fields & PRESENT['ms-diagnostics']) !== 0) kinds |= KIND.diagnosed;
  const transaction = tables.ofMessage.at(index);
  if (tables.lastOf(transaction) === index && tables.firstOf(transaction) !== index) {
    kinds |= tables.repeatsOf(transaction) > 0 ? KIND.last | KIND.endsRepeats : KIND.last;
  }
  return kinds;
}

function kindOfStatus(status: number): number {
  if (status === 0) return KIND.request;
  if (status < 200) return KIND.provisional;
  if (status < 300) return KIND.success;
  return status === 401 || status === 407 ? KIND.challenge : KIND.refusal;
}
