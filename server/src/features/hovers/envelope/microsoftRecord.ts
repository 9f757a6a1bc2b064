import type { LogRecord } from '../../../trace/record';
import { hresult } from '../../../trace/tables';
import type { Span } from '../../../trace/text/span';
import { explainRecordField, explainTraceFlag } from '../../knowledge';
import { explanationBlocks } from '../../richText';
import { answerBlocks } from '../answer';
import { quoted } from '../headers/headerValue';
import type { HoverText } from '../hoverText';
import { directionFact } from './direction';
import { type LinePart, matchAt, THE_LOG } from './linePart';

const TRACE_WORDS = /\bT[LF]_[A-Z0-9_]{1,40}\b/g;
const PROCESS = /\[(\w{1,8})\]([0-9A-Fa-f]{1,8})\.([0-9A-Fa-f]{1,8})(?=::)/g;
const SEQUENCE = /(?<=:\d\d\.\d{3})\.([0-9A-Fa-f]{4,16})\b/g;
const COMPONENT = /\((\w{1,60}),([^()]{1,200})(?:\((\d{1,7})\))\)/g;
const PREFIX_SOURCE =
  'https://learn.microsoft.com/en-us/windows-hardware/drivers/devtest/trace-message-prefix; the log itself';

/** What stands in the first line of a record: level, flag, process and thread, number, component. */
export function headWordHover(part: LinePart, offset: number): HoverText | undefined {
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
        source: PREFIX_SOURCE,
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

const RESULT_CODE = /\b0x[0-9A-Fa-f]{8}\b/g;

/** A Windows result code that the table has; one behind `Result-Code:` is told as what it is. [MS-ERREF] 2.1. */
export function resultCodeHover(part: LinePart, offset: number): HoverText | undefined {
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

/** A line of a record beside the message: `Peer`, `Direction`. */
export function fieldHover({ message }: LogRecord, part: LinePart, offset: number): HoverText | undefined {
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
