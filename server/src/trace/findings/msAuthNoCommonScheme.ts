import type { SignIn, SignInStep } from '../signIns';
import type { FindingContext } from './context';
import type { Found, Rule } from './rule';
import { cannotSignIn, endpointKind, stepPlace } from './signInStory';
import { stuckSignIn } from './stuckSignIn';

/**
 * Finding `ms-auth-no-common-scheme`: the server offers Kerberos alone and the client does not go on, or the client answers
 * with a scheme that the server has not offered and is asked again. Span: the status-line of the challenge. [MS-SIPAE] 3.3.5.1.
 */
export const msAuthNoCommonScheme: Rule = {
  code: 'ms-auth-no-common-scheme',
  severity: 'error',
  scope: 'sign-in',
  source: '[MS-SIPAE] 3.3.5.1; [MS-SIP] 4.2',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/',
  page: {
    title: 'Client and server share no authentication scheme',
    meaning:
      'The server lists the authentication schemes that it takes, and the client can use none of them: it does not go on ' +
      'after a list with Kerberos alone, or it answers with a scheme that is not on the list and is asked once more. ' +
      'Kerberos works only where the client reaches a domain controller, which is inside of the network. Silent when the ' +
      'client signs in later in the log.',
    advice:
      'Look at the authentication setting of the pool (Kerberos, NTLM or both) and at that of the client. For users outside ' +
      'of the network allow NTLM (or TLS-DSK with newer servers), since Kerberos cannot work there.',
    example: `TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:01.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: incoming
Peer: 192.0.2.1:1331
Message-Type: request
Start-Line: REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER
Message-Body: -
$$end_record
TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:01.100.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: outgoing
Peer: 192.0.2.1:1331
Message-Type: response
Start-Line: SIP/2.0 401 Unauthorized
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
WWW-Authenticate: Kerberos realm="SIP Communications Service", targetname="sip/ocs.contoso.com", version=3
Message-Body: -
$$end_record
TL_INFO(TF_CONNECTION) [0]0D84.0F9C::11/12/2007-10:01:00.000.00004b79 (SIPStack,SIPAdminLog::TraceConnectionRecord:SIPAdminLog.cpp(160))$$begin_record
LogType: connection
Text: TLS negotiation started
$$end_record
`,
  },
  find: (signIn, context) => otherScheme(signIn, context) ?? kerberosAlone(signIn, context) ?? [],
};

const ADVICE =
  'Check the authentication setting of the pool (Kerberos, NTLM or both) and that of the client; outside of the network ' +
  'only NTLM or TLS-DSK works.';

/** A list of Kerberos alone, from which the client does not go on. */
function kerberosAlone(signIn: SignIn, context: FindingContext): Found[] | undefined {
  const stuck = stuckSignIn(signIn, context);
  if (stuck === undefined || stuck.last.stage !== 'S1' || stuck.before?.stage !== 'S0') return undefined;
  const { last, round } = stuck;
  if (last.schemes.length === 0 || last.schemes.some((scheme) => scheme.toLowerCase() !== 'kerberos')) return undefined;
  return [
    {
      span: last.message.startLineSpan,
      about: last.message,
      kind: endpointKind(signIn),
      related: round.slice(0, -1).map((step, index) => stepPlace(step, `Step ${index + 1}`)),
      message:
        `${cannotSignIn(signIn)}: the server offers Kerberos alone (${last.message.statusCode}), and the client does not go ` +
        `on. Kerberos works only where the client reaches a domain controller. ${ADVICE}`,
    },
  ];
}

/** Credentials of a scheme that the challenge in front of them does not list, and another challenge behind them. */
function otherScheme(signIn: SignIn, context: FindingContext): Found[] | undefined {
  for (const steps of signIn.legs) {
    let offered: SignInStep | undefined;
    for (const [index, step] of steps.entries()) {
      if (step.stage === 'S1' || step.stage === 'S3') offered = step;
      if (step.stage === 'S3' || offered === undefined || (step.stage !== 'S2' && !step.hasToken)) continue;
      const listed = offered.schemes.map((scheme) => scheme.toLowerCase());
      const answer = steps[index + 1];
      if (listed.length === 0 || step.schemes.some((scheme) => listed.includes(scheme.toLowerCase()))) continue;
      const isAskedAgain = answer?.stage === 'S1' || answer?.refused === true;
      if (answer === undefined || !isAskedAgain || context.isClaimed(answer.message)) continue;
      if (context.successBehind(signIn, answer.message) !== undefined) return undefined;
      return [
        {
          span: answer.message.startLineSpan,
          about: answer.message,
          kind: endpointKind(signIn),
          claims: steps.filter(({ message }) => message.isResponse).map(({ message }) => message),
          related: [stepPlace(offered, 'What the server takes'), stepPlace(step, 'What the client sends')],
          message:
            `${cannotSignIn(signIn)}: the server takes ${[...new Set(offered.schemes)].join(', ')}, the client answers with ` +
            `${[...new Set(step.schemes)].join(', ')} and is asked again (${answer.message.statusCode}). ${ADVICE}`,
        },
      ];
    }
  }
  return undefined;
}
