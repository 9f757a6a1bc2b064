import type { Envelope } from '../../trace/envelope';
import type { Message } from '../../trace/message';
import type { LogRecord } from '../../trace/record';
import { hresult } from '../../trace/tables';
import { type Span, touches } from '../../trace/text/span';
import { readTimeStamp, type TimeStamp } from '../../trace/text/timeStamp';
import type { Trace } from '../../trace/trace';
import { spanText } from '../clock';
import { explainRecordField, explainTraceFlag } from '../knowledge';
import { type Block, explanationBlocks, type Inline } from '../richText';
import { answerBlocks } from './answer';
import { lineOf } from './headers/callNames';
import { quoted } from './headers/headerValue';
import type { HoverText } from './hoverText';

/** How much of a line is looked at, to both sides of the cursor. */
const REACH = 400;

/** What the log itself says is its only source. */
const THE_LOG = 'the log itself';

/** A piece of a line of the log. */
interface LinePart {
  readonly text: string;
  /** Offset of its first character in the log. */
  readonly start: number;
  /** Whether the line begins with it. */
  readonly isWhole: boolean;
}

/**
 * What the log says beside the messages: time stamps, threads, components, directions, trace flags, result codes.
 * `message` is the one within which the offset lies, where the log put something between its lines. `undefined` where no
 * record is.
 */
export function envelopeHover(trace: Trace, offset: number, message?: Message): HoverText | undefined {
  const record = message === undefined ? recordAt(trace, offset) : trace.recordAt(message.recordIndex);
  if (record === undefined) return undefined;
  const part = partAround(trace, offset);
  return (
    timeHover(trace, record, part, offset) ??
    headWordHover(part, offset) ??
    resultCodeHover(part, offset) ??
    fieldHover(record, part, offset) ??
    wordHover(record, part, offset) ??
    summaryHover(trace, record, part)
  );
}

/** The record that holds `offset`, or whose entry begins in front of it. */
function recordAt(trace: Trace, offset: number): LogRecord | undefined {
  const found = trace.recordAround(offset);
  if (found !== undefined) return found;
  const { records } = trace.store;
  let low = 0;
  let high = trace.store.recordCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (records.start.at(middle) <= offset) low = middle + 1;
    else high = middle;
  }
  return low < trace.store.recordCount && records.entry.at(low) <= offset ? trace.recordAt(low) : undefined;
}

function partAround(trace: Trace, offset: number): LinePart {
  const line = trace.lineAt(offset);
  const lineStart = trace.lines.startOf(line);
  const start = Math.max(lineStart, offset - REACH);
  const end = Math.min(trace.lines.endOf(line), offset + REACH);
  return { text: trace.text.slice(start, end), start, isWhole: start === lineStart };
}

/** The match of `pattern` that holds `offset`. */
function matchAt(part: LinePart, pattern: RegExp, offset: number): { match: RegExpExecArray; span: Span } | undefined {
  for (const match of part.text.matchAll(pattern)) {
    const span = { start: part.start + match.index, end: part.start + match.index + match[0].length };
    if (touches(span, offset)) return { match, span };
    if (span.start > offset) return undefined;
  }
  return undefined;
}

// Time stamps

const DATE = String.raw`(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d\d-\d\d|(?:[A-Z][a-z]{2}\s)?[A-Z][a-z]{2,8}\.?\s{1,2}\d{1,2},?(?:\s\d{4},?)?|\d{1,2}[- ][A-Z][a-z]{2}[- ]\d{4})`;
const ZONE = String.raw`(?:\s?(?:Z\b|(?:UTC|GMT)?[+-]\d\d:?\d\d\b|UTC\b|GMT\b))?`;
const TIME_STAMP = new RegExp(
  String.raw`(?<!\w)(?<!\w:)(?:${DATE}[T |,:\t_@-]{1,3})?\d{1,2}:\d\d:\d\d(?:[.,:]\d{1,9})?(?:\s?[AaPp][Mm]\b)?${ZONE}(?:\s\d{4}\b)?(?!:?\w)`,
  'g',
);
/** Seconds since 1970, and date and time without any marks: `1795374242.986446`, `12192016 083615.737177`. */
const BARE_TIME = /(?<![\w.])(?:\d{8} \d{6}\.\d{1,9}|\d{10}(?:\.\d{1,9}|\d{3})?)(?![\w.])/g;

function timeHover(trace: Trace, record: LogRecord, part: LinePart, offset: number): HoverText | undefined {
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
function timeFacts(trace: Trace, record: LogRecord): Block[] {
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

// The first line of a record of Microsoft's servers

const TRACE_WORDS = /\bT[LF]_[A-Z0-9_]{1,40}\b/g;
const PROCESS = /\[(\w{1,8})\]([0-9A-Fa-f]{1,8})\.([0-9A-Fa-f]{1,8})(?=::)/g;
const SEQUENCE = /(?<=:\d\d\.\d{3})\.([0-9A-Fa-f]{4,16})\b/g;
const COMPONENT = /\((\w{1,60}),([^()]{1,200})(?:\((\d{1,7})\))\)/g;
const PREFIX_SOURCE =
  'https://learn.microsoft.com/en-us/windows-hardware/drivers/devtest/trace-message-prefix; the log itself';

function headWordHover(part: LinePart, offset: number): HoverText | undefined {
  const word = matchAt(part, TRACE_WORDS, offset);
  if (word !== undefined) return traceFlagHover(word.match[0], word.span);
  if (!part.text.includes('TF_') && !part.text.includes('::')) return undefined;
  const process = matchAt(part, PROCESS, offset);
  if (process !== undefined) return processHover(process.match, process.span);
  const sequence = matchAt(part, SEQUENCE, offset);
  if (sequence !== undefined) {
    const number = Number.parseInt(sequence.match[1] ?? '', 16);
    return {
      span: { start: sequence.span.start + 1, end: sequence.span.end },
      blocks: answerBlocks({
        title: `Number of the entry: ${number}`,
        summary: 'Counts the entries of the trace, in hexadecimal digits.',
        source: THE_LOG,
      }),
    };
  }
  const component = matchAt(part, COMPONENT, offset);
  return component === undefined ? undefined : componentHover(component.match, component.span);
}

function traceFlagHover(name: string, span: Span): HoverText {
  const explanation = explainTraceFlag(name);
  if (explanation !== undefined) return { span, blocks: explanationBlocks(explanation) };
  const summary = 'A level or a kind of entry that no document known here explains.';
  return { span, blocks: answerBlocks({ title: name, summary, source: THE_LOG }) };
}

function processHover([, processor = '', process = '', thread = '']: RegExpExecArray, span: Span): HoverText {
  const id = (digits: string): string => `0x${digits} (${Number.parseInt(digits, 16)})`;
  return {
    span,
    blocks: answerBlocks({
      title: 'Process and thread',
      summary: `Written by process ${id(process)}, thread ${id(thread)}, on processor ${processor}.`,
      facts: [['Entries of one thread stand in the order in which it worked; those of others lie between them.']],
      source: PREFIX_SOURCE,
    }),
  };
}

function componentHover([, component = '', where = '', line = '']: RegExpExecArray, span: Span): HoverText {
  const colon = where.lastIndexOf(':');
  const [name, file] = colon === -1 ? ['', where] : [where.slice(0, colon), where.slice(colon + 1)];
  return {
    span,
    blocks: answerBlocks({
      title: `Component ${component}`,
      summary: [
        'Written by the component ',
        quoted(component),
        ...(name === '' ? [] : [', function ', quoted(name, 120)]),
        ', at line ',
        line,
        ' of ',
        quoted(file, 120),
        '.',
      ],
      source: THE_LOG,
    }),
  };
}

// Lines of Microsoft's records beside the message

const RESULT_CODE = /\b0x[0-9A-Fa-f]{8}\b/g;

/** A Windows result code that the table has; one behind `Result-Code:` is told as what it is. [MS-ERREF] 2.1. */
function resultCodeHover(part: LinePart, offset: number): HoverText | undefined {
  const found = matchAt(part, RESULT_CODE, offset);
  if (found === undefined || hresult(found.match[0]) !== undefined) return undefined;
  if (!/(?:Result-Code|HRESULT)\W{1,4}$/i.test(part.text.slice(0, found.match.index))) return undefined;
  const code = Number(found.match[0]);
  return {
    span: found.span,
    blocks: answerBlocks({
      title: `Windows result code ${found.match[0]}`,
      summary: `${code >= 0x80000000 ? 'A failure' : 'A success'}, of facility ${(code >>> 16) & 0x7ff}, with code ${code & 0xffff}. No table known here has its name.`,
      source: '[MS-ERREF] 2.1',
    }),
  };
}

const FIELD = /^\s{0,40}(\$\$(?:begin|end)_record|[A-Za-z][A-Za-z-]{2,30}(?=\s{0,4}:))/;
const MARK = /\$\$(?:begin|end)_record/g;

function fieldHover({ message }: LogRecord, part: LinePart, offset: number): HoverText | undefined {
  const mark = matchAt(part, MARK, offset);
  if (mark !== undefined) return recordFieldHover(mark.match[0], mark.span);
  const match = part.isWhole ? FIELD.exec(part.text) : null;
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const start = part.start + match[0].length - name.length;
  // What stands behind Start-Line is the message.
  const found = recordFieldHover(name, { start, end: start + name.length }, name === 'Start-Line' ? undefined : part);
  if (found === undefined || name !== 'Direction' || message === undefined) return found;
  return { ...found, blocks: [...found.blocks.slice(0, -1), directionFact(message), ...found.blocks.slice(-1)] };
}

/** The line, or where the cursor is on its name the name. */
function recordFieldHover(name: string, span: Span, part?: LinePart): HoverText | undefined {
  const explanation = explainRecordField(name);
  if (explanation === undefined) return undefined;
  const whole = part === undefined ? span : { start: span.start, end: part.start + part.text.trimEnd().length };
  return { span: whole, blocks: explanationBlocks(explanation) };
}

// Any format

/** A word of the line that the envelope names: an address, the transport, the thread. */
function wordHover({ message }: LogRecord, part: LinePart, offset: number): HoverText | undefined {
  if (message === undefined) return undefined;
  const { envelope } = message;
  for (const [text, title, summary] of wordsOf(envelope, message)) {
    if (text.length < 2) continue;
    const at = part.text.toLowerCase().indexOf(text.toLowerCase());
    const span = { start: part.start + at, end: part.start + at + text.length };
    if (at === -1 || !touches(span, offset)) continue;
    return { span, blocks: answerBlocks({ title, summary, source: THE_LOG }) };
  }
  return undefined;
}

type Word = readonly [text: string, title: string, summary: string];

function wordsOf(
  { source, destination, local, remote, transport, thread, sequence }: Envelope,
  message: Message,
): Word[] {
  const kind = message.isRequest ? 'request' : 'response';
  return [
    [
      source,
      `From ${source}`,
      `The address that this ${kind} came from${source === local ? ': the program that wrote the log' : ''}.`,
    ],
    [
      destination,
      `To ${destination}`,
      `The address that this ${kind} went to${destination === local ? ': the program that wrote the log' : ''}.`,
    ],
    [local, `Own address ${local}`, 'The address of the program that wrote the log.'],
    [remote, `Other side ${remote}`, 'The address of the other side.'],
    [thread, `Thread ${thread}`, 'The thread or process of the program that wrote the entry.'],
    [sequence, `Entry ${sequence}`, 'The number of the entry, as the program counts.'],
    [transport, `Transport ${transport}`, `The ${kind} was sent over ${transport}.`],
  ];
}

/** What the lines around a message say, put together. */
function summaryHover(trace: Trace, record: LogRecord, part: LinePart): HoverText | undefined {
  const text = part.text.trim();
  if (text === '') return undefined;
  const start = part.start + part.text.indexOf(text);
  const span = { start, end: start + text.length };
  const { message } = record;
  if (message === undefined) return otherRecordHover(trace, record, span);
  const { envelope } = message;
  const items: Inline[][] = [];
  const item = (label: string, value: string): void => {
    if (value !== '') items.push([`${label}: `, quoted(value, 100)]);
  };
  item('From', envelope.source);
  item('To', envelope.destination);
  item('Transport', envelope.transport);
  item('Thread', envelope.thread);
  item('Number of the entry', envelope.sequence);
  if (message.isDuplicate) items.push(['The program logs this message a second time here.']);
  return {
    span,
    blocks: [
      ...answerBlocks({
        title: 'Line of the log, not of the message',
        summary: directionFact(message),
        inLog: timeFacts(trace, record),
        facts: items,
        source: THE_LOG,
      }),
    ],
  };
}

/** Which way the message went: `The program that wrote this log sent the REGISTER of line 3.` */
function directionFact(message: Message): Inline[] {
  const what = message.isRequest ? message.method || 'request' : `${message.statusCode} ${message.reasonPhrase}`;
  return [`${directionText(message)} `, quoted(what, 80), ` of line ${lineOf(message.trace, message.index)}.`];
}

function directionText({ direction }: Message): string {
  if (direction === 'incoming') return 'The program that wrote this log received the';
  if (direction === 'outgoing') return 'The program that wrote this log sent the';
  return 'Belongs to the';
}

const KINDS = {
  message: 'An entry with a message',
  diagnostic: 'An entry in which the program says something about a message',
  connection: 'An entry about a connection',
  other: 'An entry that is no SIP message',
} as const;

function otherRecordHover(trace: Trace, record: LogRecord, span: Span): HoverText {
  const indices = record.callId === '' ? [] : trace.messagesOfCall(record.callId);
  const about = indices.find((index) => trace.messageAt(index).cseq === record.cseq) ?? indices[0];
  return {
    span,
    blocks: answerBlocks({
      title: KINDS[record.kind],
      summary:
        about === undefined
          ? 'No message of this log is tied to it.'
          : `It is about the message of line ${lineOf(trace, about)}, by its Call-ID and CSeq.`,
      inLog: timeFacts(trace, record),
      source: THE_LOG,
    }),
  };
}
