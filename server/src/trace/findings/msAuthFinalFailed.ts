import type { Message } from '../message';
import { msDiagnosticsOf, msDiagnosticsWith } from '../microsoft/msDiagnostics';
import { credentialsWereSent, ntlmIdentityBefore, type SignIn, type SignInStep } from '../signIns';
import { hresult } from '../tables';
import { accountSentence } from './msDiagnostics';
import type { Rule } from './rule';
import { attempts, cannotSignIn, moreAttempts, relatedPlaces, type SignInFailure, signInFailure } from './signInStory';

const ERROR_ID = 1000;

/**
 * Finding `ms-auth-final-failed`: the server refuses the credentials at the end of an NTLM, Kerberos or TLS-DSK
 * handshake, with ErrorId 1000 ("Final handshake failed") or by listing the schemes again. Span: the status-line.
 * [MS-OCER] 8.2, [MS-SIPAE] 3.3.5.
 */
export const msAuthFinalFailed: Rule = {
  code: 'ms-auth-final-failed',
  severity: 'error',
  scope: 'sign-in',
  source: '[MS-OCER] 8.2 id 1000; [MS-SIPAE] 3.3.5; field reports',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/88f739c4-83cf-480e-bd53-fe2d311aad3f',
  page: {
    title: 'The server refuses the credentials',
    meaning:
      'At the end of an NTLM, Kerberos or TLS-DSK handshake the server does not accept what the client has ' +
      'sent: it says ms-diagnostics 1000, or it lists its schemes once more where it should have answered. A ' +
      'later attempt that is accepted makes it news.',
    advice:
      'Check user name, domain and password, and that the account is not locked, disabled or expired. With ' +
      'NTLM, compare the minimum security of client and server (56 or 128 bit). With Kerberos, check that the ' +
      'clocks agree within 5 minutes and that the service principal name belongs to the account of the server. ' +
      'With TLS-DSK, delete the certificate on the client, so that it is requested again.',
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
ms-diagnostics: 1000;reason="Final handshake failed";source="ocs.contoso.com"

`,
  },
  find: (signIn, context) => {
    const failure = signInFailure(signIn, context, (step) => isRefused(step));
    if (failure === undefined) return [];
    const { response } = failure;
    if (failure.all.some((message) => context.isClaimed(message)) || context.isTurned(response)) return [];
    const [account] = msDiagnosticsOf(response);
    const found = {
      span: response.startLineSpan,
      about: response,
      claims: failure.all,
      more: moreAttempts(failure),
      msDiagnostics: account?.id,
    };
    if (failure.success !== undefined || acceptedAfter(signIn, failure.all.at(-1) as Message)) {
      return [
        {
          ...found,
          severity: 'information',
          message: `The credentials of ${signIn.user} were refused at first; those of a later attempt in this log were accepted. Nothing to do unless it happens again.`,
        },
      ];
    }
    const code = [String(response.statusCode), account?.id === undefined ? undefined : `ms-diagnostics ${account.id}`];
    return [
      {
        ...found,
        related: relatedPlaces(failure),
        message:
          `${cannotSignIn(signIn)}: the server refused the credentials${identity(failure)} ` +
          `(${code.filter(Boolean).join(', ')}).${attempts(failure)} ${adviceFor(failure)}`,
      },
    ];
  },
};

const isRefused = ({ refused, message }: SignInStep): boolean =>
  refused || ([401, 403, 407].includes(message.statusCode) && msDiagnosticsWith(message, ERROR_ID) !== undefined);

/** Whether credentials are accepted behind `message`: any final answer to them is one to a proven user. */
const acceptedAfter = ({ legs }: SignIn, message: Message): boolean =>
  legs.some((steps) =>
    steps.some(
      (step) =>
        step.stage === 'S5' &&
        step.message.index > message.index &&
        ![401, 403, 407].includes(step.message.statusCode) &&
        credentialsWereSent(steps, step.message),
    ),
  );

/** ` of CONTOSO\alice from workstation PC1`, as far as the NTLM token tells. */
function identity({ steps, response }: SignInFailure): string {
  const token = ntlmIdentityBefore(steps, response);
  if (token === undefined || token.user === '') return '';
  const account = token.domain === '' ? token.user : `${token.domain}\\${token.user}`;
  return ` of ${account}${token.workstation === '' ? '' : ` from workstation ${token.workstation}`}`;
}

function adviceFor(failure: SignInFailure): string {
  const { response } = failure;
  const [account] = msDiagnosticsOf(response);
  // Any other number is the server's own reason: a clock that is wrong, for one.
  if (account !== undefined && account.id !== ERROR_ID) return accountSentence(account);
  const value = account?.parameters.find(({ name }) => name.toLowerCase() === 'hresult')?.value ?? '';
  const known = hresult(value);
  if (known?.advice !== undefined) return `${known.name}: ${known.meaning} ${known.advice}`;
  const unknown = value === '' ? '' : ` The server adds HRESULT ${value}.`;
  return `${ADVICE[schemeBefore(failure)] ?? NTLM_ADVICE}${unknown}`;
}

/** What to check when the server gives no reason; for other schemes than NTLM in `ADVICE`. */
const NTLM_ADVICE =
  'Check user name, domain and password, and that the account is not locked, disabled or expired; then compare the ' +
  'NTLM minimum security of client and server (56 or 128 bit).';
const ADVICE: Readonly<Record<string, string>> = {
  kerberos:
    'Check that the account is not locked, disabled or expired, that the clocks of client and server agree within 5 minutes, ' +
    'and that the service principal name in targetname belongs to the account of the server.',
  'tls-dsk':
    'Check that the certificate of the client is still valid; delete it on the client, so that it is requested again from ' +
    'the certificate service that the challenge names (sts-uri).',
};

/** Scheme of the credentials that were refused, in lower case. */
function schemeBefore({ steps, response }: SignInFailure): string {
  const refused = steps.findIndex((step) => step.message === response);
  const before = steps.slice(0, refused).findLast(({ stage }) => stage === 'S4');
  return before?.schemes.at(-1)?.toLowerCase() ?? 'ntlm';
}
