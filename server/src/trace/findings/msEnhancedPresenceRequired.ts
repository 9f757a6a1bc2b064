import type { Message } from '../message';
import { msDiagnosticsWith } from '../microsoft/msDiagnostics';
import { listIn } from '../sip/parameters';
import { optionTag } from '../tables';
import { KIND } from './messageKinds';
import { refusedUsers } from './refusedUsers';
import type { Rule } from './rule';

const ERROR_ID = 2013;
const TAG = 'msrtc-event-categories';

/**
 * Finding `ms-enhanced-presence-required`: a REGISTER (or a SUBSCRIBE of the own user) is refused with 421 and ErrorId
 * 2013 because the client does not offer msrtc-event-categories, which the server demands for an account that has
 * signed in with Communicator 2007 or newer. Silent when the server names another extension. Span: the status-line.
 * [MS-OCER] 8.3, [MS-SIPREGE] 2.2.1.5.
 */
export const msEnhancedPresenceRequired: Rule = {
  code: 'ms-enhanced-presence-required',
  severity: 'error',
  scope: 'trace',
  source: '[MS-OCER] 8.3 id 2013; [MS-SIPREGE] 2.2.1.5; Communicator team blog on the stages of enhanced presence',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/45a60666-9d15-4192-8cc3-e8bcb8e9d913',
  page: {
    title: 'The account needs a client with enhanced presence',
    meaning:
      'The server refuses the REGISTER with 421 and ms-diagnostics 2013: the account has once signed in with ' +
      'Communicator 2007 or newer, so it is in enhanced-presence mode, and this client does not offer ' +
      'msrtc-event-categories. The password is not the problem. Silent when the server demands another ' +
      'extension under that number, or when the request did offer the tag; a later attempt that succeeds makes ' +
      'it news.',
    advice:
      'Use Communicator 2007 or newer (on a Mac: Messenger for Mac 7), or an account that has never signed in ' +
      'with one of them. Clearing "Enable enhanced presence" on the server does not help: the mode cannot be ' +
      'taken back.',
    example: `REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER
Supported: adhoclist

SIP/2.0 421 Extension Required
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
Require: msrtc-event-categories
ms-diagnostics: 2013;reason="A MSRTC-EVENT-CATEGORIES tag is required in Supported header";source="ocs.contoso.com"

`,
  },
  kinds: KIND.refusal,
  mayConcern: ({ store }, index) => store.messages.status.at(index) === 421,
  find: (subjects, context) =>
    refusedUsers(subjects, context, {
      errorIds: [ERROR_ID],
      matches: isRefused,
      explanation: (response) =>
        `the account is in enhanced-presence mode and the server demands ${TAG}, which this client does not offer ` +
        `(421${msDiagnosticsWith(response, ERROR_ID) === undefined ? '' : `, ms-diagnostics ${ERROR_ID}`})`,
      cannot: 'load presence with this client',
      advice: () => ADVICE,
      repaired: (user) =>
        `The first attempt of ${user} did not offer ${TAG} (421); a later one in this log succeeded. Nothing to do.`,
    }),
};

/** The mode cannot be taken back, so "enable enhanced presence" would be the wrong advice: it is on already. */
const ADVICE =
  'Use Communicator 2007 or newer (on a Mac: Messenger for Mac 7), or an account that has never signed in with one of ' +
  'them. Clearing "Enable enhanced presence" does not help: the mode stays once the account has used a newer client.';

/** 421 with ErrorId 2013, or with the tag in Require; the server's reason may name another extension under that id. */
function isRefused(response: Message): boolean {
  if (response.statusCode !== 421) return false;
  const required = response.headersNamed('require').flatMap((field) => listIn(response.text, field.value));
  if (required.some((tag) => response.slice(tag).toLowerCase() === TAG)) return !requestOffers(response);
  const account = msDiagnosticsWith(response, ERROR_ID);
  if (account === undefined) return false;
  return !namesOther(account.reason.toLowerCase()) && !requestOffers(response);
}

/** Whether the server's reason names another extension; in its own words it may name none. */
function namesOther(reason: string): boolean {
  const named = /([\w.-]{1,60}) extension/.exec(reason)?.[1] ?? '';
  return named !== TAG && optionTag(named) !== undefined;
}

/** Whether the request behind `response` offers the tag; false as well when the log does not show the request. */
function requestOffers(response: Message): boolean {
  const { request } = response.trace.transactionOf(response);
  if (request === undefined) return false;
  const offered = request.headersNamed('supported').flatMap((field) => listIn(request.text, field.value));
  return offered.some((tag) => request.slice(tag).toLowerCase() === TAG);
}
