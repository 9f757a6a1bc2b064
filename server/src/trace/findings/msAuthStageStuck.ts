import type { SignInStep, Stage } from '../signIns';
import type { Rule } from './rule';
import { cannotSignIn, endpointKind, stepPlace } from './signInStory';
import { stuckSignIn } from './stuckSignIn';

/**
 * Finding `ms-auth-stage-stuck`: an NTLM, Kerberos or TLS-DSK handshake stops half-way: 32 s without the next step while
 * the log goes on, and no other sign-in of the same client goes further. Span: the start-line of the last step.
 * [MS-SIPAE] 3.1, [MS-SIP] 4.2.
 */
export const msAuthStageStuck: Rule = {
  code: 'ms-auth-stage-stuck',
  severity: 'error',
  scope: 'sign-in',
  source: '[MS-SIPAE] 3.1, 4.1; [MS-SIP] 4.2',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/',
  page: {
    title: 'A sign-in handshake stops half-way',
    meaning:
      'One side of an NTLM, Kerberos or TLS-DSK handshake does not take its next step: nothing follows for 32 ' +
      'seconds while the log goes on. The message names the step and what usually lies behind it. Silent when ' +
      'the log shows only one direction, ends too early or begins in the middle, when the client signs in under ' +
      "another Call-ID, and for clients and servers that are not Microsoft's.",
    advice:
      'Look at the last step that the log shows. If the server is to answer: check that its services run, that ' +
      'it reaches a domain controller, and that no load balancer sends the client to another server in ' +
      'mid-handshake. If the client is to answer: check that it supports one of the schemes, that a password is ' +
      'stored or its prompt was not cancelled, and that it trusts the certificate of the server.',
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
WWW-Authenticate: NTLM realm="SIP Communications Service", targetname="ocs.contoso.com", version=3
Message-Body: -
$$end_record
TL_INFO(TF_CONNECTION) [0]0D84.0F9C::11/12/2007-10:01:00.000.00004b79 (SIPStack,SIPAdminLog::TraceConnectionRecord:SIPAdminLog.cpp(160))$$begin_record
LogType: connection
Text: TLS negotiation started
$$end_record
`,
  },
  find: (signIn, context) => {
    const stuck = stuckSignIn(signIn, context);
    if (stuck === undefined) return [];
    const { last, before, round } = stuck;
    const { stage } = last;
    if (stage === 'S5') return [];
    return [
      {
        span: last.message.startLineSpan,
        about: last.message,
        kind: endpointKind(signIn),
        related: round.slice(0, -1).map((step, index) => stepPlace(step, `Step ${index + 1}`)),
        message: `${cannotSignIn(signIn)}: the handshake stops ${STOPS[stage](last, before)} Nothing follows for this sign-in in the rest of the log.`,
      },
    ];
  },
};

const offered = ({ schemes }: SignInStep): string => [...new Set(schemes)].join(', ');

/** What it means when nothing follows a stage, and what to check. */
const STOPS: Readonly<Record<Exclude<Stage, 'S5'>, (step: SignInStep, before: SignInStep | undefined) => string>> = {
  S0: ({ message }) =>
    message.direction === 'incoming'
      ? 'at its first message: the server has received the REGISTER and does not answer it. Check that the services of the server run, and its event log.'
      : 'at its first message: the server does not answer the REGISTER. Check the name and port that the client connects to, TLS, and whether this is the right server.',
  S1: (step, before) =>
    before?.stage === 'S2'
      ? `after the client opened it: the server lists ${offered(step)} again instead of sending its challenge. Check for a load balancer that sends the client to another server in mid-handshake, and the security log of the server.`
      : `after the server offered ${offered(step)}: the client does not go on. Check that the client supports one of these schemes ` +
        `(Kerberos works only where the client reaches a domain controller), ${offered(step) === 'TLS-DSK' ? 'that it reaches the certificate service named in sts-uri' : 'that a password is stored'}, and that it trusts the certificate of the server.`,
  S2: () =>
    'after the client opened it: the server does not send its challenge. Check for a load balancer that sends the client to another server in mid-handshake, and the security log of the server.',
  S3: () =>
    'after the challenge of the server: the client does not answer it. Check that the password prompt was not cancelled, the NTLM minimum security (56 or 128 bit), and the clock of the client.',
  S4: () =>
    'after the client sent its credentials: the server does not answer. It may be waiting for a domain controller; check that the server reaches one.',
};
