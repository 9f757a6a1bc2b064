import type { Call } from '../calls';
import { serverWords } from '../serverWords';
import { afterSetup, finalsOf, ringSentence, whoCalled, withCopies } from './callStory';
import { spaced, statusText } from './failedTransaction';
import { copyPlaces } from './guards/copies';
import type { Rule } from './rule';

/** What the callee did, by status code: at once, and after it rang. */
const OUTCOMES: Readonly<Record<number, { readonly atOnce: string; readonly afterRinging?: string }>> = {
  433: { atOnce: 'the callee takes no anonymous calls' },
  480: {
    atOnce: 'the callee cannot be reached now: its phone is not registered, or set to do not disturb',
    afterRinging: 'nobody answered',
  },
  486: { atOnce: 'the callee is busy', afterRinging: 'busy; since it rang before, somebody probably pressed reject' },
  600: { atOnce: 'the callee is busy on all devices' },
  603: { atOnce: 'the callee declined', afterRinging: 'the callee declined' },
  607: { atOnce: 'the callee marked the call as unwanted' },
};

/** Status codes with which a callee ends a call that is no failure. */
export const isOutcome = (code: number): boolean => OUTCOMES[code] !== undefined;

/**
 * Finding `call-outcome`: a call that the callee did not take, in the ordinary course of things: 433, 480, 486, 600, 603, 607.
 * The same callee and answer over and over is one. Span: the status-line. RFC 3261 21.4.18, 21.4.24, 21.6.
 */
export const callOutcome: Rule = {
  code: 'call-outcome',
  severity: 'information',
  scope: 'call',
  statuses: Object.keys(OUTCOMES).map(Number),
  source: 'RFC 3261 21.4.18, 21.4.24, 21.6',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21.4.24',
  page: {
    title: 'A call that the callee did not take',
    meaning:
      'The call ended in the ordinary course of things: the callee is busy (486, 600), declined (603, 607), cannot be ' +
      'reached now or did not answer (480), or takes no anonymous calls (433). The message says who called whom, what ' +
      'became of it and after how long. No fault of any server.',
    advice:
      'Nothing, when this is what happened. When the callee was free: check that its phone is registered, and that no ' +
      'forwarding, do-not-disturb or blocking answers for it.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 486 Busy Here
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

`,
  },
  find: (call, context) => {
    const { final } = call;
    const outcome = OUTCOMES[final?.statusCode ?? 0];
    if (call.outcome !== 'failed' || final === undefined || outcome === undefined || context.isClaimed(final))
      return [];
    const [first, ...copies] = withCopies(final);
    const others = finalsOf(call.decidingAttempt, ({ statusCode }) => isOutcome(statusCode));
    const did = call.ringing === undefined ? outcome.atOnce : (outcome.afterRinging ?? outcome.atOnce);
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: [...copies, ...others.filter((other) => !context.isClaimed(other))],
        kind: `${final.statusCode} ${call.callee}`,
        related: [...inviteOf(call), ...copyPlaces(copies)],
        message: `${whoCalled(call)}: ${did} (${statusText(first)})${afterSetup(call)}.${ringSentence(call)}${spaced(serverWords(first))}`,
      },
    ];
  },
};

/** The INVITE of a call as a related place; none when the log does not show it. */
export const inviteOf = ({ invite }: Call): { span: { start: number; end: number }; message: string }[] =>
  invite === undefined ? [] : [{ span: invite.startLineSpan, message: 'The INVITE of the call' }];
