import type { Message } from '../message';
import { msDiagnosticsWith } from '../microsoft/msDiagnostics';
import type { SignIn } from '../signIns';
import { KIND } from './messageKinds';
import { refusedUsers } from './refusedUsers';
import type { Rule } from './rule';

/** No such SIP user, and none on this pool. */
const ERROR_IDS = [4005, 4006];

/**
 * Finding `ms-user-not-found-4005`: a REGISTER (or a SUBSCRIBE of the own user) is answered with 404 and ErrorId 4005 or
 * 4006: the pool has no SIP user with this address, although the Windows account is fine. Span: the status-line.
 * [MS-OCER] 8.5.
 */
export const msUserNotFound4005: Rule = {
  code: 'ms-user-not-found-4005',
  severity: 'error',
  scope: 'trace',
  source: '[MS-OCER] 8.5 ids 4005, 4006; Microsoft support article on newly created users that cannot sign in',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/d5c23768-e89d-42af-a2f3-415b81c9cfd0',
  page: {
    title: 'The pool does not know the user',
    meaning:
      'The server answers the REGISTER with 404 and ms-diagnostics 4005 or 4006: no user with this SIP ' +
      'address is enabled on the pool, although the Windows account may be fine. A later attempt that succeeds ' +
      'makes it news: then replication has caught up.',
    advice:
      'Compare the sign-in address with the SIP URI of the user in the directory, letter by letter. Check that ' +
      'the user is enabled on this pool. For a new account, check that User Replicator has copied it to the ' +
      'pool, then sign in again.',
    example: `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER

SIP/2.0 404 Not Found
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
ms-diagnostics: 4005;reason="Destination URI either not enabled for SIP or does not exist";source="ocs.contoso.com"

`,
  },
  kinds: KIND.refusal,
  mayConcern: ({ store }, index) => store.messages.status.at(index) === 404,
  find: (subjects, context) =>
    refusedUsers(subjects, context, {
      errorIds: ERROR_IDS,
      matches: (response) => response.statusCode === 404 && msDiagnosticsWith(response, ...ERROR_IDS) !== undefined,
      explanation: (response) =>
        `${errorIdOf(response) === 4006 ? 'the pool that was asked is not the home of a user' : 'the server knows no SIP user'} with this address (${codesOf(response)})`,
      cannot: 'load their own data',
      advice: (user, signIn) =>
        `Check that ${user || 'the sign-in address'} equals the SIP URI in the directory, that the user is enabled on this pool, ` +
        `and for a new account that User Replicator has copied it to the pool; then sign in again.${reportFor(signIn)}`,
      repaired: (user, response) =>
        `The server did not know ${user} at first (${codesOf(response)}); a later attempt in this log succeeded, ` +
        'so replication has caught up. Nothing to do.',
    }),
};

const errorIdOf = (response: Message): number | undefined => msDiagnosticsWith(response, ...ERROR_IDS)?.id;

const codesOf = (response: Message): string => `404, ms-diagnostics ${errorIdOf(response)}`;

/** What a field report says of this client; empty for others. */
const reportFor = (signIn: SignIn | undefined): string =>
  /messenger/i.test(signIn?.userAgent ?? '')
    ? ' Reported to work for Messenger for Mac 6: create the user on the pool first, then enable it for enhanced presence, then sign in.'
    : '';
