import { durationText } from '../text/duration';
import { behindFinal, endsWithMore } from './behindFinals';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { KIND } from './messageKinds';
import { short } from './parties';
import type { Rule } from './rule';

/** What packets that overtake each other are apart at most, in ms. */
const REORDERED = 100;

const isProvisional = (status: number): boolean => status >= 100 && status < 200;

/**
 * Finding `provisional-after-final`: a provisional response comes more than 100 ms behind the final one, from where that came. Silent about one with another
 * To tag (a forked call), about one that came before, when the request was sent again in between, and without times. Span: the status-line. RFC 3261 17.1.1.2.
 */
export const provisionalAfterFinal: Rule = {
  code: 'provisional-after-final',
  severity: 'hint',
  scope: 'message',
  kinds: KIND.last,
  source: 'RFC 3261 17.1.1.2, 17.2.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17.2.1',
  page: {
    title: 'A provisional answer comes behind the final one',
    meaning:
      'A 1xx to a request comes later than its final answer, by more than packets overtake each other. The client ' +
      'ignores it. Either the network holds packets back, or the program that answers is confused. Silent where it may ' +
      'come from another phone that was called at once.',
    advice:
      'Nothing to do for a single one. When it happens often, look at the program that answers, and at the network.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 1.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 1.5, fromBob: true, start: '180 Ringing', cseq: '1 INVITE', tags: 'both' },
    ]),
  },
  mayConcern: (trace, index) => endsWithMore(trace, index, isProvisional),
  find: (last, context) => {
    const { final, response } = behindFinal(last, isProvisional) ?? {};
    if (final === undefined || response === undefined || context.isClaimed(response)) return [];
    if (response.toTag !== '' && response.toTag !== final.toTag) return [];
    // A copy answers a copy of the request, which the log may lack.
    const { responses } = last.trace.transactionOf(last);
    if (responses.some(({ index, statusCode }) => index < final.index && statusCode === response.statusCode)) return [];
    const time = context.timeBetween(final, response);
    if (time === undefined || time <= REORDERED) return [];
    const from = short(response.envelope.source);
    return [
      {
        span: response.startLineSpan,
        about: response,
        kind: from,
        related: [{ span: final.startLineSpan, message: 'The final answer' }],
        message:
          `${statusText(response)} came ${durationText(time)} behind the final answer ${statusText(final)}${from === '' ? '' : `, from ${from}`}: ` +
          'the network held it back, or the server is confused. The client ignores it.',
      },
    ];
  },
};
