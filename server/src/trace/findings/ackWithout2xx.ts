import type { CallAttempt } from '../calls';
import type { Message } from '../message';
import { calleeOf, callerOf } from './callStory';
import { exampleLog } from './exampleLog';
import type { Rule } from './rule';

/**
 * Finding `ack-without-2xx`: the log shows the INVITE of a call and its ACK, and no final response that it confirms, although answers are in this log: the call
 * was answered or refused, and how is not seen. What else would be told of an INVITE without answer is not told then. Silent where the log begins behind the
 * INVITE, where another leg shows the final response, and where it shows one direction. Span: the request-line of the ACK.
 * RFC 3261 13, 17.1.1.3.
 */
export const ackWithout2xx: Rule = {
  code: 'ack-without-2xx',
  severity: 'hint',
  scope: 'call',
  source: 'RFC 3261 13, 17.1.1.3',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-13',
  page: {
    title: 'A call is confirmed whose answer is not in the log',
    meaning:
      'The log has the INVITE and its ACK, but not the final answer between them: without one there would be no ACK. So ' +
      'the log lacks messages, and whether the call was answered or refused cannot be told.',
    advice:
      'Look for why the log lacks the answer: packets that the capture lost or that were too big for it, a filter, or an ' +
      'answer that took another way. The log of the caller has it.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 0.1, fromBob: true, start: '180 Ringing', cseq: '1 INVITE', tags: 'both' },
      { at: 5, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    if (call.outcome !== 'open') return [];
    const acks = new Map<number | undefined, Message>();
    for (const { cseq, first } of call.of('ACK')) if (!acks.has(cseq)) acks.set(cseq, first);
    return call.attempts.flatMap(({ legs, final }) => {
      const [leg] = legs;
      const ack = acks.get(leg.cseq) ?? ackWithin(legs);
      if (final !== undefined || ack === undefined || context.isClaimed(ack)) return [];
      if (legs.some(({ request }) => request === undefined || request.index > ack.index)) return [];
      if (!legs.some((one) => one.responses.length > 0 || context.showsAnswersTo(one))) return [];
      return [
        {
          span: ack.startLineSpan,
          about: ack,
          claims: legs.flatMap(({ messages }) => messages).filter((one) => one !== ack && !context.isClaimed(one)),
          related: [{ span: leg.first.startLineSpan, message: 'The INVITE of the call' }],
          message:
            `The call of ${callerOf(call)} to ${calleeOf(call)} got a final answer, since there is an ACK to it, but the log does not show it: ` +
            'it lacks messages, and how the call went cannot be told.',
        },
      ];
    });
  },
};

/** The ACK that has the branch of its INVITE. */
const ackWithin = (legs: CallAttempt['legs']): Message | undefined =>
  legs.flatMap(({ messages }) => messages).find(({ method, isRequest }) => isRequest && method === 'ACK');
