import { serverWords } from '../serverWords';
import { afterSetup, calleeOf, callerOf, ringSentence, withCopies } from './callStory';
import { exampleLog } from './exampleLog';
import { spaced, statusText } from './failedTransaction';
import { copyPlaces } from './guards/copies';
import type { Rule } from './rule';

/**
 * Finding `unexpected-487`: an INVITE that ends with 487 although the log shows no CANCEL and no BYE for it on any leg. An INVITE
 * whose Expires is over is news. Silent when the log lacks the ACK too. Span: the status-line. RFC 3261 21.4.25, 13.3.1.
 */
export const unexpected487: Rule = {
  code: 'unexpected-487',
  severity: 'warning',
  scope: 'call',
  statuses: [487],
  source: 'RFC 3261 21.4.25',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21.4.25',
  page: {
    title: 'A call ends as cancelled, and nobody cancelled it',
    meaning:
      'The INVITE was answered with 487, which says that it was taken back, and the log shows no CANCEL and no BYE for ' +
      'it on any leg. Either a server or a device gave up by itself (ring timeout, policy), or the CANCEL took a way ' +
      'that is not in the log. Silent when the ACK to the 487 is not in the log either. When the time in Expires of the INVITE was over, it is information.',
    advice:
      'Look at the hop that sent the 487 first: does its log show a CANCEL, a timeout or a rule? Compare how long it ' +
      'rang with the ring timeouts on the way.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '180 Ringing', cseq: '1 INVITE', tags: 'both' },
      { at: 8, fromBob: true, start: '487 Request Terminated', cseq: '1 INVITE', tags: 'both' },
      { at: 8.1, start: 'ACK sip:bob@example.com', cseq: '1 ACK', branch: '1INVITE', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    const { final, invite, bye } = call;
    if (final?.statusCode !== 487 || invite === undefined || call.cancels.length > 0 || context.isClaimed(final))
      return [];
    if (bye !== undefined && bye.first.index < final.index) return [];
    // A log without the ACK, which is always sent, leaves other requests out as well.
    if (
      !call.decidingAttempt.legs.some(({ messages }) =>
        messages.some(({ isRequest, method }) => isRequest && method === 'ACK'),
      )
    )
      return [];
    const [first, ...copies] = withCopies(final);
    const seconds = Number(/^\s*\d{1,6}/.exec(invite.value('expires') ?? '')?.[0] ?? Number.NaN);
    const isOver = call.setupTime !== undefined && call.setupTime >= seconds * 1000 - 500;
    const why = isOver
      ? `Its time was over: the INVITE has Expires ${seconds}.`
      : 'No CANCEL is in the log: a server or device gave up by itself, or the CANCEL took another way. Look at the hop that sent the 487.';
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: copies,
        ...(isOver ? { severity: 'information' as const } : {}),
        related: [{ span: invite.startLineSpan, message: 'The INVITE of the call' }, ...copyPlaces(copies)],
        message: `The call of ${callerOf(call)} to ${calleeOf(call)} ended with ${statusText(first)}${afterSetup(call)}.${ringSentence(call)}${spaced(serverWords(first))} ${why}`,
      },
    ];
  },
};
