import { headHolds, headInLog, plainValue } from './headText';
import { userOf } from './signIns';
import { addressInValue } from './sip/addressOfRecord';
import { NONE } from './store';
import type { Trace } from './trace';

/**
 * The transactions of REGISTERs by Call-ID, from the tables: which of them plainly ended well, so that nobody need read their
 * header fields.
 */
export class Registrations {
  #byCall: ReadonlyMap<number, readonly number[]> | undefined;
  readonly #some = new Map<number, readonly number[]>();
  /** Whether all REGISTERs of a Call-ID plainly ended well, for those that were asked for. */
  readonly #endWell = new Map<number, boolean>();
  /** Users, as numbers among the names, by the values of To that name them. */
  readonly #users = new Map<string, number>();

  constructor(readonly trace: Trace) {}

  /** Transactions by the number of their Call-ID, in the order of their first messages. */
  get byCall(): ReadonlyMap<number, readonly number[]> {
    this.#byCall ??= this.#read();
    return this.#byCall;
  }

  #read(): ReadonlyMap<number, readonly number[]> {
    const { store, transactionTables: tables } = this.trace;
    const register = store.names.numberOf('REGISTER');
    const byCall = new Map<number, number[]>();
    for (const transaction of tables.byMethod.of(register ?? -1)) {
      const call = store.messages.callId.at(tables.firstOf(transaction));
      const others = byCall.get(call);
      if (others === undefined) byCall.set(call, [transaction]);
      else others.push(transaction);
    }
    return byCall;
  }

  /** The transactions under one Call-ID, which are found without a look at the others. */
  of(call: number): readonly number[] {
    if (this.#byCall !== undefined) return this.#byCall.get(call) ?? [];
    let transactions = this.#some.get(call);
    if (transactions === undefined) {
      const { store, transactionTables: tables, callIdGroups, methods } = this.trace;
      const registers = (index: number): boolean =>
        store.messages.method.at(tables.firstOf(index)) === methods.register;
      transactions = callIdGroups.of(call).filter(registers);
      this.#some.set(call, transactions);
    }
    return transactions;
  }

  /** Whether all REGISTERs of a Call-ID plainly ended well. */
  endWell(call: number): boolean {
    let answer = this.#endWell.get(call);
    if (answer === undefined) {
      const transactions = this.of(call);
      answer = transactions.every((_, index) => this.#endsWell(transactions, index));
      this.#endWell.set(call, answer);
    }
    return answer;
  }

  /** User whom the first REGISTER of a Call-ID is about, in lower case as a number among the names. */
  userOf(call: number): number | undefined {
    const { notes, store, transactionTables: tables } = this.trace;
    const [transaction] = this.of(call);
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
