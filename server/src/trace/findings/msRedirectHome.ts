import type { FindingContext } from './context';
import { KIND } from './messageKinds';
import type { Found, Rule } from './rule';
import { type SignInRedirect, signInRedirects } from './signInRedirects';
import { cannotSignIn } from './signInStory';
import { SILENCE } from './stuckSignIn';

/**
 * Finding `ms-redirect-home`: a REGISTER is answered with a redirect to the home server of the user, which is normal and a
 * hint; a warning where the log of the client shows that no REGISTER follows for 32 s. Span: the status-line. [MS-SIP] 4.2.
 */
export const msRedirectHome: Rule = {
  code: 'ms-redirect-home',
  severity: 'hint',
  scope: 'trace',
  source: '[MS-SIP] 4.2',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sip/f4bf1a4f-a7c8-4cdc-b78b-a47e0fa48b5d',
  page: {
    title: 'The sign-in is redirected to the home server',
    meaning:
      'The server answers the REGISTER with 301 and names the home server of the user in Contact. The client signs in there; ' +
      'this is how a sign-in finds its pool. A warning when the log of the client shows no further REGISTER for 32 seconds: ' +
      'then the client does not reach that server. In the log of the first server it is normal that nothing follows.',
    advice:
      'Nothing to do when the client goes on. Otherwise check from the computer of the client that the name of the home server ' +
      'resolves (DNS), that its port can be reached through firewalls, and that the client trusts its certificate.',
    example: `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER

SIP/2.0 301 Redirect to home server
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
Contact: <sip:pool2.contoso.com:5061;transport=TLS>

`,
  },
  methods: ['REGISTER'],
  kinds: KIND.redirection,
  find: (subjects, context) =>
    signInRedirects(subjects).flatMap((redirects) =>
      redirects.filter(({ message }) => !context.isClaimed(message)).map((one) => foundOf(one, context)),
    ),
};

function foundOf(redirect: SignInRedirect, context: FindingContext): Found {
  const { signIn, message, target } = redirect;
  const host = target || 'another server';
  const found = { span: message.startLineSpan, about: message };
  if (!endsThere(redirect, context)) {
    return {
      ...found,
      kind: target,
      message: `${signIn.user || 'The user'} is redirected to the home server ${host}. Nothing to do: the client signs in there.`,
    };
  }
  return {
    ...found,
    severity: 'warning',
    kind: target,
    message:
      `${cannotSignIn(signIn)}: the server sends the client to its home server ${host} (${message.statusCode}), and no REGISTER ` +
      'follows. Check from the computer of the client that this name resolves (DNS), that the port can be reached, and that ' +
      'the client trusts the certificate of that server.',
  };
}

/** Whether the log is that of the client, goes on for 32 s, and shows no other REGISTER of the endpoint behind the redirect. */
const endsThere = ({ signIn, message }: SignInRedirect, context: FindingContext): boolean =>
  message.direction === 'incoming' &&
  context.answersTo(signIn).lastRequest < message.index &&
  context.logGoesOnFor(message, SILENCE);
