import type { Change, Edit } from './change';
import { Scanner } from './scanner';
import type { Discovery, Rows } from './store';
import { Trace } from './trace';

/**
 * Reads a changed log on the tables of the log before: from the record in front of the change on, and no further than
 * to a record that stands as it did. What it costs depends on the change and not on the log.
 *
 * It takes the tables over: the trace before must not be used any more. Where reading cannot begin in the middle, the whole
 * log is read again.
 */
export class Rereading {
  readonly #scanner: Scanner;
  /** The rows of the log before from where reading begins on; `undefined` where all is read again. */
  readonly #tail: Rows | undefined;
  readonly #tables: ReturnType<Trace['handOver']>;
  /** Messages that stand in front of where reading begins. */
  readonly #kept: number = 0;
  /** Messages that were taken over behind what was read. */
  #moved = 0;
  #movedRecords = 0;
  /** How formats became known in the log before. */
  readonly #discoveries: readonly Discovery[];
  #done = false;

  constructor(
    readonly before: Trace,
    readonly text: string,
    readonly edit: Edit,
  ) {
    const { store, knownFormats } = before;
    const from = placeToReadFrom(before, edit);
    this.#tables = before.handOver();
    this.#discoveries = store.discoveries;
    if (from !== undefined) {
      const tail = store.rowsFrom(from.record);
      store.truncate(from.record);
      store.discoveries = this.#discoveries.filter(({ at }) => at < from.offset);
      const scanner = new Scanner(text, store, from.offset, knownFormats);
      if (scanner.knownByHead.join() === store.knownByHead.join()) {
        this.#tail = tail;
        this.#kept = store.messageCount;
        this.#scanner = scanner;
        return;
      }
    }
    this.#scanner = new Scanner(text, undefined, undefined, knownFormats);
  }

  /** Reads on for about `length` UTF-16 units. Returns whether the whole log has been read. */
  advance(length = Number.POSITIVE_INFINITY): boolean {
    const until = this.#scanner.offset + length;
    while (!this.#done && this.#scanner.offset < until) {
      this.#done = this.#scanner.advance(1) || this.#joinsTail();
    }
    return this.#done;
  }

  /** How many UTF-16 units have been read again. */
  get reread(): number {
    return this.#scanner.offset - this.#scanner.from;
  }

  /** The trace of the changed log, once it has been read. */
  trace(): Trace {
    const trace = new Trace(this.text, this.#scanner.store, this.before.knownFormats, this.#scanner.lines);
    if (this.#tail !== undefined) trace.takeOver(this.#tables, this.#change(this.#tail));
    return trace;
  }

  #change(tail: Rows): Change {
    const { records, messages } = tail;
    const rows = <T>(length: number, of: (row: number) => T): T[] => Array.from({ length }, (_, row) => of(row));
    const { store } = this.#scanner;
    // What was read again in front of the change mostly stands as it did.
    let same = 0;
    const last = Math.min(records.length, store.recordCount - tail.recordBase) - this.#movedRecords;
    while (
      same < last &&
      records.end.at(same) <= this.edit.start &&
      store.records.end.at(tail.recordBase + same) <= this.edit.start &&
      tail.isAlike(same, store, tail.recordBase + same, 0)
    ) {
      same++;
    }
    const sameMessages = tail.messagesBefore(same);
    const kept = this.#kept + sameMessages;
    const goneCount = messages.length - this.#moved - sameMessages;
    const isAsMany = kept + goneCount + this.#moved === store.messageCount;
    return {
      edit: this.edit,
      kept,
      keptRecords: tail.recordBase + same,
      moved: this.#moved,
      movedRecords: this.#movedRecords,
      isTiedLike: isAsMany && tail.isTiedLike(sameMessages, goneCount, store, kept),
      gone: rows(goneCount, (row) => ({
        call: messages.callId.at(row + sameMessages),
        method: messages.method.at(row + sameMessages),
        sentBy: messages.sentBy.at(row + sameMessages),
      })),
      goneRecords: rows(records.length - this.#movedRecords - same, (row) => ({
        call: records.callId.at(row + same),
        kind: records.kind.at(row + same),
      })),
    };
  }

  /** Whether the last record that was read stands as it did; then what follows it is taken over. */
  #joinsTail(): boolean {
    const tail = this.#tail;
    const { store } = this.#scanner;
    const last = store.recordCount - 1;
    const delta = this.edit.length - (this.edit.end - this.edit.start);
    const start = store.records.start.at(last);
    if (tail === undefined || last < 0 || start < this.edit.start + this.edit.length) return false;
    const row = tail.rowAt(start - delta);
    if (row === -1 || !tail.isAlike(row, store, last, delta)) return false;
    const end = tail.records.end.at(row);
    const isEarlier = ({ at }: Discovery): boolean => at < end;
    const earlier = this.#discoveries.filter(isEarlier).map(({ format }) => format);
    if (!this.#scanner.knowsJust(new Set(earlier))) return false;
    store.discoveries = [
      ...store.discoveries,
      ...this.#discoveries
        .filter((discovery) => !isEarlier(discovery))
        .map(({ format, head, at }) => ({ format, head: head + delta, at: at + delta })),
    ];
    store.append(tail, row + 1, delta);
    // The one that was read last is the first of those that are the same.
    this.#movedRecords = store.recordCount - last;
    this.#moved = tail.messages.length - tail.messagesBefore(row);
    return true;
  }
}

/** The record in front of the change at which reading can begin, and the offset of its first line. */
export function placeToReadFrom(before: Trace, edit: Edit): { record: number; offset: number } | undefined {
  const { store, text, knownFormats } = before;
  const { records } = store;
  let from = edit.start;
  for (const format of store.formatsSeen()) {
    const { mayGoOn, marks } = knownFormats[format] ?? {};
    if (mayGoOn) return undefined;
    if (marks === undefined) continue;
    // Between a record and a mark in front of the change nothing has changed.
    from = Math.min(from, Math.max(...marks.map((mark) => text.lastIndexOf(mark, edit.start - mark.length))));
  }
  // What stands behind a record may decide where it ends.
  for (let record = store.recordBefore(from) - 1; record > 0; record--) {
    const start = records.start.at(record);
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    // Reading that begins behind the head line by which a format became known would go back in front of it.
    if (store.discoveries.some(({ head, at }) => head < lineStart && lineStart <= at)) continue;
    const isOwnEntry = records.entry.at(record) === start || records.entry.at(record) === lineStart;
    if (isOwnEntry && records.end.at(record - 1) <= lineStart && text.slice(lineStart, start).trim() === '') {
      return { record, offset: lineStart };
    }
  }
  return undefined;
}
