import type { Message } from '../message';
import { addressOf } from '../sip/addressOfRecord';
import { statusCode } from '../tables';
import { printable } from '../text/printable';
import type { Transaction } from '../transactions';
import { copiesOf, copyPlaces } from './guards/copies';
import { keepAliveSentence } from './guards/keepAlive';
import type { Rule } from './rule';

/**
 * Finding `final-error-response`: a final 4xx, 5xx or 6xx that no other rule explains and that is a failure by its
 * nature: busy, declined, cancelled or challenged is not. One problem for all copies, at the first of them: the leg
 * nearest to where it comes from. Silent about a response without Via, CSeq and Call-ID, which no client can take for an
 * answer. Span: the status-line. RFC 3261 21.
 */
export const finalErrorResponse: Rule = {
  code: 'final-error-response',
  severity: 'warning',
  scope: 'failed-transaction',
  source: 'RFC 3261 21',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21',
  page: {
    title: 'A request fails, and only its status code says why',
    meaning:
      'The first final response to a request is a 4xx, 5xx or 6xx that is a failure by its nature, and no other ' +
      'finding says more about it. Busy, declined, cancelled and challenged are none. Copies of the response on ' +
      'other legs and its retransmissions belong to the same finding. Answers to keep-alives with a constant ' +
      'period are a hint, since any answer proves that the path works.',
    advice:
      'Read the status code and the header fields that explain it (Warning, Reason, Retry-After); hover over ' +
      'the code for what it means and what to try. Then look at the request that failed, which is the related ' +
      'place.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 500 Server Internal Error
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

`,
  },
  find: (transaction, context) => {
    const { finalResponse } = transaction;
    if (finalResponse === undefined || context.isClaimed(finalResponse) || isUntied(finalResponse)) return [];
    const row = statusCode(finalResponse.statusCode);
    if (((row ?? statusCode(classOf(finalResponse)))?.outcome ?? 'failure') !== 'failure') return [];
    const all = [finalResponse, ...copiesOf(finalResponse)].sort((one, other) => one.index - other.index);
    const [response = finalResponse, ...copies] = all;
    const pings = context.otherPingAnswers(finalResponse);
    const target = targetOf(transaction);
    const reason = response.reasonPhrase === '' ? '' : ` ${printable(response.reasonPhrase, LONGEST_REASON)}`;
    const inDialog = (transaction.request?.toTag ?? '') === '' ? undefined : row?.inDialog;
    const explained = inDialog === undefined ? meaningOf(response) : ` ${inDialog}`;
    const advice = inDialog === undefined ? adviceOf(response) : '';
    return [
      {
        span: response.startLineSpan,
        about: response,
        claims: [...copies, ...pings],
        ...(pings.length > 0 ? { severity: 'hint' as const, more: pings.length } : {}),
        related: [
          ...(transaction.request === undefined
            ? []
            : [{ span: transaction.request.startLineSpan, message: 'The request that failed' }]),
          ...copyPlaces([...copies, ...pings]),
        ],
        message: `${transaction.method || 'A request'}${target} failed with ${response.statusCode}${reason}.${explained}${pings.length > 0 ? keepAliveSentence(response) : advice}`,
      },
    ];
  },
};

/** Copies of pages may have the next header field behind the reason phrase, in UTF-16 units. */
const LONGEST_REASON = 60;

/** Whether nothing ties the response to a request: what is printed of a response a second time looks so. */
const isUntied = (response: Message): boolean =>
  !response.has('via') && !response.has('cseq') && !response.has('call-id');

/** The status code that a receiver takes an unknown one for. RFC 3261 8.1.3.2. */
const classOf = (response: Message): number => Math.floor(response.statusCode / 100) * 100;

const meaningOf = (response: Message): string =>
  ` ${statusCode(response.statusCode)?.meaning ?? `No registered status code; receivers treat it like ${classOf(response)}.`}`;

/** What to do next; for a code that nobody has registered only its own words tell. */
const adviceOf = (response: Message): string =>
  ` ${statusCode(response.statusCode)?.advice ?? 'Go by the reason phrase, and ask the vendor of the server.'}`;

/** ` to bob@example.com`; empty when the log does not show the request. */
function targetOf({ request }: Transaction): string {
  const line = request?.startLine;
  return line?.kind === 'request-line' ? ` to ${addressOf(request?.slice(line.requestUri) ?? '')}` : '';
}
