import { printable } from '../text/printable';
import { calleeOf, withCopies } from './callStory';
import { statusText } from './failedTransaction';
import { redirectsOf } from './redirects';
import { type Rule, statusClass } from './rule';

/** Finding `redirect-followed`: a call was sent on with a 3xx, and an INVITE to its target follows. Span: the status-line. RFC 3261 8.1.3.4. */
export const redirectFollowed: Rule = {
  code: 'redirect-followed',
  severity: 'hint',
  scope: 'call',
  statuses: statusClass(3),
  source: 'RFC 3261 8.1.3.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-8.1.3.4',
  page: {
    title: 'A call is redirected',
    meaning:
      'The answer to the INVITE is a 3xx that names another address, and an INVITE to that address follows. Normal for ' +
      'call forwarding and for servers that spread their load.',
    advice:
      'Nothing. When the call ends up at the wrong place, look at the forwarding of the callee, and at the routes of the ' +
      'server that sent the redirect.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 302 Moved Temporarily
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE
Contact: <sip:carol@example.com>

INVITE sip:carol@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 2 INVITE

`,
  },
  find: (call, context) =>
    redirectsOf(call)
      .filter(({ response, followedBy }) => followedBy !== undefined && !context.isClaimed(response))
      .map(({ response, targets, followedBy }) => {
        const [first, ...copies] = withCopies(response);
        return {
          span: first.startLineSpan,
          about: first,
          claims: copies,
          related:
            followedBy === undefined ? [] : [{ span: followedBy.startLineSpan, message: 'The INVITE that follows it' }],
          message: `The call to ${calleeOf(call)} was sent on to ${printable(targets.join(', '), 200)} (${statusText(first)}), and an INVITE goes there.`,
        };
      }),
};
