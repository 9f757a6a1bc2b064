import { Float64Column, Interner, Uint32Column } from './text/columns';
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

/**
 * The tables that reading a log fills: numbers only, with the strings that repeat (Call-IDs, branches, tags, methods)
 * held once. Everything else is read from the text when somebody asks.
 */
export class Store {
  readonly records = new RecordColumns();
  readonly messages = new MessageColumns();
  readonly names = new Interner();
  /** The entries that hold a message which is spread over several, by its index. */
  readonly entriesOf = new Map<number, readonly Span[]>();

  get recordCount(): number {
    return this.records.start.length;
  }

  get messageCount(): number {
    return this.messages.record.length;
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
