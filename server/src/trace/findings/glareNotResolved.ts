import type { Call } from '../calls';
import type { Message } from '../message';
import type { FindingContext } from './context';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { changesOf, type Glare, glaresOf, TRIES_AGAIN } from './glares';
import { copiesOf } from './guards/copies';
import type { Rule } from './rule';

/** So many 491 in a row are no chance any more. */
const MANY = 3;

/**
 * Finding `glare-not-resolved`: a change of a call was refused with 491, and neither side tried again within 10 s or later, while call and log
 * go on; or all that was tried again was refused with 491 too. Silent as soon as a change of either side got a 2xx behind it, when the call ends,
 * and when another try fails otherwise or waits for its answer: that is told by itself. Span: the status-line. RFC 3261 14.1.
 */
export const glareNotResolved: Rule = {
  code: 'glare-not-resolved',
  severity: 'warning',
  scope: 'call',
  statuses: [491],
  source: 'RFC 3261 14.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-14.1',
  page: {
    title: 'A change of a call gives way and never comes again',
    meaning:
      'An INVITE or UPDATE within a call got 491 since the other side was changing the call too, and behind it neither side ' +
      'changed the call with success. Hold, transfer or another codec did not take effect. Silent when the call ended ' +
      'within ten seconds, when another try failed for another reason, and when the log ends or has a hole there.',
    advice:
      'Look at the side that was refused: it should wait for 2 to 4 seconds and try again. When both sides keep changing ' +
      'the call, let only one of them do it.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 1.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 2, start: 'UPDATE sip:bob@192.0.2.2', cseq: '2 UPDATE', tags: 'both' },
      { at: 2.1, fromBob: true, start: '491 Request Pending', cseq: '2 UPDATE', tags: 'both' },
      { at: 60, start: 'BYE sip:bob@192.0.2.2', cseq: '3 BYE', tags: 'both' },
      { at: 60.1, fromBob: true, start: '200 OK', cseq: '3 BYE', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    const glares = glaresOf(call).filter(
      ({ response, settledBy }) => settledBy === undefined && !context.isClaimed(response),
    );
    const last = glares.at(-1);
    if (last === undefined || goesOnOtherwise(call, last) || !isShownBehind(last, context)) return [];
    const { response, transaction, inARow } = last;
    const others = glares.filter((glare) => glare !== last).map((glare) => glare.response);
    return [
      {
        span: response.startLineSpan,
        about: response,
        claims: [...others, ...copiesOf(response)],
        related: [{ span: transaction.first.startLineSpan, message: 'The request that was refused' }],
        message:
          `The change of the call (${transaction.method}) was refused with ${statusText(response)}${inARow >= MANY ? `, ${inARow} times in a row` : ''}, and no other try ` +
          'succeeded: hold, transfer or another codec did not take effect. The refused side should wait for 2 to 4 s and try again.',
      },
    ];
  },
};

/** Whether the call ended soon, or was only being set up, or another try is told of by itself. */
function goesOnOtherwise(call: Call, { response }: Glare): boolean {
  const ends = [...call.of('BYE'), ...call.cancels].map(({ first }) => first);
  return (
    (call.final?.index ?? 0) > response.index ||
    ends.some((end) => end.index > response.index && isSoonBehind(response, end)) ||
    changesOf(call).some(
      ({ first, finalResponse }) => first.index > response.index && finalResponse?.statusCode !== 491,
    )
  );
}

const isSoonBehind = (response: Message, end: Message): boolean =>
  end.time === undefined || response.time === undefined || end.time - response.time < TRIES_AGAIN;

/** Whether another try would stand in the log. */
const isShownBehind = ({ response }: Glare, context: FindingContext): boolean =>
  response.time !== undefined &&
  context.logGoesOnFor(response, TRIES_AGAIN) &&
  context.runsThrough(response, response.time + TRIES_AGAIN);
