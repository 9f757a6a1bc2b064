import { Interner } from './text/interner';
import type { Span } from './text/span';
import { Column, DoubleColumn, Table } from './text/table';

/** Stands in a column for "there is none". */
export const NONE = 0xffffffff;

/** Codes of `Records.kind`. */
export const RECORD_KINDS = ['message', 'diagnostic', 'connection', 'other'] as const;
/** What a record holds: a SIP message, a diagnostic about one, news of a connection, anything else. */
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Codes of `Messages.direction`. */
export const DIRECTIONS = ['unknown', 'incoming', 'outgoing'] as const;
/** Which way the program that wrote the log saw the message go. */
export type Direction = (typeof DIRECTIONS)[number];

/** Where the columns of `Records` stand in a row. */
export enum RecordPlace {
  time = 0,
  start = 2,
  end,
  entry,
  format,
  kind,
  message,
  closed,
  callId,
  cseq,
  width = 12,
}

/** One row per record, in the order of the log. */
export class Records extends Table {
  readonly start = new Column(this, RecordPlace.start);
  readonly end = new Column(this, RecordPlace.end);
  /** Where the head line of its entry begins: in front of the record when the entry holds several messages. */
  readonly entry = new Column(this, RecordPlace.entry);
  readonly format = new Column(this, RecordPlace.format);
  readonly kind = new Column(this, RecordPlace.kind);
  /** Index of the message in the record, `NONE` when it holds none. */
  readonly message = new Column(this, RecordPlace.message);
  /** Milliseconds since 1970-01-01 by the clock of the log, read as UTC; NaN when unknown. */
  readonly time = new DoubleColumn(this, RecordPlace.time);
  /** 1 when the record was ended by its own end mark. */
  readonly closed = new Column(this, RecordPlace.closed);
  /** Interned Call-ID that a record without message names; 0 when it names none. */
  readonly callId = new Column(this, RecordPlace.callId);
  /** CSeq number that a record without message names; `NONE` when it names none. */
  readonly cseq = new Column(this, RecordPlace.cseq);

  constructor() {
    super(RecordPlace.width);
  }
}

/** Where the columns of `Messages` stand in a row. */
export enum MessagePlace {
  record,
  startLineStart,
  startLineEnd,
  headersStart,
  headersEnd,
  headersClosed,
  bodyStart,
  bodyEnd,
  status,
  method,
  cseq,
  callId,
  branch,
  sentBy,
  fromTag,
  toTag,
  direction,
  present,
  width,
}

/** One row per message, in the order of the log. */
export class Messages extends Table {
  readonly record = new Column(this, MessagePlace.record);
  readonly startLineStart = new Column(this, MessagePlace.startLineStart);
  readonly startLineEnd = new Column(this, MessagePlace.startLineEnd);
  readonly headersStart = new Column(this, MessagePlace.headersStart);
  readonly headersEnd = new Column(this, MessagePlace.headersEnd);
  /** 1 when an empty line or the mark of the format ended the header fields; 0 when the log may have cut them. */
  readonly headersClosed = new Column(this, MessagePlace.headersClosed);
  readonly bodyStart = new Column(this, MessagePlace.bodyStart);
  readonly bodyEnd = new Column(this, MessagePlace.bodyEnd);
  /** Status code of a response, 0 for a request. */
  readonly status = new Column(this, MessagePlace.status);
  /** Interned method: of the request-line, for a response of its CSeq. */
  readonly method = new Column(this, MessagePlace.method);
  /** CSeq number, `NONE` when absent or not a number. */
  readonly cseq = new Column(this, MessagePlace.cseq);
  readonly callId = new Column(this, MessagePlace.callId);
  /** Interned branch of the top Via; 0 when it has none. */
  readonly branch = new Column(this, MessagePlace.branch);
  /** Interned sent-by of the top Via, lower case. */
  readonly sentBy = new Column(this, MessagePlace.sentBy);
  readonly fromTag = new Column(this, MessagePlace.fromTag);
  readonly toTag = new Column(this, MessagePlace.toTag);
  readonly direction = new Column(this, MessagePlace.direction);
  /** Which header fields there are: bits of `PRESENT`, so that rules need not read the fields of healthy messages. */
  readonly present = new Column(this, MessagePlace.present);

  constructor() {
    super(MessagePlace.width);
  }
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
  readonly records = new Records();
  readonly messages = new Messages();
  readonly names = new Interner();
  /** Formats that were known by what stands near the beginning of the log. */
  knownByHead: readonly number[] = [];
  /** The other formats that became known while the log was read, in that order. */
  discoveries: readonly Discovery[] = [];
  /** The entries that hold a message which is spread over several, by its index. */
  readonly entriesOf = new Map<number, readonly Span[]>();

  get recordCount(): number {
    return this.records.length;
  }

  get messageCount(): number {
    return this.messages.length;
  }

  /** Formats of the records, as `Records.format` counts them. */
  formatsSeen(): Set<number> {
    const seen = new Set<number>();
    const { format: formats } = this.records;
    let last = -1;
    for (let record = 0; record < this.recordCount; record++) {
      const format = formats.at(record);
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
    const { records, messages, recordCount, messageCount } = this;
    const messageFrom = rows.messagesBefore(from);
    const recordDelta = recordCount - from - rows.recordBase;
    const messageDelta = messageCount - messageFrom - rows.messageBase;
    records.append(rows.records, from);
    messages.append(rows.messages, messageFrom);
    for (let row = recordCount; row < records.length; row++) {
      const message = records.message.at(row);
      if (message !== NONE) records.message.set(row, message + messageDelta);
    }
    for (let row = messageCount; row < messages.length; row++)
      messages.record.set(row, messages.record.at(row) + recordDelta);
    if (delta !== 0) this.#moveOffsets((offset) => offset + delta, recordCount, messageCount);
  }

  /** Puts in the place of each offset of the log what `moved` gives for it. */
  moveOffsets(moved: (offset: number) => number): void {
    this.#moveOffsets(moved, 0, 0);
    this.discoveries = this.discoveries.map(({ format, head, at }) => ({ format, head: moved(head), at: moved(at) }));
  }

  #moveOffsets(moved: (offset: number) => number, record: number, message: number): void {
    for (const column of offsetsOfRecords(this.records))
      for (let row = record; row < this.recordCount; row++) column.set(row, moved(column.at(row)));
    for (const column of offsetsOfMessages(this.messages))
      for (let row = message; row < this.messageCount; row++) column.set(row, moved(column.at(row)));
  }

  /** Forgets the records from `count` on with their messages. */
  truncate(count: number): void {
    const messages = this.#messagesBefore(count);
    this.records.truncate(count);
    this.messages.truncate(messages);
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

/** The columns that hold offsets of the text. */
const offsetsOfRecords = ({ start, end, entry }: Records): Column[] => [start, end, entry];
const offsetsOfMessages = (messages: Messages): Column[] => [
  messages.startLineStart,
  messages.startLineEnd,
  messages.headersStart,
  messages.headersEnd,
  messages.bodyStart,
  messages.bodyEnd,
];

/** The columns by which messages are tied to transactions and dialogs. */
const tyingOf = (messages: Messages): Column[] => [
  messages.status,
  messages.method,
  messages.cseq,
  messages.callId,
  messages.branch,
  messages.sentBy,
  messages.fromTag,
  messages.toTag,
];

/** The last rows of a store, as they were at some time. */
export class Rows {
  readonly records = new Records();
  readonly messages = new Messages();

  constructor(
    store: Store,
    /** Index in that store of the first record here. */
    readonly recordBase: number,
    /** Index in that store of the first message here. */
    readonly messageBase: number,
  ) {
    this.records.append(store.records, recordBase);
    this.messages.append(store.messages, messageBase);
  }

  /** The row of the record that begins at `offset`; -1 when none does. */
  rowAt(offset: number): number {
    const { start, length } = this.records;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (start.at(middle) < offset) low = middle + 1;
      else high = middle;
    }
    return low < length && start.at(low) === offset ? low : -1;
  }

  /** Number of messages here in the records in front of row `row`. */
  messagesBefore(row: number): number {
    for (let at = row - 1; at >= 0; at--) {
      const message = this.records.message.at(at);
      if (message !== NONE) return message + 1 - this.messageBase;
    }
    return 0;
  }

  /** Whether the messages from row `row` on, `count` of them, have what ties messages together in common with those of `store` from `message` on. */
  isTiedLike(row: number, count: number, store: Store, message: number): boolean {
    const columns = tyingOf(store.messages);
    return tyingOf(this.messages).every((column, index) => {
      const other = columns[index];
      for (let at = 0; at < count; at++) if (column.at(row + at) !== other?.at(message + at)) return false;
      return true;
    });
  }

  /** Whether record `record` of `store` says what row `row` does, `delta` UTF-16 units further on. */
  isAlike(row: number, store: Store, record: number, delta: number): boolean {
    const before = this.records.message.at(row);
    const now = store.records.message.at(record);
    if ((before === NONE) !== (now === NONE)) return false;
    if (!isAlikeBut(MOVING_OF_RECORDS, RecordPlace.message, this.records, row, store.records, record, delta))
      return false;
    if (now === NONE) return true;
    const at = before - this.messageBase;
    return isAlikeBut(MOVING_OF_MESSAGES, MessagePlace.record, this.messages, at, store.messages, now, delta);
  }
}

/** Places of a row whose numbers are `delta` more in `other`. */
const placesOf = (columns: readonly Column[]): ReadonlySet<number> => new Set(columns.map(({ place }) => place));
const MOVING_OF_RECORDS = placesOf(offsetsOfRecords(new Records()));
const MOVING_OF_MESSAGES = placesOf(offsetsOfMessages(new Messages()));

/** Whether two rows are alike when offsets, which stand at the places `moving`, are `delta` more in `other`, and `left` is left out. */
function isAlikeBut<T extends Table>(
  moving: ReadonlySet<number>,
  left: number,
  one: T,
  row: number,
  other: T,
  otherRow: number,
  delta: number,
): boolean {
  const [from, otherFrom] = [row * one.width, otherRow * one.width];
  for (let place = 0; place < one.width; place++) {
    const by = moving.has(place) ? delta : 0;
    if (place !== left && (one.words[from + place] ?? 0) + by !== other.words[otherFrom + place]) return false;
  }
  return true;
}
