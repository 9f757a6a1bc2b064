import type { Message } from '../message';
import { isDocumentedReason } from '../microsoft/documentedReason';
import { type MsDiagnostics, msDiagnosticsOf } from '../microsoft/msDiagnostics';
import { retryAfter } from '../serverWords';
import { userOf } from '../signIns';
import { addressIn, addressOf } from '../sip/addressOfRecord';
import type { Transaction } from '../transactions';
import { spaced, statusText } from './failedTransaction';
import { copiesOf, copyPlaces } from './guards/copies';
import { isMicrosoft } from './guards/dialect';
import { keepAliveSentence } from './guards/keepAlive';
import { accountSentence } from './msDiagnostics';
import type { Rule, RulePage, Severity } from './rule';

/** A failure of any request at a server of Microsoft that is told by status code and ErrorId. */
interface Row {
  readonly code: string;
  readonly errorIds: readonly number[];
  /** Whether the rule speaks of a failed request for which `account` is what a server says; `undefined` when none says anything. */
  matches(transaction: Transaction, response: Message, account: MsDiagnostics | undefined): boolean;
  /** What is wrong, as a sentence. */
  why(response: Message): string;
  /** What to do next where the server gives no number; else the table of numbers says it. */
  readonly advice: string;
  /** What findings of the same trouble share beside ErrorId and the server that gives it. */
  kind(response: Message): string;
  readonly source: string;
  readonly href: string;
  readonly page: Omit<RulePage, 'example'>;
  readonly example: { readonly method: string; readonly status: string; readonly headers: string };
}

const OCER_SIP_STACK =
  'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/88f739c4-83cf-480e-bd53-fe2d311aad3f';

/** Time within which a request that succeeds makes the failure a passing one, in ms. */
const SOON = 60_000;

const ROWS: readonly Row[] = [
  {
    code: 'ms-route-set-invalid',
    errorIds: [1004],
    matches: (_transaction, _response, account) => account !== undefined,
    why: () =>
      'The way that the dialog has taken so far is gone: a server was restarted, or a connection was replaced.',
    advice: '',
    kind: () => '',
    source: '[MS-OCER] 8.2 id 1004',
    href: OCER_SIP_STACK,
    page: {
      title: 'The route of the dialog is no longer valid',
      meaning:
        'A request within a dialog is refused with ms-diagnostics 1004: the servers in its Route do not know the way any more, ' +
        'since one of them was restarted or lost its connection. Silent when the same request succeeds within a minute.',
      advice:
        'End the call or subscription and begin it anew. If it happens often, look for restarts of the server that is named and ' +
        'for load balancers that drop idle connections.',
    },
    example: {
      method: 'INFO',
      status: '481 Call Leg/Transaction Does Not Exist',
      headers: 'ms-diagnostics: 1004;reason="Route set is no longer valid";source="sip.contoso.com"',
    },
  },
  {
    code: 'ms-user-not-found-target',
    errorIds: [1003, 4005, 4006],
    matches: (transaction, response, account) =>
      account !== undefined && response.statusCode === 404 && transaction.method !== 'REGISTER' && !isOwn(response),
    why: (response) =>
      `${addressIn(response, 'to') || 'This address'} is no SIP user here: a typing error, an old contact, or a wrong domain.`,
    advice: '',
    kind: (response) => addressIn(response, 'to').toLowerCase(),
    source: '[MS-OCER] 8.5 ids 4005, 4006, 8.2 id 1003',
    href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/d5c23768-e89d-42af-a2f3-415b81c9cfd0',
    page: {
      title: 'Nobody has the address that is called',
      meaning:
        'A request to somebody else is answered with 404 and ms-diagnostics 1003, 4005 or 4006: no user with that address is ' +
        'enabled. The presence of contacts that are gone is a hint only, since contact lists are full of them.',
      advice:
        'Check the address for a typing error. If it is right, check that the user is enabled for SIP, and on which pool; ' +
        'else take the contact out of the list.',
    },
    example: {
      method: 'INVITE',
      status: '404 Not Found',
      headers: 'ms-diagnostics: 1003;reason="User does not exist";source="sip.contoso.com"',
    },
  },
  {
    code: 'ms-federation-failure',
    errorIds: [1001, 1002, 1005, 1008, 1009, 1010, 1011, 1012, 1014],
    matches: (_transaction, _response, account) => account !== undefined,
    why: () => 'The server cannot pass the request on to the next server or domain, or may not.',
    advice: '',
    kind: (response) => partnerOf(response),
    source: '[MS-OCER] 8.2 ids 1001, 1002, 1005, 1008 to 1012, 1014',
    href: OCER_SIP_STACK,
    page: {
      title: 'The way to another server or domain fails',
      meaning:
        'A response carries an ErrorId that stands for a failure between servers: a name that does not resolve (1008, 1009, ' +
        '1014), a certificate that is not trusted (1010), a domain without route (1005), a hop that gives no reason (1011), or ' +
        'a user without the right to talk to partners (1001, 1002, 1012). It is news about the presence of contacts in other ' +
        'domains, and where the same request succeeds within a minute.',
      advice:
        'Look at the server that is named as the source: can it resolve the SRV and A records of the target, does it trust the ' +
        'certificate, is the domain on its allow list? For 1001, 1002 and 1012 check the external access policy of the user.',
    },
    example: {
      method: 'INVITE',
      status: '504 Server time-out',
      headers:
        'ms-diagnostics: 1008;reason="Unable to resolve DNS SRV record";domain="example.com";source="sip.contoso.com"',
    },
  },
  {
    code: 'ms-server-overload',
    errorIds: [17000],
    matches: (transaction, response, account) =>
      account !== undefined ||
      (response.statusCode === 503 &&
        msDiagnosticsOf(response).length === 0 &&
        (isMicrosoft(response) || (transaction.request !== undefined && isMicrosoft(transaction.request)))),
    why: () => 'The pool takes no requests now: overload or maintenance.',
    advice: 'Look at the load of the front end and the back end at that time, and at whether the services run.',
    kind: (response) => response.value('server') ?? '',
    source: '[MS-OCER] 8.16 id 17000; RFC 3261 21.5.4',
    href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/b94e6411-f07f-4a17-962b-f20a66fd5f4a',
    page: {
      title: 'The pool is overloaded or in maintenance',
      meaning:
        'A server of Microsoft answers with 503 without another reason, or its client version filter says with ms-diagnostics ' +
        '17000 that it cannot cope with the load. It is news where the same request succeeds within a minute.',
      advice:
        'Look at the load of the front-end and back-end servers at that time, at their event logs, and at whether somebody was ' +
        'working on the pool. Clients try again by themselves.',
    },
    example: { method: 'SUBSCRIBE', status: '503 Service Unavailable', headers: 'Server: RTC/3.0\nRetry-After: 60' },
  },
];

/**
 * Findings about requests that fail at servers of Microsoft for a reason that is not the user's: one rule for each row. One
 * problem for the same number from the same server about the same target. Span: the status-line of the first copy.
 */
export const msFailedRequests: readonly Rule[] = ROWS.map(
  (row): Rule => ({
    code: row.code,
    severity: 'warning',
    scope: 'failed-transaction',
    source: row.source,
    href: row.href,
    page: { ...row.page, example: exampleOf(row) },
    find: (transaction, context) => {
      const { finalResponse } = transaction;
      if (finalResponse === undefined || context.isClaimed(finalResponse)) return [];
      const account = msDiagnosticsOf(finalResponse).find(({ id }) => id !== undefined && row.errorIds.includes(id));
      const known = account !== undefined && isDocumentedReason(account) ? account : undefined;
      if (account !== undefined && known === undefined) return [];
      if (!row.matches(transaction, finalResponse, known)) return [];
      const all = [finalResponse, ...copiesOf(finalResponse)].sort((one, other) => one.index - other.index);
      const [response = finalResponse, ...copies] = all;
      const pings = context.otherPingAnswers(finalResponse);
      const severity = severityOf(transaction, row, pings, context.successBehindOf(transaction, SOON));
      const answer = statusText(response);
      const end = pings.length > 0 ? keepAliveSentence(response) : severity === 'information' ? NEWS : '';
      const account1 = known === undefined ? row.advice : accountSentence(known);
      return [
        {
          span: response.startLineSpan,
          about: response,
          claims: [...copies, ...pings],
          more: pings.length,
          kind: `${known?.id ?? ''} ${known?.source ?? ''} ${row.kind(response)}`,
          msDiagnostics: known?.id,
          severity,
          related: [
            ...(transaction.request === undefined
              ? []
              : [{ span: transaction.request.startLineSpan, message: 'The request that failed' }]),
            ...copyPlaces([...copies, ...pings]),
          ],
          message: `${subjectOf(transaction, response)} (${answer}): ${row.why(response)}${spaced(retryAfter(response))} ${account1}${end}`,
        },
      ];
    },
  }),
);

const NEWS = ' Nothing to do unless it happens again.';

function severityOf(
  { method, request }: Transaction,
  { code }: Row,
  pings: readonly Message[],
  success: Transaction | undefined,
): Severity {
  if (pings.length > 0) return 'hint';
  const isPresence = method === 'SUBSCRIBE' && /^\s*presence\b/i.test(request?.value('event') ?? '');
  if (isPresence && code === 'ms-user-not-found-target') return 'hint';
  if ((isPresence && code === 'ms-federation-failure') || success !== undefined) return 'information';
  return 'warning';
}

/** `alice@contoso.com cannot sign in`, `INVITE to bob@contoso.com failed` */
function subjectOf({ method, request }: Transaction, response: Message): string {
  if (method === 'REGISTER') return `${userOf(response) || 'This user'} cannot sign in`;
  const line = request?.startLine;
  const target =
    line?.kind === 'request-line' ? addressOf(request?.slice(line.requestUri) ?? '') : addressIn(response, 'to');
  return `${method || 'A request'}${target === '' ? '' : ` to ${target}`} failed`;
}

/** Domain that the request goes to, in lower case. */
const partnerOf = (response: Message): string => addressIn(response, 'to').toLowerCase().split('@').at(-1) ?? '';

/** Whether a request of a user is about the own data. */
function isOwn(response: Message): boolean {
  const user = addressIn(response, 'from').toLowerCase();
  return user !== '' && user === addressIn(response, 'to').toLowerCase();
}

function exampleOf({ example: { method, status, headers } }: Row): string {
  return `${method} sip:bob@contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@contoso.com>;tag=1
To: <sip:bob@contoso.com>
Call-ID: 1
CSeq: 1 ${method}

SIP/2.0 ${status}
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@contoso.com>;tag=1
To: <sip:bob@contoso.com>;tag=2
Call-ID: 1
CSeq: 1 ${method}
${headers}

`;
}
