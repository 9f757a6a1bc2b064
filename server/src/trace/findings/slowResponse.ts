import { durationText } from '../text/duration';
import type { Trace } from '../trace';
import { areWholeSeconds, waitFor } from './delays';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { LATE } from './lateFinalNonInvite';
import { KIND } from './messageKinds';
import { peerOf, short } from './parties';
import type { Rule } from './rule';

/** Time to the first response to an INVITE, and to the final one to another request, from which on it is slow, in ms. RFC 3261 17.2.1, RFC 4320 4.1. */
const SLOW_TRYING = 500;
const SLOW_FINAL = 4_000;
/** The first where the log writes whole seconds. */
const SLOW_IN_SECONDS = 2_000;

/**
 * Finding `slow-response`: the 100 to an INVITE comes later than 500 ms, or the final response to another request later than 4 s. One for each peer.
 * Silent where another finding is about the request or the answer, such as retransmissions; about an INVITE whose first response is another one, as
 * the log may leave the 100 out; and without times. Span: the status-line. RFC 3261 17.2.1, RFC 4320 4.1.
 */
export const slowResponse: Rule = {
  code: 'slow-response',
  severity: 'information',
  scope: 'message',
  kinds: KIND.late,
  source: 'RFC 3261 17.2.1; RFC 4320 4.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17.2.1',
  page: {
    title: 'A server is slow to answer',
    meaning:
      'The 100 Trying to an INVITE, which a server sends at once, came later than half a second; or the final answer to ' +
      'another request later than four seconds. The server is busy, or waits for something such as a database, a name ' +
      'server or another server. Answers of one server are one finding. Silent where the request was sent again: ' +
      'another finding tells that.',
    advice:
      'Look at the load of the server that is named, at the names that it has to look up, and at the time that the way to ' +
      'it takes. On a proxy look at the leg behind it first.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1.8, fromBob: true, start: '100 Trying', cseq: '1 INVITE' },
      { at: 2, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 2.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
    ]),
  },
  mayConcern: isSlow,
  find: (response, context) => {
    const { trace } = response;
    const transaction = trace.transactionOf(response);
    const { request, method } = transaction;
    if (request === undefined || context.isClaimed(request) || context.isClaimed(response)) return [];
    const wait = context.timeBetween(request, response);
    if (wait === undefined || (method === 'INVITE' && areWholeSeconds(request, response) && wait < SLOW_IN_SECONDS))
      return [];
    const from = short(request.envelope.destination || response.envelope.source);
    return [
      {
        span: response.startLineSpan,
        about: response,
        claims: context.legsOf(transaction).flatMap((leg) => (leg.request === undefined ? [] : [leg.request])),
        kind: peerOf(request),
        related: [{ span: request.startLineSpan, message: 'The request' }],
        message:
          `The ${method === 'INVITE' ? 'first' : 'final'} answer to this ${method} (${statusText(response)}) took ${durationText(wait)}${from === '' ? '' : ` from ${from}`}: ` +
          'the server is busy, waits for something, or is far away.',
      },
    ];
  },
};

function isSlow(trace: Trace, index: number): boolean {
  const wait = waitFor(trace, index);
  if (wait === undefined) return false;
  const { isInvite, status, milliseconds } = wait;
  return isInvite
    ? status === 100 && milliseconds > SLOW_TRYING && milliseconds <= LATE
    : milliseconds > SLOW_FINAL && milliseconds <= LATE;
}
