import type { Message } from '../message';
import { userOf } from '../signIns';
import { addressIn } from '../sip/addressOfRecord';
import { NONE } from '../store';
import type { Trace } from '../trace';
import type { FindingContext } from './context';
import { isCut, isMasked } from './guards/cut';
import { isMicrosoft } from './guards/dialect';
import { KIND } from './messageKinds';
import { short } from './parties';
import { contactsOf, expiresOf, firstContactIn, type RegisteredContact, registerOf } from './registeredContacts';
import type { Rule } from './rule';

/** Contacts of one REGISTER that are looked at. */
const LOOKED_AT = 20;

/**
 * Finding `registration-contact-absent-in-2xx`: a registrar accepts a REGISTER and does not list the contact of the client among
 * its bindings, as it is or rewritten on the way. Information where it says for how long it has registered it. Span: the status-line. RFC 3261 10.3, item 8.
 */
export const registrationContactAbsentIn2xx: Rule = {
  code: 'registration-contact-absent-in-2xx',
  severity: 'warning',
  scope: 'message',
  methods: ['REGISTER'],
  kinds: KIND.success,
  source: 'RFC 3261 10.3, item 8',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.3',
  page: {
    title: 'The registrar does not list the contact that was registered',
    meaning:
      'The REGISTER is answered with a 2xx, which has to list all contacts of the user, and that of this client is not among ' +
      'them. Calls to the user do not reach it then. A contact counts as listed when its user, its host or its instance ' +
      'occurs, or the address of the server itself, since border controllers rewrite it. Information only when there is no Contact at all but a time of validity. ' +
      'Silent about servers of Microsoft, when somebody is registered by another one, when the log is cut or masked, and when ' +
      'a later INVITE goes to that contact.',
    advice:
      'Look at what the registrar has stored for this user. Then check whether a proxy or border controller in between ' +
      'takes Contact out of the REGISTER or of the answer.',
    example: `REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>
Call-ID: 1
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.1>
Expires: 3600

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>;tag=2
Call-ID: 1
CSeq: 1 REGISTER

`,
  },
  mayConcern: mayLack,
  find: (message, context) => {
    const { request } = message.trace.transactionOf(message);
    if (request === undefined || context.isClaimed(message)) return [];
    const asked = contactsOf(request)
      .slice(0, LOOKED_AT)
      .filter(({ expires = expiresOf(request) }) => expires !== 0);
    const listed = contactsOf(message);
    const [missing] = asked;
    // Something on the way may put in another contact, and leave it in the answer: the other legs show it.
    const onLegs = context.legsOf(message.trace.transactionOf(message)).flatMap((leg) => leg.request ?? []);
    const sent = [...asked, ...onLegs.slice(0, LOOKED_AT).flatMap((leg) => contactsOf(leg).slice(0, LOOKED_AT))];
    if (missing === undefined || sent.some((contact) => listed.some((other) => mayBeTheSame(contact, other))))
      return [];
    if (isExcused(request, message, asked, context)) return [];
    const user = short(userOf(message)) || 'the user';
    const seconds = listed.length === 0 ? (expiresOf(message) ?? 0) : 0;
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: user.toLowerCase(),
        related: [
          { span: request.inLog(missing.span), message: 'The contact that is to be registered' },
          ...listed.slice(0, 5).map(({ span }) => ({ span: message.inLog(span), message: 'What is registered' })),
        ],
        ...(seconds > 0 ? { severity: 'information' as const } : {}),
        message:
          seconds > 0
            ? `The registrar accepts the REGISTER of ${user} for ${seconds} s, but does not list the contact ${short(missing.address)} in its answer, as it has to. If calls do not reach this client, look at what the registrar has stored.`
            : `The registrar accepts the REGISTER of ${user}, but does not list the contact ${short(missing.address)}${listed.length === 0 ? '' : `, only ${wordsOf(listed)}`}: calls do not reach this client. Look at what the registrar has stored, and whether something in between takes Contact out or changes it.`,
      },
    ];
  },
};

/** Whether the first contacts of the REGISTER and of `index`, its 2xx, are not plainly the same. */
function mayLack(trace: Trace, index: number): boolean {
  const request = registerOf(trace, index);
  if (request === NONE) return false;
  const asked = firstContactIn(trace, request);
  return asked !== 0 && asked !== firstContactIn(trace, index);
}

/** Whether two contacts may be of the same client; something in between may have rewritten either. */
function mayBeTheSame(one: RegisteredContact, other: RegisteredContact): boolean {
  if (one.instance !== '' && one.instance === other.instance) return true;
  const host = hostIn(one.address);
  return userIn(one.address) === userIn(other.address) || host === hostIn(other.address) || namesHost(other.text, host);
}

/** Whether nothing follows from what the answer lists, or the log is not to be trusted in that. */
function isExcused(
  request: Message,
  response: Message,
  asked: readonly RegisteredContact[],
  context: FindingContext,
): boolean {
  return (
    isCut(response) ||
    [...asked, ...contactsOf(response)].some(({ text }) => isMasked(text)) ||
    isMicrosoft(request) ||
    isMicrosoft(response) ||
    // A border controller that shows itself to both sides, and sends on what comes for the client.
    contactsOf(response).some(({ address }) => hostIn(address) !== '' && answers(response, request, hostIn(address))) ||
    // An application server that is told of a registration keeps no contact. 3GPP TS 24.229 5.4.1.7.
    userIn(addressIn(request, 'from')) !== userIn(addressIn(request, 'to')) ||
    context.isInvitedBehind(
      asked.map(({ address }) => address),
      response,
    )
  );
}

/** The user of an address as it reads without escapes; empty when it has none, as that of a gateway or an application. RFC 3261 19.1.4. */
function userIn(address: string): string {
  const user = address.includes('@') ? address.replace(/@.*$/s, '').toLowerCase() : '';
  return user.replace(/%(2[1-9b-f]|[3-6][\da-f]|7[\da-e])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)).toLowerCase(),
  );
}

/** Whether `host` occurs in a contact, and not merely the beginning of another one. */
function namesHost(contact: string, host: string): boolean {
  const text = contact.toLowerCase();
  for (let at = text.indexOf(host); at !== -1; at = text.indexOf(host, at + 1)) {
    if (
      !/[\w.-]/.test(text.charAt(at - 1)) &&
      !/^(?:[\w-]|\.\w)/.test(text.slice(at + host.length, at + host.length + 2))
    )
      return true;
  }
  return false;
}

/** Whether the log shows that `host` is who answered `request`. */
const answers = ({ envelope: { source } }: Message, { envelope: { destination } }: Message, host: string): boolean =>
  hostIn(source) === host || hostIn(destination) === host;

/** The host of an address without its port. */
const hostIn = (address: string): string => address.replace(/^.*@/s, '').replace(/:\d{1,5}$/, '');

const wordsOf = (contacts: readonly RegisteredContact[]): string =>
  `${contacts
    .slice(0, 3)
    .map(({ address }) => short(address))
    .join(', ')}${contacts.length > 3 ? ` and ${contacts.length - 3} more` : ''}`;
