import { PRESENT } from '../headReader';
import type { Trace } from '../trace';

/** Kinds of messages that the tables tell apart, a bit each, of which there are 16; a message is of several. Each rule on messages says which of them it is about. */
export const KIND = {
  request: 1,
  provisional: 1 << 1,
  /** A 2xx. */
  success: 1 << 2,
  /** 401 or 407. */
  challenge: 1 << 3,
  /** A 3xx. */
  redirection: 1 << 4,
  /** Any other response. */
  refusal: 1 << 5,
  /** The last message of a transaction that has more than a request and the answer to it. */
  last: 1 << 6,
  /** The last message of a transaction in which a request or final response directly follows one alike. */
  endsRepeats: 1 << 7,
  /** With any form of ms-diagnostics. */
  diagnosed: 1 << 8,
  /** Without one of the header fields that every message has. */
  lacking: 1 << 9,
  /** With a body. */
  body: 1 << 10,
  /** The first message under its Call-ID. */
  first: 1 << 11,
  /** Of a transaction without final response. */
  unanswered: 1 << 12,
  /** A response more than half a second (T1) behind the first message of its transaction. RFC 3261 17.1.1.1. */
  late: 1 << 13,
  /** With a time before that of the message in front of it. */
  back: 1 << 14,
  /** With a start-line that is not plainly right. */
  odd: 1 << 15,
} as const;

/** What is no wait, in ms: T1. */
const QUICK = 500;

/** The header fields that every message has. RFC 3261 8.1.1. */
export const MANDATORY = ['call-id', 'cseq', 'from', 'to', 'via'] as const;
const ALL = MANDATORY.reduce((bits, key) => bits | PRESENT[key], 0);

/** What message `index` is: bits of `KIND`. */
export function kindsOf({ store, transactionTables: tables, callIdGroups }: Trace, index: number): number {
  const { status, present, record, callId, bodyStart, bodyEnd } = store.messages;
  const { time } = store.records;
  const fields = present.at(index);
  let kinds = kindOfStatus(status.at(index));
  if ((fields & ALL) !== ALL) kinds |= KIND.lacking;
  if ((fields & PRESENT['ms-diagnostics']) !== 0) kinds |= KIND.diagnosed;
  if ((fields & PRESENT.odd) !== 0) kinds |= KIND.odd;
  if (bodyEnd.at(index) > bodyStart.at(index)) kinds |= KIND.body;
  const transaction = tables.ofMessage.at(index);
  const first = tables.firstOf(transaction);
  if (!tables.hasFinal(transaction)) kinds |= KIND.unanswered;
  if (first !== index && tables.lastOf(transaction) === index) {
    const isOnlyAnswer = tables.nextOf(first) === index && status.at(first) === 0 && status.at(index) > 0;
    if (!isOnlyAnswer) kinds |= KIND.last;
    if (tables.repeatsOf(transaction) > 0) kinds |= KIND.endsRepeats;
  }
  if (first === index && callIdGroups.firstMessageOf(callId.at(index)) === index) kinds |= KIND.first;
  const now = time.at(record.at(index));
  if (status.at(index) > 0 && now - time.at(record.at(first)) > QUICK) kinds |= KIND.late;
  if (index > 0 && now < time.at(record.at(index - 1))) kinds |= KIND.back;
  return kinds;
}

function kindOfStatus(status: number): number {
  if (status === 0) return KIND.request;
  if (status < 200) return KIND.provisional;
  if (status < 300) return KIND.success;
  if (status < 400) return KIND.redirection;
  return status === 401 || status === 407 ? KIND.challenge : KIND.refusal;
}
