import { userOf } from '../signIns';
import type { Trace } from '../trace';
import { isMasked } from './guards/cut';
import { KIND } from './messageKinds';
import { short } from './parties';
import { contactsOf, contactText, type RegisteredContact } from './registeredContacts';
import type { Rule } from './rule';

/** Contacts of one user from which on some of them may be stale. */
const MANY = 4;

/**
 * Finding `registration-multiple-bindings`: a registrar lists many contacts for a user, or one device more than once. Silent when
 * each is a device of its own. Span: the status-line. RFC 3261 10.3.
 */
export const registrationMultipleBindings: Rule = {
  code: 'registration-multiple-bindings',
  severity: 'information',
  scope: 'message',
  methods: ['REGISTER'],
  kinds: KIND.success,
  source: 'RFC 3261 10.3; RFC 5626 6',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.3',
  page: {
    title: 'Many contacts are registered for one user',
    meaning:
      'The 2xx to a REGISTER lists more than three contacts, or the same device (+sip.instance, reg-id) more than once. A call ' +
      'rings at all of them, and where a client came back under another address the old one is still among them, so that ' +
      'calls fork to what is not there any more. Silent when every contact names a device of its own: then many are meant. ' +
      'Said once for a user.',
    advice:
      'Compare with the devices that the user has. Take out what is stale at the registrar, let it grant a shorter time, or let it keep ' +
      'one contact for a device (RFC 5626); look why the client comes back under other addresses.',
    example: `SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>;tag=2
Call-ID: 1
CSeq: 1 REGISTER
Contact: <sip:alice@192.0.2.1:5060>;expires=3600
Contact: <sip:alice@192.0.2.1:5071>;expires=2830
Contact: <sip:alice@192.0.2.1:5083>;expires=1410
Contact: <sip:alice@192.0.2.1:5094>;expires=60

`,
  },
  mayConcern: mayBeMany,
  find: (message, context) => {
    if (context.isClaimed(message)) return [];
    const contacts = contactsOf(message).filter(({ expires }) => expires !== 0);
    const twice = listedTwice(contacts);
    const isMeant = contacts.every(({ instance }) => instance !== '');
    if (twice === undefined && (contacts.length < MANY || isMeant)) return [];
    const user = short(userOf(message)) || 'one user';
    const what =
      contacts.length >= MANY
        ? `${contacts.length} contacts are registered for ${user}`
        : `One device of ${user} is registered more than once`;
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: user.toLowerCase(),
        related: (twice ?? contacts)
          .slice(0, 10)
          .map(({ span }) => ({ span: message.inLog(span), message: 'Registered' })),
        message: `${what}: a call rings at all of them, also at those that are not there any more. If there are fewer devices, take out what is stale at the registrar, and look why the client comes back under other addresses.`,
      },
    ];
  },
};

/** The contacts of a device that is listed more than once under the same connection; `undefined` when there is none. */
function listedTwice(contacts: readonly RegisteredContact[]): readonly RegisteredContact[] | undefined {
  const byDevice = new Map<string, RegisteredContact[]>();
  for (const contact of contacts) {
    if (contact.instance === '' || isMasked(contact.instance)) continue;
    const word = `${contact.instance} ${contact.regId}`;
    const others = byDevice.get(word);
    if (others === undefined) byDevice.set(word, [contact]);
    else others.push(contact);
  }
  return [...byDevice.values()].find(({ length }) => length > 1);
}

const ADDRESSES = /(?:^|[,<])\s{0,10}sips?:/gi;
const INSTANCES = /\+sip\.instance\s{0,10}=\s{0,10}"([^"\r\n]{1,200})"/gi;

/** Whether the 2xx `index` may list many contacts, or a device more than once, which is asked once. */
function mayBeMany(trace: Trace, index: number): boolean {
  const answer = trace.notes.bindings.of(index, () => {
    const text = contactText(trace, index);
    if (!mayHoldMore(text)) return 0;
    if ((text.match(ADDRESSES)?.length ?? 0) >= MANY) return 1;
    const instances = [...text.matchAll(INSTANCES)].map(([, instance]) => instance?.toLowerCase());
    return new Set(instances).size < instances.length ? 1 : 0;
  });
  return answer === 1;
}

const [QUOTE, COMMA, BRACKET] = ['"', ',', '<'].map((sign) => sign.charCodeAt(0));

/** Whether `contacts` has the signs that many addresses or two instances take. */
function mayHoldMore(contacts: string): boolean {
  let addresses = 1;
  let quotes = 0;
  for (let at = 0; at < contacts.length; at++) {
    const code = contacts.charCodeAt(at);
    if (code === QUOTE) quotes++;
    else if (code === COMMA || code === BRACKET) addresses++;
  }
  return addresses >= MANY || quotes >= 4;
}
