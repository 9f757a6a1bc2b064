import type { Call } from '../calls';
import type { Message } from '../message';
import { printable } from '../text/printable';
import { calleeOf } from './callStory';
import type { FindingContext } from './context';
import { statusText } from './failedTransaction';
import { KIND } from './messageKinds';
import { redirectsOf, uriOf } from './redirects';
import { type Found, type Rule, statusClass } from './rule';
import { type SignInRedirect, signInRedirects } from './signInRedirects';
import { cannotSignIn } from './signInStory';

/**
 * Finding `redirect-loop`: servers send a client back to where it has been sent before, without taking its REGISTER. Span: the
 * status-line of the first redirect that does. Likewise for calls: every target of a 3xx is a Request-URI that the call tried before. [MS-SIP] 4.2, RFC 3261 8.1.3.4.
 */
export const redirectLoop: Rule = {
  code: 'redirect-loop',
  severity: 'error',
  source: 'RFC 3261 8.1.3.4; [MS-SIP] 4.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-8.1.3.4',
  page: {
    title: 'Servers redirect the client in a circle',
    meaning:
      'A server answers with a redirect, the client goes to the server that is named, and that one sends it back to where it ' +
      'has been sent before. Each believes that the other is responsible for the user. A later success makes it news. ' +
      'Likewise for a call: every address that a 3xx to its INVITE names has been tried already.',
    advice:
      'Check on which pool the user is homed, and that all servers see the same: after a move wait until the directory has ' +
      'replicated, or move the user again. For a call look at the forwarding of the addresses that the message names: one of ' +
      'them points back.',
    example: [2, 1, 2]
      .map(
        (pool, index) => `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: ${index + 1} REGISTER

SIP/2.0 301 Redirect to home server
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: ${index + 1} REGISTER
Contact: <sip:pool${pool}.contoso.com:5061;transport=TLS>

`,
      )
      .join(''),
  },
  scope: 'trace',
  methods: ['REGISTER'],
  kinds: KIND.redirection,
  find: (subjects, context) => signInRedirects(subjects).flatMap((redirects) => loopOf(redirects, context)),
};

const redirectLoopOfCall: Rule = {
  code: redirectLoop.code,
  severity: redirectLoop.severity,
  scope: 'call',
  statuses: statusClass(3),
  source: redirectLoop.source,
  href: redirectLoop.href,
  page: redirectLoop.page,
  find: callLoopOf,
};

/** The searches for both. */
export const redirectLoops: readonly Rule[] = [redirectLoopOfCall, redirectLoop];

/** The loop in the redirects of one endpoint. One that is sent to the same server again has begun anew, and that is none. */
function loopOf(redirects: readonly SignInRedirect[], context: FindingContext): Found[] {
  const seen = new Map<string, number>();
  const end = redirects.findIndex(({ target }, index) => {
    const before = seen.get(target);
    const begun = before !== undefined && redirects.slice(before, index).some((between) => between.target !== target);
    seen.set(target, index);
    return target !== '' && begun;
  });
  const redirect = redirects[end];
  if (redirect === undefined) return [];
  const { signIn, message } = redirect;
  const places = [...new Set(redirects.map(({ target }) => target))].join(' and ');
  const success = context.successBehind(signIn, (redirects.at(-1) ?? redirect).message);
  return [
    {
      span: message.startLineSpan,
      about: message,
      claims: redirects.map((one) => one.message),
      more: redirects.length - 1 - end,
      related: redirects.slice(0, Math.min(end, 10)).map((one) => ({
        span: one.message.startLineSpan,
        message: `Redirect to ${one.target || 'another server'}`,
      })),
      ...(success === undefined ? {} : { severity: 'information' as const }),
      message:
        success === undefined
          ? `${cannotSignIn(signIn)}: the servers send the client back and forth between ${places} (${message.statusCode}), and none takes its REGISTER. ` +
            'Check on which pool the user is homed; after a move wait for replication, then sign in again.'
          : `${signIn.user} was sent back and forth between ${places} at first; a later attempt in this log succeeded. Nothing to do.`,
    },
  ];
}

/** The circle in which redirects lead a call. */
function callLoopOf(call: Call, context: FindingContext): Found[] {
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
    if (targets.length === 0 || !targets.every((target) => tried.has(target)) || context.isClaimed(response)) continue;
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
}
