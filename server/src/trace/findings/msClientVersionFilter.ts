import type { Message } from '../message';
import { msDiagnosticsWith } from '../microsoft/msDiagnostics';
import { listIn, unescaped } from '../sip/parameters';
import type { Rule } from './rule';
import { attempts, cannotSignIn, endpointKind, moreAttempts, relatedPlaces, signInFailure } from './signInStory';

/**
 * Finding `ms-client-version-filter`: a REGISTER is answered with 403 by the client version filter, which says so in a
 * Warning 310 to 314 of lcs.microsoft.com or with ErrorId 17002 or 17003. Span: the status-line.
 * [MS-SIPREGE] 3.4.2.5, [MS-OCER] 8.16.
 */
export const msClientVersionFilter: Rule = {
  code: 'ms-client-version-filter',
  severity: 'error',
  scope: 'sign-in',
  statuses: [403],
  source: '[MS-SIPREGE] 3.4.2.5; [MS-OCER] 8.16 ids 17002, 17003',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/b94e6411-f07f-4a17-962b-f20a66fd5f4a',
  page: {
    title: 'The client version filter blocks the client',
    meaning:
      'The server answers the REGISTER with 403 and says, in a Warning from 310 to 314 or with ms-diagnostics ' +
      '17002 or 17003, that its client version filter does not let this version of the client in. The password ' +
      'has nothing to do with it. A later attempt that succeeds makes it news.',
    advice: 'Update the client, or change the rule for its version in the client version filter of the pool.',
    example: `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER
User-Agent: UCCP/2.0.6362.0 OC/2.0.6362.0

SIP/2.0 403 Forbidden
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
Warning: 310 lcs.microsoft.com "You are currently not using the recommended version of the client"

`,
  },
  find: (signIn, context) => {
    const failure = signInFailure(signIn, context, ({ message }) => isFiltered(message));
    if (failure === undefined) return [];
    const { response, success } = failure;
    const account = msDiagnosticsWith(response, 17002, 17003);
    const warning = filterWarning(response);
    const words = warning?.text || account?.reason;
    const code = [
      '403',
      warning === undefined ? undefined : `Warning ${warning.code}`,
      account === undefined ? undefined : `ms-diagnostics ${account.id}`,
    ];
    return [
      {
        span: response.startLineSpan,
        about: response,
        claims: failure.all,
        more: moreAttempts(failure),
        msDiagnostics: account?.id,
        related: relatedPlaces(failure),
        kind: endpointKind(signIn),
        ...(success === undefined ? {} : { severity: 'information' as const }),
        message:
          success === undefined
            ? `${cannotSignIn(signIn)}: the client version filter of the server blocks this version of the client ` +
              `(${code.filter(Boolean).join(', ')}).${words ? ` The server says: "${words}".` : ''}${attempts(failure)} ` +
              'The password has nothing to do with it. Update the client, or change the rule for it in the client version filter.'
            : `The client version filter of the server blocked ${signIn.user} at first (${code.filter(Boolean).join(', ')}); a later attempt in this log succeeded. Nothing to do.`,
      },
    ];
  },
};

const isFiltered = (response: Message): boolean =>
  response.statusCode === 403 &&
  (filterWarning(response) !== undefined || msDiagnosticsWith(response, 17002, 17003) !== undefined);

/** What a Warning of the client version filter says: `314 lcs.microsoft.com "text"`; `undefined` when there is none. */
export function filterWarning(response: Message): { code: string; text: string } | undefined {
  for (const warning of response.headersNamed('warning').flatMap(({ value }) => listIn(response.text, value))) {
    const [, code, quoted] =
      /^(31[0-4])\s+lcs\.microsoft\.com\s*"?((?:[^"\\]|\\.){0,400})/.exec(response.slice(warning)) ?? [];
    if (code !== undefined)
      return { code, text: unescaped(quoted ?? '', { start: 0, end: quoted?.length ?? 0 }).trim() };
  }
  return undefined;
}
