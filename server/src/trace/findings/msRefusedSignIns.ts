import { isDocumentedReason } from '../microsoft/documentedReason';
import { type MsDiagnostics, msDiagnosticsWith } from '../microsoft/msDiagnostics';
import { ntlmIdentityBefore } from '../signIns';
import type { Rule, RulePage, Severity } from './rule';
import {
  attempts,
  cannotSignIn,
  endpointKind,
  moreAttempts,
  passwordSentence,
  relatedPlaces,
  type SignInFailure,
  signInFailure,
} from './signInStory';

/** A refusal of a REGISTER that is told by its status code and ErrorId alone. */
interface Row {
  readonly code: string;
  readonly severity: Severity;
  readonly status: number;
  readonly errorIds: readonly number[];
  /** What is wrong, in words that go on a sentence. */
  why(failure: SignInFailure, account: MsDiagnostics): string;
  /** What to do next. */
  readonly advice: string;
  readonly source: string;
  readonly href: string;
  readonly page: Omit<RulePage, 'example'>;
  /** `ms-diagnostics` of the example. */
  readonly example: { readonly reasonPhrase: string; readonly account: string; readonly request: string };
}

const OCER_USER_SERVICES =
  'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/d5c23768-e89d-42af-a2f3-415b81c9cfd0';
const SIPREGE_REGISTER =
  'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-siprege/4e2102b7-f05b-4f33-a12f-b4ab2e63629b';

/** A client that is mended names an endpoint, which is another one than none. */
const NAMES_NO_ENDPOINT = 'ms-missing-endpoint-id';

const ROWS: readonly Row[] = [
  {
    code: 'ms-sign-in-uri-not-own',
    severity: 'error',
    status: 403,
    errorIds: [4004],
    why: ({ steps, response, signIn }) => {
      const token = ntlmIdentityBefore(steps, response);
      const account =
        token === undefined || token.user === ''
          ? 'the account that signed in'
          : `the account ${token.domain === '' ? '' : `${token.domain}\\`}${token.user}`;
      return `${account} may not use the address ${signIn.user || 'of the sign-in'}: account and address belong to different users`;
    },
    advice:
      'Correct the sign-in address or the user name of the client. If both are right, check in the directory whether this SIP ' +
      'address is set for another account.',
    source: '[MS-OCER] 8.5 id 4004',
    href: OCER_USER_SERVICES,
    page: {
      title: 'The account may not use this sign-in address',
      meaning:
        'The server answers the REGISTER with 403 and ms-diagnostics 4004: user name and password are right, but they belong ' +
        'to another account than the one whose SIP address the client registers. A later attempt that succeeds makes it news.',
      advice:
        'Compare the sign-in address with the user name that the client sends; correct the one that is wrong. If both are ' +
        'right, look in the directory for the account that has this SIP address.',
    },
    example: {
      reasonPhrase: 'Forbidden',
      account: '4004;reason="Credentials provided are not authorized to act as specified from URI"',
      request: 'Supported: gruu-10, msrtc-event-categories',
    },
  },
  {
    code: 'ms-remote-access-off',
    severity: 'error',
    status: 403,
    errorIds: [4003],
    why: () => 'the user is not allowed to sign in from outside of the network',
    advice: 'Enable remote access for this user, or sign in from inside.',
    source: '[MS-OCER] 8.5 id 4003',
    href: OCER_USER_SERVICES,
    page: {
      title: 'The user may not sign in from outside',
      meaning:
        'The server answers the REGISTER with 403 and ms-diagnostics 4003: the REGISTER came in through an edge server, and ' +
        'the user is not enabled for remote access. A later attempt that succeeds makes it news.',
      advice: 'Enable remote access for the user (and in the policy for external access), or sign in from inside.',
    },
    example: {
      reasonPhrase: 'Forbidden',
      account: '4003;reason="From URI not enabled for remote access"',
      request: 'Supported: gruu-10, msrtc-event-categories',
    },
  },
  {
    code: NAMES_NO_ENDPOINT,
    severity: 'error',
    status: 400,
    errorIds: [4010, 4011, 4012],
    why: (_, { id }) =>
      id === 4012
        ? 'the epid that the client sends is longer than the server takes'
        : 'the REGISTER names no endpoint: it has neither epid in From nor +sip.instance in Contact',
    advice: 'This is a fault of the client, or of what changes its messages on the way: update the client.',
    source: '[MS-SIPREGE] 3.1.2.5.1; [MS-OCER] 8.5 ids 4010 to 4012',
    href: SIPREGE_REGISTER,
    page: {
      title: 'The REGISTER names no endpoint',
      meaning:
        'The server answers the REGISTER with 400 and ms-diagnostics 4010, 4011 or 4012: the request has no epid in From and ' +
        'no +sip.instance in Contact, or its epid is too long, so that the server cannot tell this endpoint from others. A ' +
        'later attempt that succeeds makes it news.',
      advice:
        'Update the client: it must send an epid or an instance. If it does, look for a gateway on the way that takes the ' +
        'parameter out.',
    },
    example: {
      reasonPhrase: 'Bad Request',
      account: '4010;reason="Missing endpoint identifier"',
      request: 'Supported: gruu-10, msrtc-event-categories',
    },
  },
  {
    code: 'ms-event-not-registration',
    severity: 'warning',
    status: 489,
    errorIds: [4055],
    why: ({ response }) => {
      const event = response.trace.transactionOf(response).request?.value('event');
      return `the REGISTER has ${event === undefined ? 'another Event' : `Event: ${event}`}, and the server takes only "registration" there`;
    },
    advice: 'This is a fault of the client: update it.',
    source: '[MS-SIPREGE] 3.1.2.5.1',
    href: SIPREGE_REGISTER,
    page: {
      title: 'The Event of a REGISTER is not registration',
      meaning:
        'The server answers the REGISTER with 489 and ms-diagnostics 4055: the request has a header field Event with another ' +
        'value than "registration". A later attempt that succeeds makes it news.',
      advice:
        'Update the client, or configure it for this kind of server: no other event type belongs into a REGISTER.',
    },
    example: { reasonPhrase: 'Bad Event', account: '4055', request: 'Event: presence' },
  },
  {
    code: 'ms-gruu-required',
    severity: 'error',
    status: 421,
    errorIds: [2057],
    why: () =>
      'the client offers msrtc-event-categories (enhanced presence) without gruu-10, and the server takes the one only with the other',
    advice: 'This is a fault of the client: update it.',
    source: '[MS-SIPREGE] 3.1.2.5.1',
    href: SIPREGE_REGISTER,
    page: {
      title: 'The client offers enhanced presence without GRUU',
      meaning:
        'The server answers the REGISTER with 421 and ms-diagnostics 2057: Supported lists msrtc-event-categories but not ' +
        'gruu-10, and the server demands both or none. A later attempt that succeeds makes it news.',
      advice: 'Update the client, so that it sends gruu-10 in Supported as well.',
    },
    example: { reasonPhrase: 'Extension Required', account: '2057', request: 'Supported: msrtc-event-categories' },
  },
];

/**
 * Findings about REGISTERs that a server of Microsoft refuses with a status code and an ErrorId that leave no question: one
 * rule for each row. Silent where the reason on the wire says something else than the number. Span: the status-line.
 */
export const msRefusedSignIns: readonly Rule[] = ROWS.map(
  (row): Rule => ({
    code: row.code,
    severity: row.severity,
    scope: 'sign-in',
    statuses: [row.status],
    source: row.source,
    href: row.href,
    page: { ...row.page, example: exampleOf(row) },
    find: (signIn, context) => {
      const failure = signInFailure(signIn, context, ({ message }) => {
        if (message.statusCode !== row.status || context.isClaimed(message)) return false;
        const account = msDiagnosticsWith(message, ...row.errorIds);
        return account !== undefined && isDocumentedReason(account);
      });
      if (failure === undefined) return [];
      const { response } = failure;
      const succeeds =
        failure.success !== undefined ||
        (row.code === NAMES_NO_ENDPOINT && context.succeedsFromHostBehind(signIn, response));
      const account = msDiagnosticsWith(response, ...row.errorIds) as MsDiagnostics;
      const codes = `${row.status}, ms-diagnostics ${account.id}`;
      return [
        {
          span: response.startLineSpan,
          about: response,
          claims: failure.all,
          more: moreAttempts(failure),
          kind: endpointKind(signIn),
          msDiagnostics: account.id,
          related: relatedPlaces(failure),
          ...(succeeds ? { severity: 'information' as const } : {}),
          message: succeeds
            ? `The server refused ${signIn.user} at first: ${row.why(failure, account)} (${codes}). A later attempt in this log succeeded. Nothing to do.`
            : `${cannotSignIn(signIn)}: ${row.why(failure, account)} (${codes}).${passwordSentence(failure)}${attempts(failure)} ${row.advice}`,
        },
      ];
    },
  }),
);

function exampleOf({ status, example }: Row): string {
  return `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER
${example.request}

SIP/2.0 ${status} ${example.reasonPhrase}
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
ms-diagnostics: ${example.account}

`;
}
