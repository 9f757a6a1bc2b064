import { headHolds, headInLog, plainValue } from './headText';
import { userOf } from './signIns';
import { addressInValue } from './sip/addressOfRecord';
import { NONE } from './store';
import type { Trace } from './trace';

/** Messages that are looked at between two turns for other work. */
const STEP = 1024;

/**
 * The transactions of REGISTERs by Call-ID, from the tables: which of them plainly ended well, so that nobody need read their
 * header fields.
 */
export class Registrations {
  /** Transactions by the number of their Call-ID, in the order of their first messages. */
  readonly byCall: ReadonlyMap<number, readonly number[]>;
  /** Users, as numbers among the names, by the values of To that name them. */
  readonly #users = new Map<string, number>();

  constructor(readonly trace: Trace) {
    const { store, transactionTables: tables } = trace;
    const register = store.names.numberOf('REGISTER');
    const byCall = new Map<number, number[]>();
    for (let transaction = 0; transaction < tables.count; transaction++) {
      const first = tables.firstOf(transaction);
      if (store.messages.method.at(first) !== register || register === undefined) continue;
      const call = store.messages.callId.at(first);
      const others = byCall.get(call);
      if (others === undefined) byCall.set(call, [transaction]);
      else others.push(transaction);
    }
    this.byCall = byCall;
  }

  /** Finds the Call-IDs with a REGISTER that did not plainly end well; in small steps. */
  *doubtful(): Generator<undefined, number[]> {
    const calls: number[] = [];
    let seen = 0;
    for (const [call, transactions] of this.byCall) {
      if (!this.endWell(call, transactions)) calls.push(call);
      if (++seen % (STEP / 16) === 0) yield;
    }
    return calls;
  }

  /** Whether all REGISTERs of a Call-ID plainly ended well. */
  endWell(call: number, transactions = this.byCall.get(call) ?? []): boolean {
    return transactions.every((_, index) => this.#endsWell(transactions, index));
  }

  /** User whom the first REGISTER of a Call-ID is about, in lower case as a number among the names. */
  userOf(call: number): number | undefined {
    const { notes, store, transactionTables: tables } = this.trace;
    const [transaction] = this.byCall.get(call) ?? [];
    if (transaction === undefined) return undefined;
    return notes.user.of(tables.firstOf(transaction), (first) => {
      const to = plainValue(this.trace, first, 'to') ?? '';
      const known = this.#users.get(to);
      if (known !== undefined) return known;
      const address = addressInValue(to, { start: 0, end: to.length });
      const user = store.names.idOf((address || userOf(this.trace.messageAt(first))).toLowerCase());
      if (address !== '') this.#users.set(to, user);
      return user;
    });
  }

  /**
   * Whether transaction `index` is one of a sign-in that goes well: its final answer is a success, or a challenge that the
   * client goes on from and that refuses no credentials.
   */
  #endsWell(transactions: readonly number[], index: number): boolean {
    const { store, transactionTables: tables } = this.trace;
    const transaction = transactions[index] ?? 0;
    const final = tables.finalOf(transaction);
    if (final === NONE) return false;
    const status = store.messages.status.at(final);
    if (status !== 401 && status !== 407) return status < 300;
    return this.#goesOn(transactions, index) && !this.#mayRefuse(tables.firstOf(transaction), final);
  }

  /** Whether the client goes on behind transaction `index`, on the same leg and under the same From tag. */
  #goesOn(transactions: readonly number[], index: number): boolean {
    const { store, transactionTables: tables } = this.trace;
    const { sentBy, fromTag } = store.messages;
    const first = tables.firstOf(transactions[index] ?? 0);
    for (let at = index + 1; at < transactions.length; at++) {
      const other = tables.firstOf(transactions[at] ?? 0);
      if (sentBy.at(other) === sentBy.at(first) && fromTag.at(other) === fromTag.at(first)) return true;
    }
    return false;
  }

  /** Whether the challenge `final` may refuse credentials: it brings no token itself, and the request did. [MS-SIPAE] 3.1. */
  #mayRefuse(first: number, final: number): boolean {
    if (this.#hasToken(final)) return false;
    // What went before is not in this transaction then.
    if (this.trace.store.messages.status.at(first) > 0) return true;
    return this.#hasToken(first);
  }

  /** Whether the header fields of message `index` hold a token of a handshake. */
  #hasToken(index: number): boolean {
    const { trace } = this;
    const answer = trace.notes.token.of(index, () =>
      TOKEN.test(headInLog(trace, index)) || headHolds(trace, index, TOKEN, FILLED) ? 1 : 0,
    );
    return answer === 1;
  }
}

const TOKEN = /gssapi-data\s{0,80}=\s{0,80}"?[^"\s,]/i;
/** The word in front of a token, and not in front of `=""`. */
const FILLED = /gssapi-data(?!="")/i;
