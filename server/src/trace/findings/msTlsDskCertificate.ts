import { decodeBase64 } from '../microsoft/base64';
import { readTls, type TlsAlert } from '../microsoft/tlsRecords';
import type { SignInStep } from '../signIns';
import { type Credentials, challengesOf, credential, credentialsOf } from '../sip/credentials';
import { tlsCode } from '../tables';
import type { Rule } from './rule';
import { cannotSignIn, endpointKind, stepPlace } from './signInStory';

/** An alert of this level ends the handshake. RFC 5246 7.2. */
const FATAL = 2;

/**
 * Finding `ms-tls-dsk-certificate`: a TLS-DSK handshake, in which the client proves itself with a certificate, ends with a
 * TLS alert. Span: the start-line of the message that carries it. [MS-SIPAE] 3.1, [MS-OCAUTHWS].
 */
export const msTlsDskCertificate: Rule = {
  code: 'ms-tls-dsk-certificate',
  severity: 'error',
  scope: 'sign-in',
  source: '[MS-SIPAE] 3.1; [MS-OCAUTHWS]; RFC 5246 7.2',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/',
  page: {
    title: 'The sign-in with a certificate fails',
    meaning:
      'With TLS-DSK the client proves who it is by a certificate, in a TLS handshake inside of gssapi-data. Here one side ' +
      'ends that handshake with an alert, which says what it does not accept. Silent when the client signs in later in the ' +
      'log.',
    advice:
      'Delete the certificate of the client, so that it requests a new one from the certificate service that the challenge ' +
      'names (sts-uri), and check that the client reaches that service. If the client sends the alert, check that it trusts ' +
      'the certificate of the server.',
    example: `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER
Authorization: TLS-DSK qop="auth", realm="SIP Communications Service", targetname="fe.contoso.com", gssapi-data="FgMBAAA=", version=4

SIP/2.0 401 Unauthorized
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
WWW-Authenticate: TLS-DSK opaque="1", gssapi-data="FQMBAAICLQ==", targetname="fe.contoso.com", realm="SIP Communications Service", version=4

`,
  },
  find: (signIn, context) => {
    const alerts = signIn.legs
      .flatMap((steps) => steps.map((step, index) => ({ steps, step, index, alert: alertIn(step) })))
      .sort((one, other) => one.step.message.index - other.step.message.index)
      .filter(({ alert }) => alert !== undefined);
    const [first] = alerts;
    if (first?.alert === undefined || context.isClaimed(first.step.message)) return [];
    const { steps, step, index, alert } = first;
    if (context.successBehind(signIn, step.message) !== undefined) return [];
    const row = tlsCode('alert', alert.description);
    const service = stsOf(steps);
    const all = signIn.legs.flat().map(({ message }) => message);
    return [
      {
        span: step.message.startLineSpan,
        about: step.message,
        claims: all.filter((message) => message.index > step.message.index),
        more: new Set(alerts.map(({ step: other }) => other.message.cseq)).size - 1,
        kind: endpointKind(signIn),
        related: steps.slice(Math.max(0, index - 6), index).map((before, at) => stepPlace(before, `Step ${at + 1}`)),
        message:
          `${cannotSignIn(signIn)}: the ${step.message.isRequest ? 'client' : 'server'} ends the sign-in with a certificate ` +
          `(TLS-DSK) by the alert ${row?.name ?? alert.description}. ${row?.meaning ?? 'What this alert means is not known here.'} ` +
          `Delete the certificate of the client, so that it requests a new one${service === '' ? '' : ` from ${service}`}; ` +
          'check that it reaches that service and trusts the certificate of the server.',
      },
    ];
  },
};

/** The fatal alert in a token of TLS-DSK; `undefined` when there is none that can be read. */
function alertIn({ message, schemes }: SignInStep): TlsAlert | undefined {
  if (!schemes.some((scheme) => scheme.toLowerCase() === 'tls-dsk')) return undefined;
  for (const part of tlsDsk(message)) {
    const token = decodeBase64(credential(message.text, part, 'gssapi-data') ?? '');
    const alert =
      token.kind === 'broken' ? undefined : readTls(token.octets).alerts.find(({ level }) => level === FATAL);
    if (alert !== undefined) return alert;
  }
  return undefined;
}

const tlsDsk = (message: SignInStep['message']): Credentials[] =>
  (message.isRequest ? credentialsOf(message) : challengesOf(message)).filter(
    ({ scheme }) => scheme.toLowerCase() === 'tls-dsk',
  );

/** Host of the certificate service that a challenge names; empty when none does. */
function stsOf(steps: readonly SignInStep[]): string {
  for (const { message } of steps) {
    if (message.isRequest) continue;
    for (const part of tlsDsk(message)) {
      const host = /^https?:\/\/([A-Za-z0-9.-]{1,200})/.exec(credential(message.text, part, 'sts-uri') ?? '')?.[1];
      if (host !== undefined) return host;
    }
  }
  return '';
}
