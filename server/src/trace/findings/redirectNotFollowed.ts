import { printable } from '../text/printable';
import { calleeOf, withCopies } from './callStory';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { TIMER_B } from './noResponse';
import { redirectsOf } from './redirects';
import { type Rule, statusClass } from './rule';

/** 380 describes another service in its body, and need not be followed. RFC 3261 21.3.5. */
const ALTERNATIVE_SERVICE = 380;

/**
 * Finding `redirect-not-followed`: a call ends with a 3xx that the caller got, and within 32 s no INVITE to its target follows, in
 * this call or another one. Silent unless the log shows what who got it sends to others.
 * Span: the status-line. RFC 3261 8.1.3.4.
 */
export const redirectNotFollowed: Rule = {
  code: 'redirect-not-followed',
  severity: 'warning',
  scope: 'call',
  statuses: statusClass(3),
  source: 'RFC 3261 8.1.3.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-8.1.3.4',
  page: {
    title: 'Nobody follows the redirect of a call',
    meaning:
      'The caller got a 3xx that names another address, and no INVITE to that address follows within 32 s while the log ' +
      'goes on. The call ends there. Only told where the log shows what the caller sends to others too: that of a server that redirects does not.',
    advice:
      'Check whether the client or session border controller follows redirects at all, and to that domain; many do not, ' +
      'or only to trusted addresses. Check that the target is an address that it can reach.',
    example: exampleLog(
      [
        { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
        {
          at: 0.1,
          fromBob: true,
          start: '302 Moved Temporarily',
          cseq: '1 INVITE',
          tags: 'both',
          more: 'Contact: <sip:carol@example.com>',
        },
        { at: 0.2, start: 'ACK sip:bob@example.com', cseq: '1 ACK', branch: '1INVITE', tags: 'both' },
        { at: 50, start: 'OPTIONS sip:bob@example.com', cseq: '1 OPTIONS', callId: '2' },
        { at: 50.1, fromBob: true, start: '200 OK', cseq: '1 OPTIONS', callId: '2' },
      ],
      'alice',
    ),
  },
  find: (call, context) => {
    if (call.outcome !== 'redirected' || context.isOneSided) return [];
    const last = redirectsOf(call).at(-1);
    if (last === undefined || last.response.statusCode === ALTERNATIVE_SERVICE || last.targets.length === 0) return [];
    const { response, targets, behind } = last;
    if (
      context.isClaimed(response) ||
      behind.length > 0 ||
      !(response.direction === 'incoming' || context.talksToOthers(call.final ?? response))
    )
      return [];
    if (!context.logGoesOnFor(response, TIMER_B) || context.isInvitedBehind(targets, response)) return [];
    const [first, ...copies] = withCopies(response);
    const shown = printable(targets.join(', '), 200);
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: copies,
        kind: shown,
        related:
          call.invite === undefined ? [] : [{ span: call.invite.startLineSpan, message: 'The INVITE of the call' }],
        message:
          `The call to ${calleeOf(call)} was redirected to ${shown} (${statusText(first)}), and nobody followed: no INVITE goes there. ` +
          'Check whether the client or session border controller follows redirects, trusts this target, and can reach it.',
      },
    ];
  },
};
