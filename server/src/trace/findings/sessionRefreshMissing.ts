import { durationText } from '../text/duration';
import { exampleLog } from './exampleLog';
import { KIND } from './messageKinds';
import type { Rule } from './rule';
import { beginsInterval, clockBehind, sessionIntervalOf } from './sessionIntervals';

/** Time behind the end of the session interval from which on the session surely outlived it, as a share of it. */
const OUTLIVED = 1.02;

/**
 * Finding `session-refresh-missing`: the side that refreshes lets the session interval pass that was negotiated, and the call goes on: behind its end
 * comes a BYE, or a re-INVITE or UPDATE, that succeeds. Silent where a refresh was tried, where the log pauses in between, where legs
 * have different intervals, and where the session timer ended the call (`session-timer-drop`). Span: the value of Session-Expires.
 * RFC 4028 10.
 */
export const sessionRefreshMissing: Rule = {
  code: 'session-refresh-missing',
  severity: 'warning',
  scope: 'message',
  methods: ['INVITE', 'UPDATE'],
  kinds: KIND.success,
  source: 'RFC 4028 10',
  href: 'https://www.rfc-editor.org/rfc/rfc4028#section-10',
  page: {
    title: 'A call is not refreshed in time',
    meaning:
      'Both sides agreed in Session-Expires on how long the call stands without a refresh, and on who refreshes it. That ' +
      'side sent no re-INVITE and no UPDATE in all that time. The call went on, since the other side did not insist; ' +
      'with another one it would have dropped. Silent when the log pauses for more than 70 s in between.',
    advice:
      'Look in the log of the side that has to refresh whether it sends the re-INVITE or UPDATE. If so, it is lost on ' +
      'the way. If not, its support of session timers is broken: update it, or switch session timers off there.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE', more: 'Session-Expires: 90' },
      {
        at: 2,
        fromBob: true,
        start: '200 OK',
        cseq: '1 INVITE',
        tags: 'both',
        more: 'Session-Expires: 90;refresher=uac',
      },
      { at: 2.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 60, start: 'OPTIONS sip:bob@example.com', cseq: '1 OPTIONS', callId: '2' },
      { at: 60.1, fromBob: true, start: '200 OK', cseq: '1 OPTIONS', callId: '2' },
      { at: 110, start: 'BYE sip:bob@192.0.2.2', cseq: '2 BYE', tags: 'both' },
      { at: 110.1, fromBob: true, start: '200 OK', cseq: '2 BYE', tags: 'both' },
    ]),
  },
  mayConcern: beginsInterval(OUTLIVED),
  find: (answer, context) => {
    const interval = sessionIntervalOf(answer, OUTLIVED);
    const { request, finalResponse } = interval?.end ?? {};
    if (interval === undefined || request === undefined || finalResponse === undefined || interval.failed.length > 0)
      return [];
    if (finalResponse.statusCode >= 300 || context.isClaimed(answer) || context.isClaimed(request)) return [];
    const after = context.timeBetween(answer, request);
    const { expires, refresher, other } = interval;
    if (after === undefined || after < expires.seconds * 1000 * OUTLIVED) return [];
    if (!context.runsThrough(answer, request.time ?? 0)) return [];
    return [
      {
        span: answer.inLog(expires.span),
        about: answer,
        kind: `${refresher} ${other}`,
        related: [{ span: request.startLineSpan, message: 'The call was still there' }],
        message:
          `${refresher} should have refreshed the call with ${other} by ${clockBehind(answer, expires.seconds)} at the latest (re-INVITE or UPDATE within ` +
          `${expires.seconds} s), and did not. The call went on: its next ${request.method} came after ${durationText(after)}. Check the support ` +
          `for session timers of ${refresher}, and whether its re-INVITE or UPDATE is blocked on the way.`,
      },
    ];
  },
};
