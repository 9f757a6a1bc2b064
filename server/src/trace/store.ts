import { Float64Column, Uint32Column } from './text/columns';
import { Interner } from './text/interner';
import type { Span } from './text/span';

/** Stands in a `Uint32Column` for "there is none". */
export const NONE = 0xffffffff;

/** Codes of `RecordColumns.kind`. */
export const RECORD_KINDS = ['message', 'diagnostic', 'connection', 'other'] as const;
/** What a record holds: a SIP message, a diagnostic about one, news of a connection, anything else. */
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Codes of `MessageColumns.direction`. */
export const DIRECTIONS = ['unknown', 'incoming', 'outgoing'] as const;
/** Which way the program that wrote the log saw the message go. */
export type Direction = (typeof DIRECTIONS)[number];

/** One row per record, in the order of the log. */
export class RecordColumns {
  readonly start = new Uint32Column();
  readonly end = new Uint32Column();
  /** Where the head line of its entry begins: in front of the record when the entry holds several messages. */
  readonly entry = new Uint32Column();
  readonly format = new Uint32Column();
  readonly kind = new Uint32Column();
  /** Index of the message in the record, `NONE` when it holds none. */
  readonly message = new Uint32Column();
  /** Milliseconds since 1970-01-01 by the clock of the log, read as UTC; NaN when unknown. */
  readonly time = new Float64Column();
  /** 1 when the record was ended by its own end mark. */
  readonly closed = new Uint32Column();
  /** Interned Call-ID that a record without message names; 0 when it names none. */
  readonly callId = new Uint32Column();
  /** CSeq number that a record without message names; `NONE` when it names none. */
  readonly cseq = new Uint32Column();
}

/** One row per message, in the order of the log. */
export class MessageColumns {
  readonly record = new Uint32Column();
  readonly startLineStart = new Uint32Column();
  readonly startLineEnd = new Uint32Column();
  readonly headersStart = new Uint32Column();
  readonly headersEnd = new Uint32Column();
  /** 1 when an empty line or the mark of the format ended the header fields; 0 when the log may have cut them. */
  readonly headersClosed = new Uint32Column();
  readonly bodyStart = new Uint32Column();
  readonly bodyEnd = new Uint32Column();
  /** Status code of a response, 0 for a request. */
  readonly status = new Uint32Column();
  /** Interned method: of the request-line, for a response of its CSeq. */
  readonly method = new Uint32Column();
  /** CSeq number, `NONE` when absent or not a number. */
  readonly cseq = new Uint32Column();
  readonly callId = new Uint32Column();
  /** Interned branch of the top Via; 0 when it has none. */
  readonly branch = new Uint32Column();
  /** Interned sent-by of the top Via, lower case. */
  readonly sentBy = new Uint32Column();
  readonly fromTag = new Uint32Column();
  readonly toTag = new Uint32Column();
  readonly direction = new Uint32Column();
  /** Which header fields there are: bits of `PRESENT`, so that rules need not read the fields of healthy messages. */
  readonly present = new Uint32Column();
}

/** How a format became known: by the message at offset `at`, in front of which a head line stood at offset `head`. */
export interface Discovery {
  readonly format: number;
  readonly head: number;
  readonly at: number;
}

/**
 * The tables that reading a log fills: numbers only, with the strings that repeat (Call-IDs, branches, tags, methods)
 * held once. Everything else is read from the text when somebody asks.
 */
export class Store {
  readonly records = new RecordColumns();
  readonly messages = new MessageColumns();
  readonly names = new Interner();
  /** Formats that were known by what stands near the beginning of the log. */
  knownByHead: readonly number[] = [];
  /** The other formats that became known while the log was read, in that order. */
  discoveries: readonly Discovery[] = [];
  /** The entries that hold a message which is spread over several, by its index. */
  readonly entriesOf = new Map<number, readonly Span[]>();

  get recordCount(): number {
    return this.records.start.length;
  }

  get messageCount(): number {
    return this.messages.record.length;
  }

  /** Formats of the records, as `RecordColumns.format` counts them. */
  formatsSeen(): Set<number> {
    const seen = new Set<number>();
    const formats = this.records.format.values;
    let last = -1;
    for (let record = 0; record < formats.length; record++) {
      const format = formats[record] ?? 0;
      if (format !== last) seen.add(format);
      last = format;
    }
    return seen;
  }

  /** Index of the last record that begins at or in front of `offset`; -1 when none does. */
  recordBefore(offset: number): number {
    const { start } = this.records;
    let low = 0;
    let high = this.recordCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (start.at(middle) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** A copy of the rows from record `record` on. */
  rowsFrom(record: number): Rows {
    return new Rows(this, record, this.#messagesBefore(record));
  }

  /** Adds the rows `from` and on of `rows`, whose text stands `delta` UTF-16 units further on now. */
  append(rows: Rows, from: number, delta: number): void {
    const recordDelta = this.recordCount - from;
    const messageFrom = rows.messagesBefore(from);
    const messageDelta = this.messageCount - messageFrom;
    for (const [name, column] of columnsOf(this.records)) {
      const values = rows.records.get(name) ?? new Uint32Array();
      if (name !== 'message') column.append(values, from, OFFSETS.has(name) ? delta : 0);
      else
        for (const value of values.subarray(from))
          column.push(value === NONE ? NONE : value - rows.messageBase + messageDelta);
    }
    for (const [name, column] of columnsOf(this.messages)) {
      const values = rows.messages.get(name) ?? new Uint32Array();
      const by = OFFSETS.has(name) ? delta : 0;
      column.append(values, messageFrom, name === 'record' ? recordDelta - rows.recordBase : by);
    }
  }

  /** Puts in the place of each offset of the log what `moved` gives for it. */
  moveOffsets(moved: (offset: number) => number): void {
    for (const [name, column] of [...columnsOf(this.records), ...columnsOf(this.messages)]) {
      if (!OFFSETS.has(name)) continue;
      for (let row = 0; row < column.length; row++) column.set(row, moved(column.at(row)));
    }
    this.discoveries = this.discoveries.map(({ format, head, at }) => ({ format, head: moved(head), at: moved(at) }));
  }

  /** Forgets the records from `count` on with their messages. */
  truncate(count: number): void {
    const messages = this.#messagesBefore(count);
    for (const column of Object.values(this.records) as Uint32Column[]) column.truncate(count);
    for (const column of Object.values(this.messages) as Uint32Column[]) column.truncate(messages);
    for (const message of this.entriesOf.keys()) if (message >= messages) this.entriesOf.delete(message);
  }

  /** Number of messages in the records before `record`. */
  #messagesBefore(record: number): number {
    for (let at = Math.min(record, this.recordCount) - 1; at >= 0; at--) {
      const message = this.records.message.at(at);
      if (message !== NONE) return message + 1;
    }
    return 0;
  }
}

/** Columns by which messages are tied to transactions and dialogs. */
const TYING = ['status', 'method', 'cseq', 'callId', 'branch', 'sentBy', 'fromTag', 'toTag'] as const;

/** Columns that hold offsets of the text. */
const OFFSETS = new Set([
  'start',
  'end',
  'entry',
  'startLineStart',
  'startLineEnd',
  'headersStart',
  'headersEnd',
  'bodyStart',
  'bodyEnd',
]);

const columnsOf = (columns: RecordColumns | MessageColumns): [string, Uint32Column | Float64Column][] =>
  Object.entries(columns) as [string, Uint32Column | Float64Column][];

/** The last rows of a store, as they were at some time. */
export class Rows {
  readonly records: ReadonlyMap<string, Uint32Array | Float64Array>;
  readonly messages: ReadonlyMap<string, Uint32Array | Float64Array>;

  constructor(
    store: Store,
    /** Index in that store of the first record here. */
    readonly recordBase: number,
    /** Index in that store of the first message here. */
    readonly messageBase: number,
  ) {
    this.records = new Map(columnsOf(store.records).map(([name, column]) => [name, column.from(recordBase)]));
    this.messages = new Map(columnsOf(store.messages).map(([name, column]) => [name, column.from(messageBase)]));
  }

  #record(name: keyof RecordColumns, row: number): number {
    return this.records.get(name)?.[row] ?? 0;
  }

  /** End of the record in row `row`. */
  endOf(row: number): number {
    return this.#record('end', row);
  }

  /** The row of the record that begins at `offset`; -1 when none does. */
  rowAt(offset: number): number {
    const starts = this.records.get('start') ?? [];
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return starts[low] === offset ? low : -1;
  }

  /** Number of messages here. */
  get messageCount(): number {
    return this.messages.get('record')?.length ?? 0;
  }

  /** Number of messages here in the records in front of row `row`. */
  messagesBefore(row: number): number {
    for (let at = row - 1; at >= 0; at--) {
      const message = this.#record('message', at);
      if (message !== NONE) return message + 1 - this.messageBase;
    }
    return 0;
  }

  /** Whether the messages from row `row` on, `count` of them, have what ties messages together in common with those of `store` from `message` on. */
  isTiedLike(row: number, count: number, store: Store, message: number): boolean {
    return TYING.every((name) => {
      const values = this.messages.get(name) ?? [];
      for (let at = 0; at < count; at++) {
        if (values[row + at] !== store.messages[name].at(message + at)) return false;
      }
      return true;
    });
  }

  /** Whether record `record` of `store` says what row `row` does, `delta` UTF-16 units further on. */
  isAlike(row: number, store: Store, record: number, delta: number): boolean {
    const hasMessage = this.#record('message', row) !== NONE;
    const message = store.records.message.at(record);
    if (hasMessage !== (message !== NONE)) return false;
    for (const [name, column] of columnsOf(store.records)) {
      if (name !== 'message' && !isAlike(name, this.records.get(name)?.[row], column.at(record), delta)) return false;
    }
    if (!hasMessage) return true;
    const messageRow = this.#record('message', row) - this.messageBase;
    for (const [name, column] of columnsOf(store.messages)) {
      const value = this.messages.get(name)?.[messageRow];
      if (name !== 'record' && !isAlike(name, value, column.at(message), delta)) return false;
    }
    return true;
  }
}

const isAlike = (name: string, before = 0, now: number, delta: number): boolean =>
  Object.is(OFFSETS.has(name) ? before + delta : before, now);
