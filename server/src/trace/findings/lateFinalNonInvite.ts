import { NO_WAIT } from '../callVerdict';
import { durationText } from '../text/duration';
import { waitFor } from './delays';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { KIND } from './messageKinds';
import { peerOf, short } from './parties';
import type { Rule } from './rule';

/** Timer F: when a client gives up, in ms. RFC 3261 17.1.2.2. */
export const LATE = 32_000;

/**
 * Finding `late-final-non-invite`: the first final response to a request other than INVITE comes later than 32 s, when the client has given up. One
 * for each peer. Silent where another finding is about it, and about times that no server takes (a clock that was set). Span: the
 * status-line. RFC 4320 4.2.
 */
export const lateFinalNonInvite: Rule = {
  code: 'late-final-non-invite',
  severity: 'hint',
  scope: 'message',
  kinds: KIND.late,
  source: 'RFC 4320 4.2; RFC 3261 17.1.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc4320#section-4.2',
  page: {
    title: 'An answer comes when the client has given up',
    meaning:
      'The final answer to a request other than INVITE came later than 32 s. By then the client has told its user that ' +
      'nothing answered, so the answer is of no use.',
    advice:
      'Look at the server that is named: what does it wait for? Where it waits for another server, that one is to be ' +
      'looked at first. A server should rather stay silent than answer so late.',
    example: exampleLog([
      { at: 0, start: 'OPTIONS sip:bob@example.com', cseq: '1 OPTIONS' },
      { at: 34, fromBob: true, start: '200 OK', cseq: '1 OPTIONS', tags: 'both' },
    ]),
  },
  mayConcern: (trace, index) => {
    const wait = waitFor(trace, index);
    return wait !== undefined && !wait.isInvite && wait.milliseconds > LATE && wait.milliseconds < NO_WAIT;
  },
  find: (response, context) => {
    const transaction = response.trace.transactionOf(response);
    const { request, method } = transaction;
    const wait = context.timeBetween(transaction.first, response);
    if (request === undefined || wait === undefined) return [];
    if (context.isClaimed(request) || context.isClaimed(response)) return [];
    // The clock may have been set in between.
    if (!context.logGoesOnFor(transaction.first, wait)) return [];
    const from = short(request.envelope.destination || response.envelope.source);
    return [
      {
        span: response.startLineSpan,
        about: response,
        claims: context.legsOf(transaction).flatMap((leg) => (leg.request === undefined ? [] : [leg.request])),
        kind: peerOf(request),
        related: [{ span: request.startLineSpan, message: 'The request' }],
        message:
          `${statusText(response)} to this ${method} came${from === '' ? '' : ` from ${from}`} after ${durationText(wait)}: too late, a client gives up ` +
          'after 32 s. Look what the server waits for.',
      },
    ];
  },
};
