import type { Envelope } from '../../trace/envelope';
import type { Message } from '../../trace/message';
import type { LogRecord } from '../../trace/record';
import { type Span, touches } from '../../trace/text/span';
import type { Trace } from '../../trace/trace';
import type { Inline } from '../richText';
import { answerBlocks } from './answer';
import { directionFact } from './envelope/direction';
import { type LinePart, partAround, THE_LOG } from './envelope/linePart';
import { fieldHover, headWordHover, resultCodeHover } from './envelope/microsoftRecord';
import { timeFacts, timeHover } from './envelope/timeHover';
import { lineOf } from './headers/callNames';
import { quoted } from './headers/headerValue';
import type { HoverText } from './hoverText';

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
