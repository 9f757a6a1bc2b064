import type { Message } from '../../trace/message';
import { msDiagnosticsOf } from '../../trace/microsoft/msDiagnostics';
import { printable } from '../../trace/text/printable';
import { touches } from '../../trace/text/span';
import { explainMethod, explainStatusCode } from '../knowledge';
import { type Block, explanationBlocks } from '../richText';
import { durationText, transactionSummary } from '../transactionSummary';
import type { HoverText } from './hoverText';

/** The method of a request-line, or the status code with its reason phrase, and what became of it in this log. */
export function startLineHover(message: Message, offset: number): HoverText | undefined {
  const line = message.startLine;
  if (line.kind === 'malformed') return undefined;
  if (line.kind === 'status-line') {
    const span = { start: line.code.start, end: Math.max(line.code.end, line.reasonPhrase.end) };
    if (!touches(span, offset)) return undefined;
    const explanation = explainStatusCode(line.statusCode);
    return explanation && { span, blocks: explanationBlocks(explanation, responseFacts(message)) };
  }
  if (!touches(line.method, offset)) return undefined;
  const explanation = explainMethod(message.slice(line.method));
  return explanation && { span: line.method, blocks: explanationBlocks(explanation, requestFacts(message)) };
}

function responseFacts(message: Message): Block[] {
  const { trace } = message;
  const transaction = trace.transactionOf(message);
  const { request } = transaction;
  const facts: Block[] = [];
  if (request === undefined) {
    facts.push([
      `In this log: answers ${message.method || 'a request'} (CSeq ${message.cseq ?? 'unknown'}), which was not seen here.`,
    ]);
  } else {
    const line = trace.lineAt(request.startLineSpan.start) + 1;
    const delay = request.time === undefined || message.time === undefined ? undefined : message.time - request.time;
    const after = delay === undefined || delay < 0 ? '' : ` after ${durationText(delay)}`;
    facts.push([`In this log: answers ${message.method} (CSeq ${message.cseq ?? 'unknown'}) of line ${line}${after}.`]);
  }
  for (const { id, reason } of msDiagnosticsOf(message)) {
    facts.push([
      `The server says: ms-diagnostics ${id ?? 'without number'}`,
      ...(reason === '' ? [] : [', ', { code: printable(reason) }]),
      '.',
    ]);
  }
  return facts;
}

const requestFacts = (message: Message): Block[] => [
  ['In this log: ', { code: printable(transactionSummary(message.trace.transactionOf(message))) }, '.'],
];
