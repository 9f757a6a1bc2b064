import { roughDurationText } from '../text/duration';
import { apart } from './callStory';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { glaresOf } from './glares';
import { copiesOf } from './guards/copies';
import type { Rule } from './rule';

/**
 * Finding `glare-491`: both sides changed a call at the same time, and behind the refusal a change took effect: another try of the one that was
 * refused, or what the other one wanted. Span: the status-line. RFC 3261 14.1.
 */
export const glare491: Rule = {
  code: 'glare-491',
  severity: 'information',
  scope: 'call',
  statuses: [491],
  source: 'RFC 3261 14.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-14.1',
  page: {
    title: 'Both sides changed a call at the same time',
    meaning:
      'An INVITE or UPDATE within a call got 491 since the other side was changing the call as well. The refused side ' +
      'tried again with success, or the change of the other side took effect. Normal.',
    advice:
      'Nothing. When it happens in most calls, look at what both sides change right after the answer, and let only one ' +
      'of them do it.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 1.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 2, start: 'UPDATE sip:bob@192.0.2.2', cseq: '2 UPDATE', tags: 'both' },
      { at: 2.1, fromBob: true, start: '491 Request Pending', cseq: '2 UPDATE', tags: 'both' },
      { at: 4.5, start: 'UPDATE sip:bob@192.0.2.2', cseq: '3 UPDATE', tags: 'both' },
      { at: 4.6, fromBob: true, start: '200 OK', cseq: '3 UPDATE', tags: 'both' },
    ]),
  },
  find: (call, context) =>
    glaresOf(call)
      .filter(({ settledBy, response }) => settledBy !== undefined && !context.isClaimed(response))
      .map(({ response, settledBy, transaction }) => {
        const isOfOther = settledBy?.first.fromTag !== transaction.first.fromTag;
        const time = apart(response, isOfOther ? settledBy?.finalResponse : settledBy?.first);
        const later = time === undefined ? 'then' : `${roughDurationText(time)} later`;
        return {
          span: response.startLineSpan,
          about: response,
          claims: copiesOf(response),
          related:
            settledBy === undefined
              ? []
              : [
                  {
                    span: settledBy.first.startLineSpan,
                    message: isOfOther ? 'The change of the other side, which took effect' : 'The try that succeeded',
                  },
                ],
          message: `Both sides changed the call at the same time: ${transaction.method} got ${statusText(response)}, and ${later} ${isOfOther ? `the ${settledBy?.method} of the other side took effect` : 'it was tried again with success'}. Normal.`,
        };
      }),
};
