import type { Message } from '../message';
import { printable } from '../text/printable';
import { calleeOf } from './callStory';
import { statusText } from './failedTransaction';
import { redirectsOf, uriOf } from './redirects';
import type { Rule } from './rule';

/**
 * Finding `redirect-loop`: a call is redirected to where it has been already: every target of a 3xx is a Request-URI that the call
 * tried before. Span: the status-line of the 3xx that closes the circle. RFC 3261 8.1.3.4.
 */
export const redirectLoop: Rule = {
  code: 'redirect-loop',
  severity: 'error',
  scope: 'call',
  source: 'RFC 3261 8.1.3.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-8.1.3.4',
  page: {
    title: 'Redirects lead a call in a circle',
    meaning:
      'The answer to an INVITE is a 3xx, and every address that it names has been tried in this call already. A client ' +
      'stops there, or goes round until somebody does.',
    advice:
      'Look at the forwarding of the addresses that the message names: one of them points back. When a server redirects ' +
      'to itself, look at its own domain and addresses.',
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

SIP/2.0 302 Moved Temporarily
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=3
Call-ID: 1
CSeq: 2 INVITE
Contact: <sip:bob@example.com>

`,
  },
  find: (call, context) => {
    const redirects = redirectsOf(call);
    if (redirects.length < 2) return [];
    const invites = call.attempts
      .flatMap(({ legs }) => legs)
      .flatMap(({ request }) => request ?? [])
      .sort((one, other) => one.index - other.index);
    const tried = new Map<string, Message>();
    let next = 0;
    for (const { response, targets } of redirects) {
      for (; (invites[next]?.index ?? response.index) < response.index; next++) {
        const invite = invites[next];
        if (invite !== undefined && !tried.has(uriOf(invite))) tried.set(uriOf(invite), invite);
      }
      if (targets.length === 0 || !targets.every((target) => tried.has(target)) || context.isClaimed(response))
        continue;
      const others = redirects.map((redirect) => redirect.response).filter((other) => other !== response);
      return [
        {
          span: response.startLineSpan,
          about: response,
          claims: others,
          related: others
            .map((other) => ({ span: other.startLineSpan, message: 'Another redirect of the circle' }))
            .slice(0, 10),
          message:
            `The call to ${calleeOf(call)} goes in a circle: ${statusText(response)} sends it to ${printable(targets.join(', '), 200)}, where it ` +
            `has been already. Tried so far: ${printable([...tried.keys()].join(', '), 300)}. Look at the forwarding of these addresses.`,
        },
      ];
    }
    return [];
  },
};
