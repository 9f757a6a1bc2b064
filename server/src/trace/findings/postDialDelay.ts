import { LONG_WAIT, NO_WAIT } from '../callVerdict';
import { durationText } from '../text/duration';
import { apart, whoCalled } from './callStory';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { type Rule, statusClass } from './rule';

/**
 * Finding `post-dial-delay`: the caller of a call that went well hears nothing for more than 6 s: so long it takes from the INVITE to the first
 * response that says more than 100, on the leg nearest to the caller. Span: the request-line. RFC 6076 4.3.1.
 */
export const postDialDelay: Rule = {
  code: 'post-dial-delay',
  severity: 'information',
  scope: 'call',
  statuses: statusClass(2),
  source: 'RFC 6076 4.3.1',
  href: 'https://www.rfc-editor.org/rfc/rfc6076#section-4.3.1',
  page: {
    title: 'A caller waits long for the first sign of life',
    meaning:
      'From the INVITE to the first response that says more than 100 Trying (ringing, progress) it took more than ' +
      'six seconds. So long the caller hears nothing, and many hang up. Only told of calls that were answered: of ' +
      'others their end is told.',
    advice:
      'Compare the times on the legs of the call: which hop takes long? Typical are number lookups, gateways that try ' +
      'trunks one after another, DNS, and overlap dialling that waits for more digits.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 0.1, fromBob: true, start: '100 Trying', cseq: '1 INVITE' },
      { at: 9, fromBob: true, start: '180 Ringing', cseq: '1 INVITE', tags: 'both' },
      { at: 12, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 12.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    if (call.outcome !== 'answered' || call.final === undefined || context.isClaimed(call.final)) return [];
    const [leg] = call.decidingAttempt.legs;
    const sign = leg.responses.find(({ statusCode }) => statusCode > 100);
    const delay = apart(leg.request, sign);
    if (leg.request === undefined || sign === undefined || delay === undefined || delay <= LONG_WAIT) return [];
    // Logs may leave out provisional responses, and clocks may be set.
    if (sign.statusCode >= 200 || delay >= NO_WAIT) return [];
    return [
      {
        span: leg.request.startLineSpan,
        about: leg.request,
        kind: call.callee,
        related: [{ span: sign.startLineSpan, message: 'The first sign of life' }],
        message: `${whoCalled(call)}, and the first sign of life (${statusText(sign)}) came after ${durationText(delay)}: so long the caller heard nothing. Compare the times on the legs of the call to find the hop that takes long.`,
      },
    ];
  },
};
