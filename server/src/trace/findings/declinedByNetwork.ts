import type { Call } from '../calls';
import type { Message } from '../message';
import { reasonsIn, serverWords } from '../serverWords';
import { inviteOf } from './callOutcome';
import { afterSetup, whoCalled, withCopies } from './callStory';
import { spaced, statusText } from './failedTransaction';
import { copyPlaces } from './guards/copies';
import type { Rule } from './rule';

/** Nobody reads a display and presses a key in less time, in ms. */
const PERSON = 500;

/** Words of a service that blocks calls. */
const BLOCKED = /\b(?:network|blocked|analytics)\b/i;

/** Words for what no person has decided, which some programs write in place of Decline. */
const OWN_WORDS =
  /\b(?:unauthori[sz]ed|forbidden|not (?:allowed|permitted|authori[sz]ed|found|supported)|fail(?:ed|ure)?|error|limit|exceeded|credit|balance|invalid|unsupported|timed? ?out|no route|codecs?|sdp|media)\b/i;

/**
 * Finding `declined-by-network`: a call that something and not somebody declined: 608; 603 with an explanation of a server on the
 * way (Call-Info, Reason); 603 with words for something else; 603 within half a second and without ringing. Span: the status-line.
 * RFC 8688, RFC 8197.
 */
export const declinedByNetwork: Rule = {
  code: 'declined-by-network',
  severity: 'information',
  scope: 'call',
  statuses: [603, 608],
  source: 'RFC 8688 3, RFC 8197',
  href: 'https://www.rfc-editor.org/rfc/rfc8688#section-3',
  page: {
    title: 'A call is refused before anybody could decide',
    meaning:
      'The call was declined by a program and not by a person: the answer is 608, or 603 with an explanation of a server ' +
      'on the way, or 603 within half a second and without ringing. Typical: call blocking, analytics that took the ' +
      'number for spam, do not disturb. Some programs answer 603 to all that goes wrong: then its words tell what.',
    advice:
      'Ask the callee for blocking and do-not-disturb settings, and the provider whether the number of the caller is ' +
      'marked as unwanted. Call-Info of the answer may say where to complain. Where the words of the answer name ' +
      'another reason, look for that in the log of the program that sent it.',
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
    const [who, advice] = isOwnWords(final)
      ? ['program', 'Look for that reason in the log of the program that sent the answer.']
      : ['service', 'Typical are blocking, analytics that took the number for spam, and do not disturb.'];
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: copies,
        kind: `${final.statusCode} ${call.callee}`,
        related: [...inviteOf(call), ...copyPlaces(copies)],
        message:
          `${whoCalled(call)}: refused (${statusText(first)})${afterSetup(call)}, most likely by a ${who} and not by a person: ` +
          `${why}.${spaced(serverWords(first))} ${advice}`,
      },
    ];
  },
};

const isOwnWords = (final: Message): boolean => final.statusCode === 603 && OWN_WORDS.test(final.reasonPhrase);

/** What tells that it was no person; `undefined` when it may have been one. */
function whyNobody(call: Call): string | undefined {
  const { final, ringing, setupTime } = call;
  if (final?.statusCode === 608) return 'with this code an intermediary says so itself';
  if (final?.statusCode !== 603) return undefined;
  if (isOwnWords(final)) return 'its words name another reason than that somebody declined';
  if (final.header('call-info') !== undefined) return 'the answer says where to complain (Call-Info)';
  if (reasonsIn(final).some(({ text }) => BLOCKED.test(text))) return 'the answer says so (Reason)';
  if (BLOCKED.test(final.reasonPhrase)) return 'the answer says so';
  return ringing === undefined && setupTime !== undefined && setupTime < PERSON
    ? 'nobody decides that fast, and it did not ring'
    : undefined;
}
