import type { Message } from '../message';
import { serverWords } from '../serverWords';
import { type Reason, reasonsOf } from '../sip/reason';
import { marginOf } from '../sip/sessionExpires';
import { durationText } from '../text/duration';
import type { FindingContext } from './context';
import { exampleLog } from './exampleLog';
import { spaced, statusText } from './failedTransaction';
import { KIND } from './messageKinds';
import { requestCopies } from './parties';
import type { Rule } from './rule';
import { beginsInterval, type SessionInterval, sessionIntervalOf } from './sessionIntervals';

/** Share of the interval before which no BYE is looked at. */
const EARLIEST = 0.6;
/** How far from such a moment a BYE may be, in ms: clocks of whole seconds, an ACK that starts the timer. */
const EARLY = 1_500;
const LATE = 2_500;
/** Share of the session interval up to which any moment in the margin proves the timer, when the log shows everything. */
const SHARE_THAT_PROVES = 0.1;

/**
 * Finding `session-timer-drop`: the side that does not refresh ends the call when the session interval that was negotiated runs out, and the log shows no
 * refresh in between: at the moment of RFC 4028 section 10, at the end of the interval, or with a Reason that says so. Silent when
 * the Reason says that somebody hung up, when the BYE comes at any other time or from the side that refreshes, where the call stood for as long without refresh before, and where legs have
 * different intervals. Span: the request-line of the BYE. RFC 4028 10.
 */
export const sessionTimerDrop: Rule = {
  code: 'session-timer-drop',
  severity: 'error',
  scope: 'message',
  methods: ['INVITE', 'UPDATE'],
  kinds: KIND.success,
  source: 'RFC 4028 10',
  href: 'https://www.rfc-editor.org/rfc/rfc4028#section-10',
  page: {
    title: 'The session timer drops a call',
    meaning:
      'Both sides agreed in Session-Expires on how long the call stands without a refresh, and on who refreshes it with a ' +
      're-INVITE or UPDATE. None came, or each failed, and the other side ended the call when the time was over: 32 s ' +
      'or a third of the interval before its end, or at its end. Nobody hung up. Silent when the BYE comes at another ' +
      'time or from the side that had to refresh, unless its Reason names the timer.',
    advice:
      'Find out why the side that had to refresh did not: does its own log show the re-INVITE or UPDATE? If so, it is ' +
      'lost on the way: check the Contact of the other side, Record-Route, NAT and firewall. If not, its support of ' +
      'session timers is broken: update it, or switch session timers off there.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE', more: 'Session-Expires: 1800' },
      {
        at: 2,
        fromBob: true,
        start: '200 OK',
        cseq: '1 INVITE',
        tags: 'both',
        more: 'Session-Expires: 1800;refresher=uac',
      },
      { at: 2.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 1770, fromBob: true, ofBob: true, start: 'BYE sip:alice@192.0.2.1', cseq: '1 BYE', tags: 'both' },
      { at: 1770.1, ofBob: true, start: '200 OK', cseq: '1 BYE', tags: 'both' },
    ]),
  },
  mayConcern: beginsInterval(EARLIEST),
  find: (answer, context) => {
    const interval = sessionIntervalOf(answer, EARLIEST);
    const bye = interval?.end.request;
    if (interval === undefined || bye === undefined || bye.method !== 'BYE' || context.isClaimed(bye)) return [];
    if (!isByTimer(interval, bye, context)) return [];
    const { refresher, other, expires, refresherTag } = interval;
    const refreshes = interval.failed.filter((transaction) => isRefresh(transaction, interval));
    // An answer that the log does not show may have been a 2xx.
    if (refreshes.some((one) => one.finalResponse === undefined && !context.showsAnswersTo(one))) return [];
    const after = durationText(context.timeBetween(answer, bye) ?? 0);
    return [
      {
        span: bye.startLineSpan,
        about: bye,
        claims: [
          ...requestCopies(bye),
          ...[interval.end, ...refreshes].flatMap(({ messages }) => messages).filter((one) => !context.isClaimed(one)),
        ],
        kind: `${refresher} ${other}`,
        related: [
          { span: answer.inLog(expires.span), message: 'How long the session stands, and who refreshes it' },
          ...refreshes.map(({ first }) => ({ span: first.startLineSpan, message: 'A refresh that failed' })),
        ],
        message:
          `The session timer ended the call of ${refresher} with ${other} after ${after}: they had agreed that ${refresher} ` +
          `refreshes the call within ${expires.seconds} s. ${whatFailed(refreshes)}, so ` +
          `${bye.fromTag === refresherTag ? refresher : other} gave it up.${spaced(serverWords(bye))} Check the support for ` +
          `session timers of ${refresher}, and whether its re-INVITE or UPDATE is blocked on the way.`,
      },
    ];
  },
};

/** Whether a BYE was sent since the session interval ran out. */
function isByTimer(interval: SessionInterval, bye: Message, context: FindingContext): boolean {
  const { answer, expires, refresherTag } = interval;
  const after = context.timeBetween(answer, bye);
  if (after === undefined) return false;
  const reasons = reasonsOf(bye);
  if (reasons.some(namesTimer)) return true;
  if (bye.fromTag === refresherTag || reasons.some((reason) => isByPerson(reason, bye.slice(reason.span))))
    return false;
  // The other side waited for longer before: it does not insist, and the BYE has another cause.
  if (interval.longestBefore >= after - EARLY) return false;
  const end = expires.seconds * 1000;
  const margin = marginOf(expires.seconds) * 1000;
  if ([end - margin, end].some((moment) => after > moment - EARLY && after < moment + LATE)) return true;
  if (after < end - margin || after > end || margin > end * SHARE_THAT_PROVES) return false;
  return context.runsThrough(answer, bye.time ?? 0);
}

/** Whether a request that failed was to refresh the session: from the side that has to, when it is time to. */
function isRefresh({ request }: SessionInterval['end'], { answer, expires, refresherTag }: SessionInterval): boolean {
  if (request?.time === undefined || answer.time === undefined || request.fromTag !== refresherTag) return false;
  return request.time - answer.time > expires.seconds * 300;
}

const namesTimer = ({ text }: Reason): boolean => /\bsession\b.{0,20}\b(?:timer|timed out|time-?out|expir)/i.test(text);

/** Whether a Reason says that somebody hung up, or may. */
const isByPerson = ({ protocol, cause }: Reason, words: string): boolean =>
  (protocol.toUpperCase() === 'Q.850' && cause === 16) ||
  (protocol.toUpperCase() === 'SIP' && cause === 200) ||
  (protocol.toUpperCase() === 'RELEASE_CAUSE' && cause === 1) ||
  /\b(?:user|hung|hangup|hang up|normal)\b/i.test(words);

function whatFailed(refreshes: SessionInterval['failed']): string {
  const last = refreshes.at(-1);
  if (last === undefined) return 'The log shows no refresh';
  const { finalResponse, method } = last;
  return finalResponse === undefined
    ? `Its ${method} to refresh it got no answer`
    : `Its ${method} to refresh it failed with ${statusText(finalResponse)}`;
}
