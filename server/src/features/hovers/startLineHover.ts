import type { Message } from '../../trace/message';
import { msDiagnosticsOf } from '../../trace/microsoft/msDiagnostics';
import { parameterIn } from '../../trace/sip/parameters';
import type { MalformedStartLine, RequestLine, StatusLine } from '../../trace/sip/startLine';
import { readUri, type Uri } from '../../trace/sip/uri';
import { durationText } from '../../trace/text/duration';
import { printable } from '../../trace/text/printable';
import { touches } from '../../trace/text/span';
import type { Transaction } from '../../trace/transactions';
import { spanText } from '../clock';
import { explainMethod, explainStatusCode } from '../knowledge';
import { type Block, explanationBlocks } from '../richText';
import { transactionSummary } from '../transactionSummary';
import { answerBlocks } from './answer';
import { quoted, unknownBlocks, withParameterSources } from './headers/headerValue';
import type { HoverText } from './hoverText';
import { outcomeOf } from './responseOutcome';
import { addressText, uriItems, uriPartHover } from './uriText';

/**
 * A start-line: the method and what became of the request, the Request-URI taken apart, the status code with its reason
 * phrase, how the transaction went on, and what it comes to where all goes well.
 */
export function startLineHover(message: Message, offset: number): HoverText {
  const line = message.startLine;
  if (line.kind === 'malformed') return malformedHover(line);
  if (line.kind === 'status-line') return statusHover(message, line, offset);
  if (touches(line.method, offset)) return methodHover(message, line);
  return touches(line.requestUri, offset) ? requestUriHover(message, line, offset) : versionHover(line);
}

function malformedHover({ span, detail }: MalformedStartLine): HoverText {
  return {
    span,
    blocks: answerBlocks({
      title: 'A broken start-line',
      summary: `This is not a line that a SIP message may begin with: ${detail}.`,
      source: 'RFC 3261 7.1; RFC 3261 7.2',
    }),
  };
}

const versionHover = ({ version }: RequestLine): HoverText => ({
  span: version,
  blocks: answerBlocks({
    title: 'SIP/2.0',
    summary: 'The version of the protocol. All messages have this one, also those of later extensions.',
    source: 'RFC 3261 7.1',
  }),
});

function methodHover(message: Message, line: RequestLine): HoverText {
  const method = message.slice(line.method);
  const explanation = explainMethod(method);
  const facts = requestFacts(message);
  return {
    span: line.method,
    blocks: explanation === undefined ? [...unknownBlocks(method), ...facts] : explanationBlocks(explanation, facts),
  };
}

const requestFacts = (message: Message): Block[] => [
  ['In this log: ', { code: printable(transactionSummary(message.trace.transactionOf(message))) }, '.'],
];

function requestUriHover(message: Message, line: RequestLine, offset: number): HoverText {
  const uri = readUri(message.text, line.requestUri);
  const part = uriPartHover(message, uri, offset);
  if (part !== undefined) return part;
  const shown = addressText(message, uri);
  return {
    span: line.requestUri,
    blocks: answerBlocks({
      title: `Request-URI: ${shown}`,
      summary:
        message.method === 'REGISTER'
          ? 'The domain whose registrar is asked.'
          : `${targetText(message, uri)} Proxies may change it on the way; To stays as it is.`,
      facts: uriItems(message, uri),
      source: withParameterSources('RFC 3261 8.1.1.1; RFC 3261 19.1.1', message, ['uri', uri.parameters]),
    }),
  };
}

/** An address with gruu is that of one device, not of a user. RFC 5627 3.1, [MS-SIPRE]. */
function targetText(message: Message, uri: Uri): string {
  return parameterIn(message.text, uri.parameters, 'gruu') === undefined
    ? 'Whom or what this request is for now.'
    : 'One device, or one service, that this request is for now (gruu).';
}

function statusHover(message: Message, line: StatusLine, offset: number): HoverText {
  const { code, reasonPhrase, statusCode } = line;
  const span = { start: code.start, end: Math.max(code.end, reasonPhrase.end) };
  const explanation = explainStatusCode(statusCode);
  const facts = [...responseFacts(message), ...outcomeOf(message)];
  return {
    span: touches(span, offset) ? span : line.span,
    blocks:
      explanation === undefined
        ? answerBlocks({
            title: String(statusCode),
            summary: 'Not a status code: they go from 100 to 699.',
            inLog: facts,
            source: 'RFC 3261 7.2; RFC 3261 21',
          })
        : explanationBlocks(explanation, facts),
  };
}

function responseFacts(message: Message): Block[] {
  const { trace } = message;
  const transaction = trace.transactionOf(message);
  const { request } = transaction;
  const facts: Block[] = [];
  if (request === undefined) {
    facts.push([
      `In this log: answers ${message.method || 'a request'} (CSeq ${message.cseq ?? 'unknown'}), which was not seen here.${goneOn(transaction, message)}`,
    ]);
  } else {
    const line = trace.lineAt(request.startLineSpan.start) + 1;
    const delay = request.time === undefined || message.time === undefined ? undefined : message.time - request.time;
    const after =
      delay === undefined || delay < 0 ? '' : ` after ${delay < 3_600_000 ? durationText(delay) : spanText(delay)}`;
    facts.push([
      `In this log: answers ${message.method} (CSeq ${message.cseq ?? 'unknown'}) of line ${line}${after}.${goneOn(transaction, message)}`,
    ]);
  }
  for (const { id, reason } of msDiagnosticsOf(message)) {
    facts.push([
      `The server says: ms-diagnostics ${id ?? 'without number'}`,
      // The sentence has a full stop of its own.
      ...(reason === '' ? [] : [', ', quoted(reason.replace(/\.$/, ''), 300)]),
      '.',
    ]);
  }
  return facts;
}

/** How many further messages of a transaction are named. */
const MOST_NAMED = 4;

/** What came behind `message` in its transaction, counted from its request: ` Then 180 after 1.2 s, 200 after 4 s.` */
function goneOn({ messages, request }: Transaction, message: Message): string {
  const at = messages.indexOf(message);
  const later = messages.slice(at + 1);
  if (later.length === 0) return '';
  const named = later.slice(0, MOST_NAMED).map((next) => {
    const what = next.isRequest ? next.method : String(next.statusCode);
    const isRepeated = next.statusCode === message.statusCode && next.isResponse;
    const from = request?.time;
    const delay = from === undefined || next.time === undefined ? -1 : next.time - from;
    return `${what}${isRepeated ? ' again' : ''}${delay < 0 ? '' : ` after ${spanText(delay)}`}`;
  });
  if (later.length > named.length) named.push(`${later.length - named.length} more`);
  return ` Then ${named.join(', ')}.`;
}
