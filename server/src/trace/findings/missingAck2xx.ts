import type { Call } from '../calls';
import { answerRepeats, isNeverConfirmed } from '../callVerdict';
import type { Message } from '../message';
import { addressKind } from '../sdp/address';
import { roughDurationText } from '../text/duration';
import { printable } from '../text/printable';
import { afterSetup, finalsOf, whoCalled } from './callStory';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { copiesOf } from './guards/copies';
import { TIMER_B } from './noResponse';
import type { Rule } from './rule';

/**
 * Finding `missing-ack-2xx`: the callee answered, and goes on sending its 2xx since no ACK reaches it. The log shows none, or one
 * that was of no use. Silent when the log ends too early, and where the 2xx is not sent again: the ACK may have taken another way then.
 * Span: the status-line of the first 2xx. RFC 3261 13.2.2.4, 13.3.1.4.
 */
export const missingAck2xx: Rule = {
  code: 'missing-ack-2xx',
  severity: 'error',
  scope: 'call',
  source: 'RFC 3261 13.2.2.4, 13.3.1.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-13.3.1.4',
  page: {
    title: 'The answer to a call is never confirmed',
    meaning:
      'The callee answered with a 2xx and sends it again and again, since the ACK of the caller does not reach it. ' +
      'After 32 s it hangs up. Either the caller sends no ACK, or the ACK goes astray: it is sent to the Contact of the ' +
      'answer, over the servers in Record-Route. A 2xx that is not repeated is no finding, as the ACK may take a way ' +
      'that is not in the log.',
    advice:
      'Check the Contact of the 2xx: a private address, a wrong port or transport, or the address of a server that ' +
      'does not know the call make the ACK go astray. Then check that the servers on the way add Record-Route, and ' +
      'that no router rewrites SIP (SIP ALG).',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      ...[2, 2.5, 5.5].map((at) => ({
        at,
        fromBob: true,
        start: '200 OK',
        cseq: '1 INVITE',
        tags: 'both' as const,
      })),
      { at: 50, start: 'OPTIONS sip:bob@example.com', cseq: '1 OPTIONS', callId: '2' },
      { at: 50.1, fromBob: true, start: '200 OK', cseq: '1 OPTIONS', callId: '2' },
    ]),
  },
  find: (call, context) => {
    const { final } = call;
    if (final === undefined || context.isClaimed(final) || !isNeverConfirmed(call)) return [];
    // Where the log begins behind the INVITE, the ACK may stand in front of it, or go a way that is not captured.
    if (call.ack === undefined && call.invite === undefined) return [];
    if (call.ack === undefined && !context.logGoesOnFor(final, TIMER_B) && call.bye === undefined) return [];
    const { count, milliseconds } = answerRepeats(call);
    const during = milliseconds === undefined ? '' : ` in ${roughDurationText(milliseconds)}`;
    const ack =
      call.ack === undefined
        ? 'The log shows no ACK'
        : 'The log shows an ACK, but the callee goes on, so that it does not get there';
    return [
      {
        span: final.startLineSpan,
        about: final,
        claims: finalsOf(call.decidingAttempt, ({ statusCode }) => statusCode === final.statusCode),
        follows: lostBye(call).filter((response) => !context.isClaimed(response)),
        related: [
          ...(call.invite === undefined
            ? []
            : [{ span: call.invite.startLineSpan, message: 'The INVITE of the call' }]),
          ...(call.ack === undefined
            ? []
            : [{ span: call.ack.startLineSpan, message: 'The ACK that does not get there' }]),
        ],
        message:
          `${whoCalled(call)}: answered (${statusText(final)})${afterSetup(call)}, and never confirmed: the callee sent its ` +
          `answer ${count} times${during}. ${ack}. It hangs up after 32 s. ${contactSentence(call)}`,
      },
    ];
  },
};

/** The failure of the BYE of the caller: it goes astray as the ACK does. */
const lostBye = ({ bye, endedBy }: Call): Message[] =>
  endedBy === 'caller' && bye?.finalResponse !== undefined && bye.finalResponse.statusCode >= 400
    ? [bye.finalResponse, ...copiesOf(bye.finalResponse)]
    : [];

/** Where the ACK has to go, and what is wrong with it. RFC 3261 12.1.2. */
export function contactSentence({ final }: Call): string {
  const contact = /<?\s*(sips?:[^>\s]{1,200})/i.exec(final?.value('contact') ?? '')?.[1];
  if (contact === undefined) return 'Check that the answer has a Contact to which the caller can send its ACK.';
  const host = /^sips?:(?:[^@]{0,150}@)?(\[[^\]]{1,60}\]|[^:;>?]{1,120})/i.exec(contact)?.[1] ?? '';
  const isPrivate = ['private', 'loopback', 'link-local', 'unique-local'].includes(addressKind(host));
  const route =
    final?.header('record-route') === undefined ? 'straight there' : 'there over the servers in Record-Route';
  return (
    `The ACK goes to the Contact of the answer, ${printable(contact, 150)}, ${route}: check that this address can be reached from the caller` +
    `${isPrivate ? '. It is a private address, which cannot be reached from outside its network' : ''}.`
  );
}
