import { PRESENT } from '../headReader';
import type { Message } from '../message';
import { headOf } from '../registrations';
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

/**
 * The accepted REGISTERs of each user, in the order of the log. Those that take a registration away are left out, and those of
 * which the log gives no time. All REGISTERs of a user count as renewals, whichever device they come from.
 */
export function grantsByUser(trace: Trace): ReadonlyMap<number, readonly Granted[]> {
  let grants = known.get(trace);
  if (grants === undefined) {
    grants = readGrants(trace);
    known.set(trace, grants);
  }
  return grants;
}

/** What was read before, for the rules that ask for it. */
const known = new WeakMap<Trace, ReadonlyMap<number, readonly Granted[]>>();

function readGrants(trace: Trace): ReadonlyMap<number, readonly Granted[]> {
  const { store, registrations, transactionTables: tables } = trace;
  const { messages, records } = store;
  const byUser = new Map<number, number[]>();
  for (const transactions of registrations.byCall.values()) {
    const [first] = transactions;
    const user = first === undefined ? 0 : userIn(trace, tables.firstOf(first));
    const known = byUser.get(user) ?? [];
    byUser.set(user, known);
    let last = NONE;
    for (const transaction of transactions) {
      const cseq = messages.cseq.at(tables.firstOf(transaction));
      // The same REGISTER on another leg.
      if (cseq !== last) known.push(transaction);
      last = cseq;
    }
  }
  return new Map(
    [...byUser].map(([user, transactions]) => {
      const sorted = transactions.sort((one, other) => one - other);
      return [user, sorted.flatMap((transaction, index) => grantOf(transaction, sorted[index + 1]))];
    }),
  );

  function grantOf(transaction: number, next: number | undefined): Granted[] {
    const final = tables.finalOf(transaction);
    const seconds = final === NONE || messages.status.at(final) >= 300 ? 0 : secondsIn(trace, final);
    const from = seconds === 0 ? Number.NaN : records.time.at(messages.record.at(final));
    if (Number.isNaN(from) || takesAway(trace, tables.firstOf(transaction))) return [];
    const until = from + seconds * 1000;
    return [{ transaction, from, until, next: next === undefined ? NONE : tables.firstOf(next) }];
  }
}

const EXPIRES = /;\s{0,10}expires\s{0,10}=\s{0,10}"?(\d{1,9})/gi;
const EXPIRES_FIELD = /^Expires[ \t]{0,10}:[ \t]{0,10}(\d{1,9})/im;

/**
 * Longest time that is granted in the 2xx `index`, or that the REGISTER `index` asks for, in seconds; 0 when it says nothing that
 * can be read cheaply.
 */
export function secondsIn(trace: Trace, index: number): number {
  return trace.notes.granted.of(index, () => {
    const head = headFieldsOf(trace, index);
    const each = [...head.matchAll(EXPIRES)].map(([, seconds]) => Number(seconds));
    return each.length > 0 ? Math.max(...each) : Number(EXPIRES_FIELD.exec(head)?.[1] ?? 0);
  });
}

const AWAY =
  /^Expires[ \t]{0,10}:[ \t]{0,10}0\s|^(?:Contact|m)[ \t]{0,10}:[ \t]{0,10}\*|;\s{0,10}expires\s{0,10}=\s{0,10}"?0\b/im;

/** Whether the REGISTER `index` takes a registration away. RFC 3261 10.2.2. */
export const takesAway = (trace: Trace, index: number): boolean =>
  trace.notes.takesAway.of(index, () => (AWAY.test(headFieldsOf(trace, index)) ? 1 : 0)) === 1;

/** Header fields of message `index` as one text, which need not be taken apart for this. */
export function headFieldsOf(trace: Trace, index: number): string {
  const { headersStart, headersEnd, present } = trace.store.messages;
  const isChanged = (present.at(index) & (PRESENT.shape | PRESENT.pieces)) !== 0;
  return isChanged ? headOf(trace.messageAt(index)) : trace.text.slice(headersStart.at(index), headersEnd.at(index));
}

const TO = /^(?:To|t)[ \t]{0,10}:[^\r\n<]{0,200}<?sips?:([^\r\n>;?]{1,200})/im;

/** User whom a REGISTER is about, as a number that is the same for the same one. */
const userIn = (trace: Trace, index: number): number =>
  trace.notes.registered.of(index, () =>
    trace.store.names.idOf((TO.exec(headFieldsOf(trace, index))?.[1] ?? '').toLowerCase()),
  );

/** Whether the client itself sent `message` here, and no proxy passed it on. */
export const isFromClient = (message: Message): boolean => message.isRequest && message.headersNamed('via').length <= 1;
