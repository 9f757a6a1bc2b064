import { headOf } from '../headText';
import type { Message } from '../message';
import { NONE } from '../store';
import type { Trace } from '../trace';

/** A REGISTER that was accepted for a time, on the leg nearest to the client. */
export interface Granted {
  /** Index of its transaction. */
  readonly transaction: number;
  /** When it was accepted, and when it runs out, in ms by the clock of the log. */
  readonly from: number;
  readonly until: number;
  /** First message of the next REGISTER of the same user, under whatever Call-ID; `NONE` when the log shows none. */
  readonly next: number;
}

/** The grants of each user, whose number is that among the names. */
export type GrantsByUser = ReadonlyMap<number, readonly Granted[]>;

/**
 * The accepted REGISTERs of each user, in the order of the log; found in small steps. Those that take a registration away are
 * left out, and those of which the log gives no time. All REGISTERs of a user count as renewals, whichever device they come from.
 */
export function* grantsByUser(trace: Trace): Generator<undefined, GrantsByUser> {
  let grants = known.get(trace);
  if (grants === undefined) {
    grants = yield* readGrants(trace);
    known.set(trace, grants);
  }
  return grants;
}

/** What was read before, for the rules that ask for it. */
const known = new WeakMap<Trace, GrantsByUser>();

/** REGISTERs that are read in one step. */
const READ_AT_ONCE = 32;

function* readGrants(trace: Trace): Generator<undefined, GrantsByUser> {
  const { store, registrations, transactionTables: tables } = trace;
  const { messages, records } = store;
  const byUser = new Map<number, number[]>();
  let read = 0;
  for (const [call, transactions] of registrations.byCall) {
    const user = registrations.userOf(call) ?? 0;
    const known = byUser.get(user) ?? [];
    byUser.set(user, known);
    if (++read % READ_AT_ONCE === 0) yield;
    let last = NONE;
    for (const transaction of transactions) {
      const cseq = messages.cseq.at(tables.firstOf(transaction));
      // The same REGISTER on another leg.
      if (cseq !== last) known.push(transaction);
      last = cseq;
    }
  }
  const grants = new Map<number, Granted[]>();
  for (const [user, transactions] of byUser) {
    const sorted = transactions.sort((one, other) => one - other);
    const granted: Granted[] = [];
    for (const [index, transaction] of sorted.entries()) {
      granted.push(...grantOf(transaction, sorted[index + 1]));
      if (++read % READ_AT_ONCE === 0) yield;
    }
    grants.set(user, granted);
  }
  return grants;

  function grantOf(transaction: number, next: number | undefined): Granted[] {
    const final = tables.finalOf(transaction);
    const seconds = final === NONE || messages.status.at(final) >= 300 ? 0 : secondsIn(trace, final);
    const from = seconds === 0 ? Number.NaN : records.time.at(messages.record.at(final));
    if (Number.isNaN(from) || takesAway(trace, tables.firstOf(transaction))) return [];
    const until = from + seconds * 1000;
    return [{ transaction, from, until, next: next === undefined ? NONE : tables.firstOf(next) }];
  }
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
