import type { Change } from '../change';
import { NONE, RECORD_KINDS } from '../store';
import type { Trace } from '../trace';
import { endpointSender } from './context';
import type { Grounds } from './guards/grounds';

/** What a change of a log touches, by which it is known what has to be searched again. */
export class Touched {
  /** Numbers of the Call-IDs of all messages and records that came or went. */
  readonly calls: ReadonlySet<number>;
  /** Those of the messages beside them: a message may be judged by the one in front of it, and by the end of the log. */
  readonly beside: readonly number[];
  /** Users of all Call-IDs with a REGISTER in the changed log, where they are known. */
  readonly users: ReadonlyMap<number, number> | undefined;
  readonly #users: ReadonlySet<number>;
  #messages: readonly number[] | undefined;
  #senders: ReadonlySet<number> | undefined;
  #pings: ReadonlySet<number> | undefined;

  /** `users` are those of the log before. */
  constructor(
    readonly trace: Trace,
    readonly change: Change,
    users: ReadonlyMap<number, number> | undefined,
  ) {
    this.calls = touchedCalls(trace, change);
    const { callId } = trace.store.messages;
    const besides = [change.kept - 1, trace.store.messageCount - change.moved];
    this.beside = besides.filter((at) => at >= 0 && at < trace.store.messageCount).map((at) => callId.at(at));
    const touched = new Set<number>();
    const now = new Map<number, number>();
    for (const call of users === undefined ? [] : this.calls) {
      const user = trace.registrations.userOf(call);
      if (user !== undefined) now.set(call, user);
      for (const one of [users?.get(call), user]) if (one !== undefined) touched.add(one);
    }
    this.users = users === undefined ? undefined : replaced(users, this.calls, now);
    this.#users = touched;
  }

  /** Whether the change concerns what `grounds` tell of. */
  turns({ restsOnAll, restsOnConnections, calls, users, senders, pings }: Grounds): boolean {
    return (
      restsOnAll ||
      (restsOnConnections && this.connections) ||
      (calls.size > 0 && has(calls, this.calls)) ||
      (users.size > 0 && has(users, this.#users)) ||
      (senders.size > 0 && has(senders, this.senders)) ||
      (pings.size > 0 && has(pings, this.pings))
    );
  }

  /**
   * When the first of the transactions begins that are new or have got more, where the log only goes on; in front of all times where it is
   * another one or does not say.
   */
  get earliest(): number {
    const { store, transactionTables: tables } = this.trace;
    const { kept, gone, goneRecords, moved, movedRecords } = this.change;
    if (gone.length + goneRecords.length + moved + movedRecords > 0) return Number.NEGATIVE_INFINITY;
    let earliest = Number.MAX_VALUE;
    for (let index = kept; index < store.messageCount; index++) {
      const first = tables.firstOf(tables.ofMessage.at(index));
      const time = store.records.time.at(store.messages.record.at(first));
      earliest = Number.isNaN(time) ? Number.NEGATIVE_INFINITY : Math.min(earliest, time);
      if (earliest === Number.NEGATIVE_INFINITY) break;
    }
    return earliest;
  }

  /** Whether news of a connection came or went. */
  get connections(): boolean {
    const { kind } = this.trace.store.records;
    const connection = RECORD_KINDS.indexOf('connection');
    const { keptRecords, movedRecords, goneRecords } = this.change;
    for (let record = keptRecords; record < this.trace.store.recordCount - movedRecords; record++) {
      if (kind.at(record) === connection) return true;
    }
    return goneRecords.some((record) => record.kind === connection);
  }

  /** The messages under these Call-IDs. */
  get messages(): readonly number[] {
    this.#messages ??= [...this.calls].flatMap((call) => this.trace.callIdGroups.messagesOf(call));
    return this.#messages;
  }

  /** Who sent them. */
  get senders(): ReadonlySet<number> {
    this.#senders ??= new Set(this.messages.map((index) => endpointSender(this.trace, index)));
    return this.#senders;
  }

  /** sent-by of the pings among them, and among the messages that went. */
  get pings(): ReadonlySet<number> {
    if (this.#pings === undefined) {
      const { names, messages } = this.trace.store;
      const options = names.numberOf('OPTIONS');
      this.#pings = new Set([
        ...this.change.gone.filter(({ method }) => method === options).map(({ sentBy }) => sentBy),
        ...this.messages
          .filter((index) => messages.method.at(index) === options)
          .map((index) => messages.sentBy.at(index)),
      ]);
    }
    return this.#pings;
  }
}

function touchedCalls({ store }: Trace, change: Change): ReadonlySet<number> {
  const { messages, records, messageCount, recordCount } = store;
  const calls = new Set<number>();
  for (const { call } of change.gone) calls.add(call);
  for (let index = change.kept; index < messageCount - change.moved; index++) calls.add(messages.callId.at(index));
  for (const { call } of change.goneRecords) if (call > 0) calls.add(call);
  const note = (record: number): void => {
    const message = records.message.at(record);
    const call = message === NONE ? records.callId.at(record) : messages.callId.at(message);
    if (message !== NONE || call > 0) calls.add(call);
  };
  for (let record = change.keptRecords; record < recordCount - change.movedRecords; record++) note(record);
  // What stands behind the change in the same entry has its head line in front of it.
  const { start, length } = change.edit;
  for (let record = recordCount - change.movedRecords; record < recordCount; record++) {
    if (records.entry.at(record) > start + length) break;
    note(record);
  }
  return calls;
}

/** Whether two sets have something in common. */
const has = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean => {
  for (const number of one) if (other.has(number)) return true;
  return false;
};

/** `before`, in which `keys` stand as they do in `now`; the same one where nothing is different. */
export function replaced(
  before: ReadonlyMap<number, number>,
  keys: ReadonlySet<number>,
  now: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  if ([...keys].every((key) => before.get(key) === now.get(key))) return before;
  const all = new Map(before);
  for (const key of keys) all.delete(key);
  for (const [key, value] of now) all.set(key, value);
  return all;
}
