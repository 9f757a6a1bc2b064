import { type CompilePattern, type FormatProblem, problemText, withCustomFormats } from '../trace/formats/customFormat';
import type { FramedFormat, Head } from '../trace/formats/framedFormat';
import type { Message } from '../trace/message';
import type { TimeStamp } from '../trace/text/timeStamp';
import { readTrace, type Trace } from '../trace/trace';
import { counted, headAt, type NumberOf, shown, whyNoHead, whyNoMessage } from './formatReasons';
import type { Block, Inline } from './richText';

/** How many head lines of a format, and how many messages, are listed. */
const MOST_LISTED = 100;

/** A piece of a document. */
export interface FormatTestText {
  /** Name of the document. */
  readonly title: string;
  readonly text: string;
  /** Line of the document that `text` begins on, from 0. */
  readonly firstLine: number;
  /** Whether the document goes on where `text` was cut for its length. */
  readonly isCut: boolean;
}

export interface FormatTestOptions {
  readonly custom: readonly FramedFormat[];
  readonly problems: readonly FormatProblem[];
  readonly compile: CompilePattern;
}

/** What the formats of a person find in a text: head lines, messages, and where nothing is found the nearest reason. */
export function formatTest(
  { title, text, firstLine, isCut }: FormatTestText,
  { custom, problems, compile }: FormatTestOptions,
): Block[] {
  const trace = readTrace(text, withCustomFormats(custom));
  const numberOf: NumberOf = (line) => firstLine + line + 1;
  // A text that ends with a line end has no last line.
  const lineCount = trace.lines.count - (trace.lines.count > 1 && /[\r\n]$/.test(text) ? 1 : 0);
  const cut = isCut ? ' The rest is too long for a test and was left out; select the part that matters.' : '';
  return [
    [{ strong: `Formats tested on ${title}, lines ${numberOf(0)} to ${numberOf(lineCount - 1)}` }],
    [...summary(trace), cut],
    ...problemBlocks(problems),
    ...(custom.length > 0 || problems.length > 0 ? [] : [NO_FORMATS]),
    ...custom.flatMap((format) => formatBlocks(trace, format, compile, numberOf)),
    ...messageBlocks(trace, custom, numberOf),
  ];
}

const NO_FORMATS: Inline[] = [
  'The setting ',
  { code: 'sipTrace.formats' },
  ' describes no format of your own, so only those that SIP Trace has were tried.',
];

function summary({ messages }: Trace): Inline[] {
  if (messages.length === 0) return ['No message was read.'];
  const counts = new Map<string, number>();
  for (const { trace, recordIndex } of messages) {
    const { format } = trace.recordAt(recordIndex);
    counts.set(format, (counts.get(format) ?? 0) + 1);
  }
  const each = [...counts].flatMap(([format, count], index): Inline[] => [
    `${index === 0 ? '' : ', '}${count} by `,
    { code: format },
  ]);
  return [`${counted(messages.length, 'message')} read: `, ...each, '.'];
}

const problemBlocks = (problems: readonly FormatProblem[]): Block[] =>
  problems.length === 0
    ? []
    : [
        [{ strong: 'What is wrong in the setting' }, ' (these formats were not tried)'],
        { list: problems.map((problem) => [problemText(problem)]) },
      ];

/** The head lines of one format. */
function formatBlocks(trace: Trace, format: FramedFormat, compile: CompilePattern, numberOf: NumberOf): Block[] {
  const items: Inline[][] = [];
  for (let line = 0; line < trace.lines.count && items.length <= MOST_LISTED; line++) {
    const head = headAt(trace, format.framing, line);
    if (head !== undefined) items.push(headItem(trace, format, line, head, numberOf));
  }
  const title: Block = [{ strong: `Head lines of ${format.id}` }];
  if (items.length === 0) return [title, whyNoHead(trace, format, compile, numberOf)];
  return [title, { list: shortened(items) }];
}

function headItem(trace: Trace, format: FramedFormat, line: number, head: Head, numberOf: NumberOf): Inline[] {
  const groups = Object.entries(head.groups).filter(([, value]) => value !== undefined);
  const message = trace.messages.find(({ recordIndex }) => {
    const record = trace.recordAt(recordIndex);
    return record.format === format.id && trace.lineAt(record.span.start) === line;
  });
  return [
    `Line ${numberOf(line)}: `,
    shown(trace.text.slice(head.start, head.end)),
    ...groups.flatMap(([name, value = '']): Inline[] => [', ', { strong: name }, ' ', shown(value)]),
    ' → ',
    ...(message === undefined
      ? ['no message: ', ...whyNoMessage(trace, format, line, head, numberOf)]
      : [`message on line ${numberOf(trace.lineAt(message.startLineSpan.start))}`]),
  ];
}

function messageBlocks(trace: Trace, custom: readonly FramedFormat[], numberOf: NumberOf): Block[] {
  if (trace.messages.length === 0) return [];
  const items = trace.messages.slice(0, MOST_LISTED + 1).map((message) => messageItem(message, custom, numberOf));
  return [[{ strong: 'Messages' }], { list: shortened(items) }];
}

function messageItem(message: Message, custom: readonly FramedFormat[], numberOf: NumberOf): Inline[] {
  const { trace, envelope } = message;
  const record = trace.recordAt(message.recordIndex);
  const [first, last] = [record.span.start, record.span.end].map((offset) => numberOf(trace.lineAt(offset)));
  const { start, end } = message.bodySpan;
  const bodyLines = start < end ? trace.lineAt(end - 1) - trace.lineAt(start) + 1 : 0;
  const facts: Inline[][] = [
    ['read by ', { code: record.format }],
    [first === last ? `line ${first}` : `lines ${first} to ${last}`],
    message.direction === 'unknown' ? [] : [message.direction],
    envelope.timeStamp === undefined ? ['no time'] : [shownTime(envelope.timeStamp)],
    envelope.transport === '' ? [] : [envelope.transport],
    envelope.source === '' ? [] : ['from ', { code: envelope.source }],
    envelope.destination === '' ? [] : ['to ', { code: envelope.destination }],
    envelope.thread === '' ? [] : ['thread ', { code: envelope.thread }],
    envelope.sequence === '' ? [] : ['number ', { code: envelope.sequence }],
    message.isDuplicate ? ['logged before'] : [],
    [counted(message.headers.length, 'header field')],
    bodyLines === 0 ? [] : [`a body of ${counted(bodyLines, 'line')}`],
    endFacts(message, custom, last ?? 0),
  ];
  return [
    `Line ${numberOf(trace.lineAt(message.startLineSpan.start))}: `,
    shown(trace.slice(message.startLineSpan)),
    ...facts.filter((fact) => fact.length > 0).flatMap((fact): Inline[] => [', ', ...fact]),
  ];
}

/** Whether the end mark of the format ended the message. */
function endFacts({ trace, recordIndex }: Message, custom: readonly FramedFormat[], last: number): Inline[] {
  const format = custom.find(({ id }) => id === trace.recordAt(recordIndex).format);
  if (format?.framing.ends === undefined) return [];
  return trace.store.records.closed.at(recordIndex) === 1 ? [`end mark on line ${last}`] : ['no end mark'];
}

/** Date and time as far as they are known. */
function shownTime({ time, hasDate, hasYear, zone }: TimeStamp): string {
  const iso = new Date(time).toISOString().replace('T', ' ').replace('Z', '');
  const known = hasYear ? iso : hasDate ? iso.slice(5) : iso.slice(11);
  if (zone === undefined) return known;
  const minutes = Math.abs(zone);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${known} ${zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const shortened = (items: readonly (readonly Inline[])[]): readonly (readonly Inline[])[] =>
  items.length <= MOST_LISTED ? items : [...items.slice(0, MOST_LISTED), ['…']];
