import type { FormatId } from './formats/format';
import type { Message } from './message';
import { NONE, RECORD_KINDS, type RecordKind } from './store';
import type { Span } from './text/span';
import type { Trace } from './trace';

/** One entry of the log as its writer framed it: a thin view of a row of the tables. */
export class LogRecord {
  constructor(
    readonly trace: Trace,
    /** Place among the records of the log, from 0. */
    readonly index: number,
  ) {}

  /** From the first character of the envelope to behind the last one of the record. */
  get span(): Span {
    const { start, end } = this.trace.store.records;
    return { start: start.at(this.index), end: end.at(this.index) };
  }

  get kind(): RecordKind {
    return RECORD_KINDS[this.trace.store.records.kind.at(this.index)] ?? 'other';
  }

  get format(): FormatId {
    return this.trace.knownFormats[this.trace.store.records.format.at(this.index)]?.id ?? 'plain';
  }

  /** The message in the record; `undefined` when it holds none. */
  get message(): Message | undefined {
    const message = this.trace.store.records.message.at(this.index);
    return message === NONE ? undefined : this.trace.messageAt(message);
  }

  /** Call-ID that a record without message names; empty when it names none. */
  get callId(): string {
    return this.trace.store.names.valueOf(this.trace.store.records.callId.at(this.index));
  }

  /** CSeq number that a record without message names. */
  get cseq(): number | undefined {
    const cseq = this.trace.store.records.cseq.at(this.index);
    return cseq === NONE ? undefined : cseq;
  }
}
