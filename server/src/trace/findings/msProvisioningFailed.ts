import type { Message } from '../message';
import { msDiagnosticsOf, msDiagnosticsWith } from '../microsoft/msDiagnostics';
import { retryAfter } from '../serverWords';
import { statusCode } from '../tables';
import { spaced, statusText } from './failedTransaction';
import { copyPlaces } from './guards/copies';
import { accountSentence, saysWhatToDo } from './msDiagnostics';
import { ownSubscriptions } from './ownSubscriptions';
import type { Rule } from './rule';
import { isFailure } from './subjects';

/** The contact list has moved to Exchange. [MS-PRES]. */
const MOVED_TO_EXCHANGE = 2165;

/** What a client lacks without the answer to each SUBSCRIBE that follows a sign-in. [MS-SIP] 3.4 to 3.7. */
const EFFECTS: Readonly<Record<string, string>> = {
  'vnd-microsoft-provisioning': 'the configuration (meetings, telephony, address book) is missing',
  'vnd-microsoft-provisioning-v2': 'the configuration (meetings, telephony, address book) is missing',
  'vnd-microsoft-roaming-contacts': 'the contact list stays empty',
  'vnd-microsoft-roaming-self': 'the own presence is not shown and cannot be changed',
  'vnd-microsoft-roaming-ACL': 'the allow and block lists are missing',
};

/**
 * Finding `ms-provisioning-failed`: the user is signed in, but a SUBSCRIBE for configuration, contacts or own presence fails.
 * One problem for those of one endpoint. Span: the status-line of the first. [MS-SIP] 3.7.
 */
export const msProvisioningFailed: Rule = {
  code: 'ms-provisioning-failed',
  severity: 'warning',
  scope: 'trace',
  source: '[MS-SIP] 3.4 to 3.7; [MS-PRES]; behaviour of the SIPE client',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sip/f4bf1a4f-a7c8-4cdc-b78b-a47e0fa48b5d',
  page: {
    title: 'The client does not get its configuration or contacts',
    meaning:
      'After the sign-in the client asks by SUBSCRIBE for its configuration, contacts and own presence, and the server ' +
      'refuses one of them. The user is signed in, but something is missing. It is news when the same SUBSCRIBE succeeds later ' +
      'in the log, and when the contact list has only moved to Exchange (488 with ms-diagnostics 2165).',
    advice:
      'Look at the user services of the front end that is named, and at its back-end database. For one user alone, check the ' +
      'policies of the user; for all users, check the database and the services.',
    example: `SUBSCRIBE sip:alice@contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 SUBSCRIBE
Event: vnd-microsoft-provisioning-v2
Expires: 0

SIP/2.0 500 Server Internal Error
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 SUBSCRIBE

`,
  },
  methods: ['SUBSCRIBE'],
  mayConcern: ({ store }, index) => isFailure(store.messages.status.at(index)),
  find: (subjects, context) => {
    const refused = (response: Message): boolean =>
      !context.isClaimed(response) && EFFECTS[eventOf(response)] !== undefined;
    const moved = (response: Message): boolean => msDiagnosticsWith(response, MOVED_TO_EXCHANGE) !== undefined;
    return [true, false].flatMap((hasMoved) =>
      ownSubscriptions(subjects, context, [], (response) => refused(response) && moved(response) === hasMoved).map(
        ({ user, first, others, more, succeedsLater }) => {
          const events = [...new Set([first, ...others].map(eventOf))];
          const [account] = msDiagnosticsOf(first);
          const row = statusCode(first.statusCode);
          const why = account === undefined ? '' : ` ${accountSentence(account)}`;
          const advice =
            account !== undefined && saysWhatToDo(account)
              ? ''
              : `${spaced(retryAfter(first))} ${row?.advice ?? ADVICE}`;
          const isNews = succeedsLater || hasMoved;
          return {
            span: first.startLineSpan,
            about: first,
            claims: others,
            more,
            kind: `${events.join(' ')} ${first.statusCode} ${account?.id ?? ''}`,
            msDiagnostics: account?.id,
            related: copyPlaces(others),
            ...(isNews ? { severity: 'information' as const } : {}),
            message:
              `${user} is signed in, but ${events.join(', ')} could not be loaded (${statusText(first)}), so ` +
              `${[...new Set(events.map((event) => EFFECTS[event]))].join(', and ')}.` +
              `${hasMoved ? ' The contact list is kept in Exchange now; a client that knows this gets it there.' : succeedsLater ? ' It succeeded later in this log. Nothing to do.' : `${why}${advice}`}`,
          };
        },
      ),
    );
  },
};

const ADVICE = 'Check the user services of the front end and its back-end database.';

/** Event type of the SUBSCRIBE that `response` answers; empty when the log does not show it. */
const eventOf = (response: Message): string =>
  (response.trace.transactionOf(response).request?.value('event') ?? '').split(';')[0]?.trim() ?? '';
