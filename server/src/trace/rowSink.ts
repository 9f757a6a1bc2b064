import { PRESENT } from './headReader';
import type { OrdinaryFacts } from './ordinary/ordinaryFacts';
import type { OrdinaryMessage } from './ordinary/ordinaryMessage';
import {
  DIRECTIONS,
  type Direction,
  MessagePlace,
  NONE,
  RECORD_KINDS,
  type RecordKind,
  RecordPlace,
  type Store,
} from './store';
import type { Span } from './text/span';
import type { Units } from './text/units';

/** What a format knows of a record that it has read. */
export interface RecordFacts {
  readonly start: number;
  /** Where the head line of the entry begins that holds the record; `start` when not given. */
  readonly entry?: number;
  /** Offset behind the last character of the record, without the last line end. */
  readonly end: number;
  readonly kind: RecordKind;
  /** Milliseconds since 1970-01-01 by the clock of the log, read as UTC; NaN when unknown. */
  readonly time: number;
  /** Whether the log gives the date as well; without it `time` counts from midnight. */
  readonly isDated: boolean;
  /** Whether the format's own end mark ended the record. */
  readonly closed: boolean;
  /** Which way its message goes; unknown when not given. */
  readonly direction?: Direction;
  /** Whether the program had logged its message before. */
  readonly isDuplicate?: boolean;
  /** Call-ID and CSeq that a record without message names. */
  readonly callId?: string;
  readonly cseq?: number;
}

const DAY = 86_400_000;
/** Times below this one have no date. */
const UNDATED = 100 * DAY;

/** Fills the tables with records whose places and values are known, whatever they were read from. */
export class RowSink {
  /** Index into `formats` of the format that reads. */
  format = 0;

  constructor(readonly store: Store) {}

  /** Adds a record that holds no message. */
  addRecord(record: RecordFacts): void {
    this.addRecordOf(record, NONE);
  }

  /**
   * Adds a record with the ordinary message in it, whose offsets are `base` less than those of the log. Returns whether it has, which it
   * has not where the values of its header fields are special.
   */
  addOrdinary(
    record: OrdinaryFacts,
    message: OrdinaryMessage,
    body: Span,
    units: Units,
    base: number,
    isShaped: boolean,
  ): boolean {
    const { messages, recordCount, names } = this.store;
    const row = messages.room();
    const { words } = messages;
    if (!message.putNames(units, words, row, names)) return false;
    const { startLine, headers } = message;
    const hasBody = body.start < body.end;
    words[row + MessagePlace.record] = recordCount;
    words[row + MessagePlace.startLineStart] = base + startLine.start;
    words[row + MessagePlace.startLineEnd] = base + startLine.end;
    words[row + MessagePlace.headersStart] = base + headers.start;
    words[row + MessagePlace.headersEnd] = base + headers.end;
    words[row + MessagePlace.headersClosed] = 1;
    words[row + MessagePlace.bodyStart] = base + (hasBody ? body.start : headers.end);
    words[row + MessagePlace.bodyEnd] = base + (hasBody ? body.end : headers.end);
    words[row + MessagePlace.direction] = codeOf(record.direction);
    const duplicate = record.isDuplicate ? PRESENT.duplicate : 0;
    words[row + MessagePlace.present] = message.present | duplicate | (isShaped ? PRESENT.shape : 0);
    const time = this.#timeOf(record.time, record.isDated);
    this.#addRow(record.start, record.start, record.end, MESSAGE, messages.length++, time, 1, 0, NONE);
    return true;
  }

  /** Time of a record; where the log gives no date, a clock that goes back by half a day has passed midnight. */
  #timeOf(time: number, isDated: boolean): number {
    if (isDated || Number.isNaN(time)) return time;
    const before = this.store.records.time.at(this.store.recordCount - 1);
    if (this.store.recordCount === 0 || Number.isNaN(before) || before >= UNDATED) return time;
    const days = Math.floor(before / DAY) * DAY;
    return before - (time + days) > DAY / 2 ? time + days + DAY : time + days;
  }

  /** Adds the row of a record with message `message`, `NONE` for no message. */
  protected addRecordOf(record: RecordFacts, message: number): void {
    this.#addRow(
      record.start,
      record.entry ?? record.start,
      record.end,
      RECORD_KINDS.indexOf(record.kind),
      message,
      this.#timeOf(record.time, record.isDated),
      record.closed ? 1 : 0,
      record.callId === undefined ? 0 : this.store.names.idOf(record.callId),
      record.cseq ?? NONE,
    );
  }

  #addRow(
    start: number,
    entry: number,
    end: number,
    kind: number,
    message: number,
    time: number,
    closed: number,
    callId: number,
    cseq: number,
  ): void {
    const { records } = this.store;
    const row = records.room();
    const { words } = records;
    records.doubles[(row + RecordPlace.time) / 2] = time;
    words[row + RecordPlace.start] = start;
    words[row + RecordPlace.entry] = entry;
    words[row + RecordPlace.end] = end;
    words[row + RecordPlace.format] = this.format;
    words[row + RecordPlace.kind] = kind;
    words[row + RecordPlace.message] = message;
    words[row + RecordPlace.closed] = closed;
    words[row + RecordPlace.callId] = callId;
    words[row + RecordPlace.cseq] = cseq;
    records.length++;
  }
}

/** Code of `direction` in `Messages`. */
export const codeOf = (direction: Direction | undefined): number =>
  direction === 'incoming' ? INCOMING : direction === 'outgoing' ? OUTGOING : 0;
const INCOMING = DIRECTIONS.indexOf('incoming');
const OUTGOING = DIRECTIONS.indexOf('outgoing');
const MESSAGE = RECORD_KINDS.indexOf('message');
