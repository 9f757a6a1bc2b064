import type { Message } from '../message';
import { msDiagnosticsOf } from '../microsoft/msDiagnostics';
import { addressIn } from '../sip/addressOfRecord';
import { msDiagnosticId } from '../tables';
import type { Trace } from '../trace';
import { KIND } from './messageKinds';
import { accountSentence } from './msDiagnostics';
import type { Rule } from './rule';

/** Why a registrar ends a registration, by the event in the body of its NOTIFY. [MS-SIPREGE] 2.2.1.13. */
const EVENTS: Readonly<Record<string, { readonly why: string; readonly advice: string }>> = {
  unregistered: {
    why: 'the registrar has taken this endpoint out by its policy, such as when the user has signed in on too many others',
    advice: 'Sign in again; if it repeats, look for other endpoints of the user.',
  },
  rejected: {
    why: 'the user is not allowed to use SIP any more: the account was disabled or locked',
    advice: 'Check whether somebody has disabled the user, and enable the account again if that was not wanted.',
  },
  deactivated: {
    why: 'the service is not available for this user for the moment, such as while the user is moved to another server',
    advice: 'The client signs in again by itself; if it does not get in, check on which pool the user is homed.',
  },
  'userservices-unavailable': {
    why: 'the presence service of the user is not available, and this client does not know the limited mode for that time',
    advice: 'Check the user services and the back-end database of the home pool.',
  },
  'preferred-registrar-change': {
    why: 'another server is the registrar of this user now',
    advice: 'The client signs in there by itself; nothing to do if it does.',
  },
};

/** Longest body of such a NOTIFY that is looked at, in UTF-16 units. */
const LONGEST = 200;
const BODY = /^\s{0,20}deregistered\s{0,20};\s{0,20}event\s{0,20}=\s{0,20}([a-z-]{1,40})/i;

/**
 * Finding `registration-removed`: the server tells a client by NOTIFY or BENOTIFY that it has ended the registration. A
 * warning; information where it is planned. Span: the request-line. [MS-SIPREGE] 2.2.1.13.
 */
export const registrationRemoved: Rule = {
  code: 'registration-removed',
  severity: 'warning',
  scope: 'message',
  methods: ['NOTIFY', 'BENOTIFY'],
  kinds: KIND.request,
  source: '[MS-SIPREGE] 2.2.1.13; RFC 3261 10.2.2',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-siprege/405097ab-a418-4247-b79e-95ff4179b169',
  page: {
    title: 'The server has signed the user out',
    meaning:
      'The server sends the client a NOTIFY whose body says that the registration has ended, and why: the user was disabled or ' +
      'moved, the endpoint was taken out by a policy, or a service is not available. Calls do not reach this client until it ' +
      'signs in again. A change of the registrar is news.',
    advice:
      'Check what was changed at the account of the user at that time, and by whom. If nothing was, check the services of the ' +
      'home pool; the client signs in again by itself once it may.',
    example: `NOTIFY sip:192.0.2.1:1331;transport=tls SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:5061;branch=z9hG4bK1
From: <sip:alice@contoso.com>;tag=b1
To: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
Call-ID: 5db46703
CSeq: 1 NOTIFY
Event: registration-notify
Subscription-State: terminated;expires=0
Content-Type: text/registration-event
Content-Length: 27

deregistered;event=rejected
`,
  },
  mayConcern: (trace, index) => BODY.test(bodyOf(trace, index)),
  find: (message, context) => {
    const event = BODY.exec(message.body.slice(0, LONGEST))?.[1]?.toLowerCase() ?? '';
    const row = EVENTS[event];
    const copies = copiesOf(message);
    if (context.isClaimed(message) || copies.some((copy) => context.isClaimed(copy))) return [];
    const [account] = msDiagnosticsOf(message);
    const user = addressIn(message, 'to') || 'The user';
    const advice =
      msDiagnosticId(account?.id ?? -1)?.advice !== undefined
        ? ''
        : ` ${row?.advice ?? 'Check what was changed at the account of the user at that time.'}`;
    return [
      {
        span: message.startLineSpan,
        about: message,
        claims: copies,
        kind: `${user.toLowerCase()} ${event}`,
        msDiagnostics: account?.id,
        ...(event === 'preferred-registrar-change' ? { severity: 'information' as const } : {}),
        related: copies.map((copy) => ({ span: copy.startLineSpan, message: 'The same on another leg of its way' })),
        message:
          `The server has signed ${user} out: ${row?.why ?? `it gives the reason "${event}"`}.` +
          `${account === undefined ? '' : ` ${accountSentence(account)}`}${advice}`,
      },
    ];
  },
};

/** The begin of the body of message `index`, as it stands in the log. */
function bodyOf({ store, text }: Trace, index: number): string {
  const start = store.messages.bodyStart.at(index);
  return text.slice(start, Math.min(start + LONGEST, store.messages.bodyEnd.at(index)));
}

/** The same request on other legs of its way, in the order of the log. */
const copiesOf = (message: Message): readonly Message[] =>
  message.trace
    .messagesNumberedLike(message)
    .filter(
      (other) =>
        other !== message && other.isRequest && other.method === message.method && other.fromTag === message.fromTag,
    )
    .slice(0, 20);
