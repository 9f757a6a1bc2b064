import { roughDurationText } from '../text/duration';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { exampleLog } from './exampleLog';
import { statusText, targetOf } from './failedTransaction';
import { TIMER_B } from './noResponse';
import type { Rule } from './rule';

/** Timer C: how long a proxy lets an INVITE ring without news, in ms. RFC 3261 16.6. */
const TIMER_C = 180_000;

/** What ends an INVITE otherwise. */
const ENDS = new Set(['CANCEL', 'BYE']);

/**
 * Finding `no-final-response`: a request that got provisional responses only, while the log goes on: for 32 s, for an INVITE for
 * three minutes behind the last of them. Silent for an INVITE that was taken back, where another leg shows how it ended, and across a pause.
 * Span: the request-line. RFC 3261 17.1.1.2, 17.1.2.2, 16.6.
 */
export const noFinalResponse: Rule = {
  code: 'no-final-response',
  severity: 'warning',
  scope: 'unanswered-transaction',
  source: 'RFC 3261 16.6, 17.1.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-16.6',
  page: {
    title: 'A request never gets its final answer',
    meaning:
      'A request got provisional responses (100 Trying, 180 Ringing) and never a final one, although the log goes on ' +
      'for long enough: three minutes behind the last response for an INVITE, else 32 s. Silent for an INVITE that ' +
      'was cancelled, where another leg of the request shows how it ended, and where the log pauses for more than 70 s.',
    advice:
      'Look at the hop that sent the last response: does its own log show what became of the request? Calls in ' +
      'queues should get a response every minute; a phone that rings for long needs one too.',
    example: exampleLog([
      { at: 0, start: 'MESSAGE sip:bob@example.com', cseq: '1 MESSAGE' },
      { at: 0.1, fromBob: true, start: '100 Trying', cseq: '1 MESSAGE' },
      { at: 40, start: 'OPTIONS sip:bob@example.com', cseq: '1 OPTIONS', callId: '2' },
      { at: 40.1, fromBob: true, start: '200 OK', cseq: '1 OPTIONS', callId: '2' },
    ]),
  },
  find: (transaction, context) => {
    const { request, responses, method } = transaction;
    const last = responses.at(-1);
    if (request === undefined || last === undefined || context.isClaimed(request)) return [];
    const legs = context.legsOf(transaction);
    if (legs.find((leg) => leg.responses.length > 0) !== transaction) return [];
    if (legs.some((leg) => leg.finalResponse !== undefined || leg.request === undefined)) return [];
    const wait = method === 'INVITE' ? TIMER_C : TIMER_B;
    const latest = legs
      .map(({ last: message }) => message)
      .reduce((one, other) => (other.index > one.index ? other : one));
    // Without times nobody can tell for how long it rang.
    if (latest.time === undefined && method === 'INVITE') return [];
    if (!context.logGoesOnFor(latest, wait) || endsOtherwise(transaction, context)) return [];
    // Who answers provisionally lives, and ends it: in a pause of the log the answer is more likely to be missing there.
    if (latest.time !== undefined && !context.runsThrough(latest, latest.time + wait)) return [];
    const target = targetOf(request);
    return [
      {
        span: request.startLineSpan,
        about: request,
        claims: legs.flatMap((leg) => (leg.request === undefined ? [] : [leg.request])),
        related: [{ span: last.startLineSpan, message: 'The last response to it' }],
        message:
          `${method}${target === '' ? '' : ` to ${target}`} got ${statusText(last)} and no final answer, while the log goes on for ` +
          `more than ${roughDurationText(wait)}. Look at the hop that sent it: its log shows what became of the request.`,
      },
    ];
  },
};

/** Whether the caller took the request back, or ended the call that it would have become. */
const endsOtherwise = (transaction: Transaction, context: FindingContext): boolean =>
  transaction.method === 'INVITE' && context.nextUnderCallId(transaction).some(({ method }) => ENDS.has(method));
