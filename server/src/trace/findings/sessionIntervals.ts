import type { Message } from '../message';
import { hasSessionExpires, type SessionExpires, sessionExpiresOf } from '../sip/sessionExpires';
import { NONE } from '../store';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';
import { copiesOf } from './guards/copies';
import { receiverOf, senderOf } from './parties';

/** Least session interval that anybody may ask for, in seconds. RFC 4028 5. */
const LEAST = 90;
/** Longest that is judged, in seconds: a day. */
const MOST = 86_400;
/** Transactions that are looked at behind a 2xx; what goes on for longer is not judged. */
const LOOKED_AT = 200;

/** The session interval that a 2xx to an INVITE or UPDATE begins, up to what ends it. RFC 4028 7, 9. */
export interface SessionInterval {
  readonly answer: Message;
  readonly expires: SessionExpires;
  /** Who has to refresh: address and tag. */
  readonly refresher: string;
  readonly refresherTag: string;
  /** The other side. */
  readonly other: string;
  /** INVITEs and UPDATEs within it that got no 2xx. */
  readonly failed: readonly Transaction[];
  /** The longest time that the call stood without a refresh before, in ms. */
  readonly longestBefore: number;
  /** The BYE, or the INVITE or UPDATE with a 2xx that refreshes the session. */
  readonly end: Transaction;
}

/** For rules on messages: whether the 2xx `index` to an INVITE or UPDATE may begin one whose end is `least` of it behind it or more. */
export const beginsInterval =
  (least: number) =>
  (trace: Trace, index: number): boolean =>
    sessionBehind(trace, index, least) !== undefined && hasSessionExpires(trace, index);

/**
 * The session interval that `answer` begins, when it says who refreshes and its end is `least` of it behind it or more; `undefined`
 * otherwise, and where the log shows another leg with another interval. Reads no header field where the end comes sooner than any
 * timer allows.
 */
export function sessionIntervalOf(answer: Message, least: number): SessionInterval | undefined {
  const { trace } = answer;
  const { messages } = trace.store;
  const own = trace.transactionTables.ofMessage.at(answer.index);
  const behind = sessionBehind(trace, answer.index, least);
  if (behind === undefined) return undefined;
  const { after } = behind;
  const first = trace.messageAt(trace.transactionTables.firstOf(behind.end));
  const expires = sessionExpiresOf(answer);
  if (expires?.refresher === undefined || expires.seconds < LEAST || expires.seconds > MOST) return undefined;
  if (after < expires.seconds * least * 1000) return undefined;
  const tags = [answer.fromTag, answer.toTag];
  if (answer.toTag === '' || !tags.includes(first.fromTag) || !tags.includes(first.toTag)) return undefined;
  // The request shows that what the sender says passes here.
  if (messages.status.at(trace.transactionTables.firstOf(own)) > 0) return undefined;
  const copies = copiesOf(answer).filter(({ toTag }) => toTag === answer.toTag);
  if (copies.some((copy) => copy.index < answer.index || !isAlike(copy, expires))) return undefined;
  const refreshes = expires.refresher === 'uac';
  return {
    answer,
    expires,
    refresher: refreshes ? senderOf(answer) : receiverOf(answer),
    refresherTag: refreshes ? answer.fromTag : answer.toTag,
    other: refreshes ? receiverOf(answer) : senderOf(answer),
    failed: behind.failed.map((index) => trace.transactionAt(index)),
    longestBefore: longestBefore(answer, own),
    end: trace.transactionAt(behind.end),
  };
}

/** The longest time between two of the INVITEs and UPDATEs with a 2xx up to `own`, the one that `answer` ends, in ms; from the tables. */
function longestBefore({ trace, time = Number.NaN }: Message, own: number): number {
  const { store, transactionTables: tables, callIdGroups } = trace;
  const { messages, records } = store;
  const methods = ['INVITE', 'UPDATE'].map((name) => store.names.numberOf(name));
  let longest = 0;
  let next = time;
  for (const index of callIdGroups.before(own, LOOKED_AT)) {
    const final = tables.finalOf(index);
    if (!methods.includes(messages.method.at(tables.firstOf(index))) || final === NONE) continue;
    if (messages.status.at(final) >= 300) continue;
    const before = records.time.at(messages.record.at(final));
    if (next - before > longest) longest = next - before;
    next = before;
  }
  return longest;
}

function isAlike(copy: Message, { seconds, refresher }: SessionExpires): boolean {
  const other = sessionExpiresOf(copy);
  return other?.seconds === seconds && other.refresher === refresher;
}

/** What ends the session interval that a 2xx begins, and what stands in front of that. */
interface SessionBehind {
  /** Its transaction. */
  readonly end: number;
  /** How long it came behind the 2xx, in ms. */
  readonly after: number;
  /** The refreshes that failed before. */
  readonly failed: readonly number[];
}

/** What ends the session interval that the 2xx `answer` may begin; `undefined` where it comes sooner than `least` of any. Reads no text. */
function sessionBehind(trace: Trace, answer: number, least: number): SessionBehind | undefined {
  const { store, transactionTables: tables } = trace;
  const own = tables.ofMessage.at(answer);
  const behind = tables.finalOf(own) === answer ? transactionsBehind(trace, answer, own) : undefined;
  if (behind === undefined) return undefined;
  const { messages, records } = store;
  const first = tables.firstOf(behind.end);
  const after = records.time.at(messages.record.at(first)) - records.time.at(messages.record.at(answer));
  return messages.status.at(first) === 0 && after >= LEAST * least * 1000 ? { ...behind, after } : undefined;
}

/** The transaction that ends the session interval behind `answer`, and the refreshes that failed in front of it. */
function transactionsBehind(trace: Trace, answer: number, own: number): { end: number; failed: number[] } | undefined {
  const { store, transactionTables: tables, callIdGroups, methods } = trace;
  const { method, status, toTag } = store.messages;
  const { invite, update, bye } = methods;
  const failed: number[] = [];
  for (const index of callIdGroups.behind(own, LOOKED_AT)) {
    const first = tables.firstOf(index);
    const kind = method.at(first);
    if (kind === bye) return { end: index, failed };
    if (kind !== invite && kind !== update) continue;
    // What overlaps it, and a new call under the same Call-ID: which of them counts is not sure.
    if (first < answer || toTag.at(first) === 0) return undefined;
    const final = tables.finalOf(index);
    if (final !== NONE && status.at(final) < 300) return { end: index, failed };
    failed.push(index);
  }
  return undefined;
}

/** Time of day, by the clock of the log, `seconds` behind `message`. */
export const clockBehind = ({ time = 0 }: Message, seconds: number): string =>
  new Date(time + seconds * 1000).toISOString().slice(11, 19);
