import type { Call } from '../calls';
import { reasonsIn, serverWords } from '../serverWords';
import { inviteOf } from './callOutcome';
import { afterSetup, whoCalled, withCopies } from './callStory';
import { spaced, statusText } from './failedTransaction';
import { copyPlaces } from './guards/copies';
import type { Rule } from './rule';

/** Nobody reads a display and presses a key in less time, in ms. */
const PERSON = 500;

/**
 * Finding `declined-by-network`: a call that something and not somebody declined: 608; 603 with an explanation of a server on the
 * way (Call-Info, Reason); 603 within half a second and without ringing. Span: the status-line. RFC 8688, RFC 8197.
 */
export const declinedByNetwork: Rule = {
  code: 'declined-by-network',
  severity: 'information',
  scope: 'call',
  source: 'RFC 8688 3, RFC 8197',
  href: 'https://www.rfc-editor.org/rfc/rfc8688#section-3',
  page: {
    title: 'A call is refused before anybody could decide',
    meaning:
      'The call was declined by a service and not by a person: the answer is 608, or 603 with an explanation of a server ' +
      'on the way, or 603 within half a second and without ringing. Typical: call blocking, analytics that took the ' +
      'number for spam, do not disturb.',
    advice:
      'Ask the callee for blocking and do-not-disturb settings, and the provider whether the number of the caller is ' +
      'marked as unwanted. Call-Info of the answer may say where to complain.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 608 Rejected
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

`,
  },
  find: (call, context) => {
    const { final } = call;
    if (call.outcome !== 'failed' || final === undefined || context.isClaimed(final)) return [];
    const why = whyNobody(call);
    if (why === undefined) return [];
    const [first, ...copies] = withCopies(final);
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: copies,
        kind: `${final.statusCode} ${call.callee}`,
        related: [...inviteOf(call), ...copyPlaces(copies)],
        message:
          `${whoCalled(call)}: refused (${statusText(first)})${afterSetup(call)}, most likely by a service and not by a person: ` +
          `${why}.${spaced(serverWords(first))} Typical are blocking, analytics that took the number for spam, and do not disturb.`,
      },
    ];
  },
};

/** What tells that it was no person; `undefined` when it may have been one. */
function whyNobody(call: Call): string | undefined {
  const { final, ringing, setupTime } = call;
  if (final?.statusCode === 608) return 'with this code an intermediary says so itself';
  if (final?.statusCode !== 603) return undefined;
  if (final.header('call-info') !== undefined) return 'the answer says where to complain (Call-Info)';
  if (reasonsIn(final).some(({ text }) => /\b(?:network|blocked|analytics)\b/i.test(text)))
    return 'the answer says so (Reason)';
  return ringing === undefined && setupTime !== undefined && setupTime < PERSON
    ? 'nobody decides that fast, and it did not ring'
    : undefined;
}
