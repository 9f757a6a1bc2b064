import type { Message } from '../message';
import { roughDurationText } from '../text/duration';
import type { Transaction } from '../transactions';
import { exampleLog } from './exampleLog';
import { statusText, targetOf } from './failedTransaction';
import type { Rule } from './rule';

/** Copies of a final response from which on it is sure that it was sent again for want of an ACK, and the time over which. */
const COPIES = 4;
const REPEATED_FOR = 3_000;

/**
 * Finding `missing-ack-non2xx`: a server sends the final response to an INVITE again and again, since no ACK comes on that leg.
 * A response that is not repeated is no finding. The same sender over and over is one. Span: the status-line. RFC 3261 17.1.1.3.
 */
export const missingAckNon2xx: Rule = {
  code: 'missing-ack-non2xx',
  severity: 'warning',
  scope: 'call',
  source: 'RFC 3261 17.1.1.3, 17.2.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17.1.1.3',
  page: {
    title: 'A refused call is not confirmed',
    meaning:
      'The server answered an INVITE with a 3xx to 6xx and sends it again and again for up to 32 s, since the ACK is ' +
      'missing, which every hop has to send to the one behind it. The call has failed in any case; this costs load, and ' +
      'shows that packets get lost or that a program does not keep to the rules.',
    advice:
      'Check whether the client sends the ACK with the same branch in its top Via as the INVITE, and to the same address. ' +
      'If it does, look for what drops it on the way.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      ...[1, 1.5, 2.5, 4.5].map((at) => ({
        at,
        fromBob: true,
        start: '486 Busy Here',
        cseq: '1 INVITE',
        tags: 'both' as const,
      })),
    ]),
  },
  find: (call) => {
    const acks = new Set(call.of('ACK').map(({ cseq }) => cseq));
    return [...call.attempts.flatMap(({ legs }) => legs), ...call.reInvites].flatMap((leg) => {
      const copies = unconfirmed(leg);
      const [first] = copies;
      if (first === undefined) return [];
      const from = first.time;
      const to = copies.at(-1)?.time;
      const during = from === undefined || to === undefined ? '' : ` in ${roughDurationText(to - from)}`;
      const target = targetOf(leg.request);
      return [
        {
          span: first.startLineSpan,
          about: first,
          kind: `${leg.first.sentBy} ${first.statusCode}`,
          related: leg.request === undefined ? [] : [{ span: leg.request.startLineSpan, message: 'The INVITE' }],
          message:
            `The INVITE${target === '' ? '' : ` to ${target}`} was answered with ${statusText(first)}, and nobody confirmed it: the answer was sent ` +
            `${copies.length} times${during}, since the ACK is missing. ${
              acks.has(leg.cseq)
                ? 'The log shows an ACK with another branch in its top Via, which the server cannot tie to the INVITE: the client that sends it is at fault.'
                : `${leg.first.sentBy || 'The client'} has to send it to where it sent the INVITE; look whether it does, and what drops it.`
            }`,
        },
      ];
    });
  },
};

/** The final 3xx to 6xx of a leg and its copies, when there are so many that no ACK came; else empty. */
function unconfirmed({ messages, finalResponse, request }: Transaction): readonly Message[] {
  if (finalResponse === undefined || finalResponse.statusCode < 300 || request === undefined) return [];
  if (messages.length < COPIES || messages.some(({ method, isRequest }) => isRequest && method === 'ACK')) return [];
  const copies = messages.filter(
    ({ statusCode, isDuplicate }) => statusCode === finalResponse.statusCode && !isDuplicate,
  );
  const from = finalResponse.time;
  const to = copies.at(-1)?.time;
  if (copies.length < COPIES || (from !== undefined && to !== undefined && to - from < REPEATED_FOR)) return [];
  return copies;
}
