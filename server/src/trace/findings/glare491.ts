import { roughDurationText } from '../text/duration';
import { apart } from './callStory';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { glaresOf } from './glares';
import { copiesOf } from './guards/copies';
import type { Rule } from './rule';

/** Finding `glare-491`: both sides changed a call at the same time; the one that was refused tried again with success. Span: the status-line. RFC 3261 14.1. */
export const glare491: Rule = {
  code: 'glare-491',
  severity: 'information',
  scope: 'call',
  source: 'RFC 3261 14.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-14.1',
  page: {
    title: 'Both sides changed a call at the same time',
    meaning:
      'An INVITE or UPDATE within a call got 491 since the other side was changing the call as well. The refused side ' +
      'waited a moment and tried again with success. Normal.',
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
      .filter(({ retry, response }) => retry !== undefined && !context.isClaimed(response))
      .map(({ response, retry, transaction }) => {
        const time = apart(response, retry?.first);
        return {
          span: response.startLineSpan,
          about: response,
          claims: copiesOf(response),
          related: retry === undefined ? [] : [{ span: retry.first.startLineSpan, message: 'The try that succeeded' }],
          message: `Both sides changed the call at the same time: ${transaction.method} got ${statusText(response)}, and ${time === undefined ? 'was' : `${roughDurationText(time)} later it was`} tried again with success. Normal.`,
        };
      }),
};
