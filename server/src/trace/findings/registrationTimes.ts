import { headOf } from '../headText';
import type { Message } from '../message';
import { NONE } from '../store';
import type { Trace } from '../trace';
import type { Subjects } from './subjects';

/** A REGISTER with a 2xx, on the leg nearest to the client; whether and for how long that registers somebody, `grantOf` reads. */
export interface Accepted {
  /** Index of its transaction. */
  readonly transaction: number;
  /** When it was accepted, in ms by the clock of the log. */
  readonly from: number;
  /** First message of the next REGISTER of the same user, under whatever Call-ID; `NONE` when the log shows none. */
  readonly next: number;
}

/** One that was accepted for a time. */
export interface Granted extends Accepted {
  /** When it runs out, in ms by the clock of the log. */
  readonly until: number;
}

/**
 * The accepted REGISTERs of a user, in the order of the log: those under the Call-IDs of `subjects`. Those of which the log gives no
 * time are left out. All REGISTERs of a user count as renewals, whichever device they come from.
 */
export function acceptedOf({ trace, callIds = [] }: Subjects): readonly Accepted[] {
  const users = known.get(trace) ?? new Map<number, readonly Accepted[]>();
  known.set(trace, users);
  const user = registeredUser(trace, callIds[0] ?? 0);
  const accepted = users.get(user) ?? readAccepted(trace, callIds);
  users.set(user, accepted);
  return accepted;
}

/** For how long an accepted REGISTER holds; `undefined` where it takes a registration away, or the answer does not say. */
export function grantOf(trace: Trace, { transaction, from, next }: Accepted): Granted | undefined {
  const { transactionTables: tables } = trace;
  const seconds = secondsIn(trace, tables.finalOf(transaction));
  if (seconds === 0 || takesAway(trace, tables.firstOf(transaction))) return undefined;
  return { transaction, from, until: from + seconds * 1000, next };
}

/** What was read before, by user, for the rules that ask for it. */
const known = new WeakMap<Trace, Map<number, readonly Accepted[]>>();

/** User whom the REGISTERs under a Call-ID are about, as a number among the names. */
export const registeredUser = ({ registrations }: Trace, call: number): number => registrations.userOf(call) ?? 0;

function readAccepted(trace: Trace, calls: readonly number[]): Accepted[] {
  const { store, registrations, transactionTables: tables } = trace;
  const { messages, records } = store;
  const transactions: number[] = [];
  for (const call of calls) {
    let last = NONE;
    for (const transaction of registrations.of(call)) {
      const cseq = messages.cseq.at(tables.firstOf(transaction));
      // The same REGISTER on another leg.
      if (cseq !== last) transactions.push(transaction);
      last = cseq;
    }
  }
  const sorted = transactions.sort((one, other) => one - other);
  return sorted.flatMap((transaction, index): Accepted[] => {
    const final = tables.finalOf(transaction);
    if (final === NONE || messages.status.at(final) >= 300) return [];
    const from = records.time.at(messages.record.at(final));
    const next = sorted[index + 1];
    if (Number.isNaN(from)) return [];
    return [{ transaction, from, next: next === undefined ? NONE : tables.firstOf(next) }];
  });
}

// The word comes first in these, since it is what is searched for; what stands in front of it is looked at behind that.
const EXPIRES = /expires(?<=;\s{0,10}expires)\s{0,10}=\s{0,10}"?(\d{1,9})/gi;
const EXPIRES_FIELD = /^Expires[ \t]{0,10}:[ \t]{0,10}(\d{1,9})/im;

/**
 * Longest time that is granted in the 2xx `index`, or that the REGISTER `index` asks for, in seconds; 0 when it says nothing that
 * can be read cheaply.
 */
export function secondsIn(trace: Trace, index: number): number {
  return trace.notes.granted.of(index, () => {
    const head = headOf(trace, index);
    let longest = -1;
    EXPIRES.lastIndex = 0;
    for (let found = EXPIRES.exec(head); found !== null; found = EXPIRES.exec(head)) {
      longest = Math.max(longest, Number(found[1]));
    }
    return longest === -1 ? Number(EXPIRES_FIELD.exec(head)?.[1] ?? 0) : longest;
  });
}

const NO_TIME = /expires(?:(?<=^expires)[ \t]{0,10}:[ \t]{0,10}0\s|(?<=;\s{0,10}expires)\s{0,10}=\s{0,10}"?0\b)/im;
const ANY_CONTACT = /^(?:Contact|m)[ \t]{0,10}:[ \t]{0,10}\*/im;

/** Whether the REGISTER `index` takes a registration away. RFC 3261 10.2.2. */
export const takesAway = (trace: Trace, index: number): boolean =>
  trace.notes.takesAway.of(index, () => {
    const head = headOf(trace, index);
    return NO_TIME.test(head) || (head.includes('*') && ANY_CONTACT.test(head)) ? 1 : 0;
  }) === 1;

/** Whether the client itself sent `message` here, and no proxy passed it on. */
export const isFromClient = (message: Message): boolean => message.isRequest && message.headersNamed('via').length <= 1;
