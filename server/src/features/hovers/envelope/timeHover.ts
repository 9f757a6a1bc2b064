import type { LogRecord } from '../../../trace/record';
import { readTimeStamp, type TimeStamp } from '../../../trace/text/timeStamp';
import type { Trace } from '../../../trace/trace';
import { spanText } from '../../clock';
import type { Block } from '../../richText';
import { answerBlocks } from '../answer';
import { lineOf } from '../headers/callNames';
import type { HoverText } from '../hoverText';
import { type LinePart, matchAt, THE_LOG } from './linePart';

const DATE = String.raw`(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d\d-\d\d|(?:[A-Z][a-z]{2}\s)?[A-Z][a-z]{2,8}\.?\s{1,2}\d{1,2},?(?:\s\d{4},?)?|\d{1,2}[- ][A-Z][a-z]{2}[- ]\d{4})`;
const ZONE = String.raw`(?:\s?(?:Z\b|(?:UTC|GMT)?[+-]\d\d:?\d\d\b|UTC\b|GMT\b))?`;
const TIME_STAMP = new RegExp(
  String.raw`(?<!\w)(?<!\w:)(?:${DATE}[T |,:\t_@-]{1,3})?\d{1,2}:\d\d:\d\d(?:[.,:]\d{1,9})?(?:\s?[AaPp][Mm]\b)?${ZONE}(?:\s\d{4}\b)?(?!:?\w)`,
  'g',
);
/** Seconds since 1970, and date and time without any marks: `1795374242.986446`, `12192016 083615.737177`. */
const BARE_TIME = /(?<![\w.])(?:\d{8} \d{6}\.\d{1,9}|\d{10}(?:\.\d{1,9}|\d{3})?)(?![\w.])/g;

/** A time stamp of `record`, or any other one on the line. */
export function timeHover(trace: Trace, record: LogRecord, part: LinePart, offset: number): HoverText | undefined {
  const marked = matchAt(part, TIME_STAMP, offset);
  const found = marked ?? matchAt(part, BARE_TIME, offset);
  if (found === undefined) return undefined;
  const own = record.message?.envelope.timeStamp;
  const recordTime = trace.store.records.time.at(record.index);
  const read = readTimeStamp(found.match[0]);
  // The order of day and month is that of the format, so its own reading counts where the clock is the same.
  const isOwn = read !== undefined && sameClock(read.time, own?.time ?? recordTime);
  const stamp = isOwn && own !== undefined ? own : isOwn && read !== undefined ? { ...read, time: recordTime } : read;
  // Any long number may look like seconds since 1970.
  if (stamp === undefined || (marked === undefined && !isOwn)) return undefined;
  return { span: found.span, blocks: timeBlocks(stamp, isOwn ? timeFacts(trace, record) : []) };
}

const DAY = 86_400_000;

/** Whether two times show the same on a clock, up to a millisecond. */
const sameClock = (one: number, other: number): boolean => Math.abs((one % DAY) - (other % DAY)) < 1.5;

function timeBlocks(stamp: TimeStamp, facts: readonly Block[]): Block[] {
  const [day = '', clock = ''] = new Date(stamp.time).toISOString().slice(0, -1).split('T');
  const date = !stamp.hasDate ? '' : stamp.hasYear ? day : `${day.slice(5)} (month-day)`;
  const missing = !stamp.hasDate ? 'no date' : stamp.hasYear ? undefined : 'no year';
  const unknown = [missing, stamp.zone === undefined ? 'no time zone' : undefined].filter((word) => word !== undefined);
  return answerBlocks({
    title: `Time stamp: ${[date, clock].filter((word) => word !== '').join(' ')}`,
    summary: `When the entry was written, by the clock of the program${stamp.zone === undefined ? '' : `, which shows ${zoneText(stamp.zone)}`}.${unknown.length === 0 ? '' : ` The log gives ${unknown.join(' and ')}.`}`,
    inLog: facts,
    source: THE_LOG,
  });
}

function zoneText(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** How long after the message before it, and after the first of its transaction. */
export function timeFacts(trace: Trace, record: LogRecord): Block[] {
  const { message } = record;
  const time = trace.store.records.time.at(record.index);
  if (Number.isNaN(time)) return [];
  const before = message === undefined ? messageBefore(trace, record) : message.index - 1;
  const facts: Block[] = [];
  const previous = before < 0 ? undefined : trace.messageAt(before);
  if (previous?.time !== undefined) {
    facts.push([
      `${differenceText(time - previous.time)} the message before it (line ${lineOf(trace, previous.index)}).`,
    ]);
  }
  if (message === undefined) return facts;
  const { first } = trace.transactionOf(message);
  if (first.index !== message.index && first.index !== previous?.index && first.time !== undefined) {
    facts.push([
      `${differenceText(time - first.time)} the first message of its transaction (line ${lineOf(trace, first.index)}).`,
    ]);
  }
  return facts;
}

const differenceText = (milliseconds: number): string =>
  milliseconds === 0
    ? 'At the same time as'
    : `${spanText(Math.abs(milliseconds))} ${milliseconds > 0 ? 'after' : 'before'}`;

/** Index of the last message in front of `record`; -1 when there is none. */
function messageBefore(trace: Trace, record: LogRecord): number {
  const { startLineStart } = trace.store.messages;
  let low = 0;
  let high = trace.store.messageCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startLineStart.at(middle) < record.span.start) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
