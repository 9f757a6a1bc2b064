import type { Message } from '../message';
import { msDiagnosticsWith } from '../microsoft/msDiagnostics';
import type { SignIn, SignInStep } from '../signIns';
import type { FindingContext } from './context';
import { clockDifference } from './guards/clocks';
import type { Found, Rule } from './rule';
import {
  attempts,
  cannotSignIn,
  endpointKind,
  moreAttempts,
  relatedPlaces,
  signInFailure,
  stepPlace,
} from './signInStory';
import { stuckSignIn } from './stuckSignIn';

const ERROR_ID = 1013;
const MINUTE = 60_000;
/** How far apart clocks may be, in minutes. [MS-SIP] 3.1.5.1. */
const KERBEROS_LIMIT = 5;
const NTLM_LIMIT = 15;

/**
 * Finding `ms-auth-time-skew`: a sign-in fails because the clocks of client and server differ: the server says so with
 * ErrorId 1013, or the log shows a difference above the limit of the scheme and the handshake fails or stops. Span: the
 * start-line where it does. [MS-OCER] 8.2, [MS-SIP] 3.1.5.1.
 */
export const msAuthTimeSkew: Rule = {
  code: 'ms-auth-time-skew',
  severity: 'error',
  scope: 'sign-in',
  source: '[MS-OCER] 8.2 id 1013; [MS-SIP] 3.1.5.1',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/0f5d45f9-3e10-417f-a223-b4c38de1129b',
  page: {
    title: 'The clocks of client and server differ too much',
    meaning:
      'An NTLM or Kerberos handshake fails, and the clocks are the reason: the server says so with ms-diagnostics 1013, or ' +
      'the Date of its challenge differs from the clock of the client by more than 15 minutes (Kerberos: 5). The clock of ' +
      'the client is that of its log, less a time zone, or the one in the NTLM token. The password may be right. A later ' +
      'attempt that succeeds makes it news.',
    advice:
      'Set the time of the client, or correct the time synchronisation of the computer that is wrong: client, server or ' +
      'domain controller. NTLM allows a difference of 15 minutes, Kerberos of 5.',
    example: `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER
Authorization: Kerberos qop="auth", realm="SIP Communications Service", targetname="sip/ocs.contoso.com", gssapi-data="YIIEXAMPLE", version=3

SIP/2.0 401 Unauthorized
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
WWW-Authenticate: Kerberos realm="SIP Communications Service", targetname="sip/ocs.contoso.com", version=3
ms-diagnostics: 1013;reason="Significant time skew detected during authentication";source="ocs.contoso.com"

`,
  },
  find: (signIn, context) => failed(signIn, context) ?? stopped(signIn, context) ?? [],
};

function failed(signIn: SignIn, context: FindingContext): Found[] | undefined {
  const saysSo = ({ message }: SignInStep): boolean => msDiagnosticsWith(message, ERROR_ID) !== undefined;
  const failure = signInFailure(
    signIn,
    context,
    (step) => step.refused || (step.message.statusCode >= 400 && saysSo(step)),
  );
  if (failure === undefined) return undefined;
  const { response, steps, all, success } = failure;
  const says = all.find((message) => msDiagnosticsWith(message, ERROR_ID) !== undefined);
  const difference = clockDifference(steps);
  if (says === undefined && difference <= limitOf(steps) * MINUTE) return undefined;
  const code = says === undefined ? '' : `, ms-diagnostics ${ERROR_ID}`;
  return [
    {
      span: response.startLineSpan,
      about: response,
      claims: [...all, ...challengesIn(signIn)],
      more: moreAttempts(failure),
      kind: endpointKind(signIn),
      msDiagnostics: says === undefined ? undefined : ERROR_ID,
      related: relatedPlaces(failure),
      ...(success === undefined ? {} : { severity: 'information' as const }),
      message:
        success === undefined
          ? `${cannotSignIn(signIn)}: ${clocks(difference)} (${response.statusCode}${code}).${attempts(failure)} ${ADVICE}`
          : `${signIn.user} could not sign in at first: ${clocks(difference)} (${response.statusCode}${code}). A later attempt in this log succeeded. Nothing to do unless it happens again.`,
    },
  ];
}

function stopped(signIn: SignIn, context: FindingContext): Found[] | undefined {
  const stuck = stuckSignIn(signIn, context);
  if (stuck === undefined) return undefined;
  const { last, round, steps } = stuck;
  const difference = clockDifference(steps);
  if (difference <= limitOf(steps) * MINUTE) return undefined;
  return [
    {
      span: last.message.startLineSpan,
      about: last.message,
      claims: challengesIn(signIn),
      kind: endpointKind(signIn),
      related: round.slice(0, -1).map((step, index) => stepPlace(step, `Step ${index + 1}`)),
      message: `${cannotSignIn(signIn)}: the handshake stops, and ${clocks(difference)}. ${ADVICE}`,
    },
  ];
}

/** Challenges of a sign-in: each shows the same clocks. */
const challengesIn = ({ legs }: SignIn): Message[] =>
  legs
    .flat()
    .filter(({ stage }) => stage === 'S1' || stage === 'S3')
    .map(({ message }) => message);

const ADVICE =
  'Correct the time of the one that is wrong; NTLM allows a difference of 15 minutes, Kerberos of 5. The password may be right.';

/** What the log shows of the clocks. */
const clocks = (difference: number): string =>
  difference < MINUTE
    ? 'the clocks of client and server differ too much'
    : `the clocks of client and server differ by ${Math.round(difference / MINUTE)} minutes`;

/** Limit of the scheme that the client uses, in minutes; where it uses none, of those that the server offers the widest. */
function limitOf(steps: readonly SignInStep[]): number {
  const used = steps.filter(({ message }) => message.isRequest).flatMap(({ schemes }) => schemes);
  const schemes = (used.length > 0 ? used : steps.flatMap(({ schemes: offered }) => offered)).map((one) =>
    one.toLowerCase(),
  );
  if (schemes.includes('ntlm')) return NTLM_LIMIT;
  return schemes.includes('kerberos') ? KERBEROS_LIMIT : Number.POSITIVE_INFINITY;
}
