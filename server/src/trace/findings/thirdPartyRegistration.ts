import { headOf } from '../headText';
import type { Message } from '../message';
import { addressIn } from '../sip/addressOfRecord';
import type { Trace } from '../trace';
import { isMasked } from './guards/cut';
import { KIND } from './messageKinds';
import { short } from './parties';
import type { Rule } from './rule';

/** Header fields that the core of a mobile network adds to its requests. RFC 7315. */
const OF_IMS = ['p-charging-vector', 'p-charging-function-addresses', 'p-access-network-info', 'p-visited-network-id'];

/**
 * Finding `third-party-registration`: From and To of a REGISTER are of two users. Silent when the header fields say that an IMS core
 * tells an application server of a registration. Once for each who registers others. Span: the request-line. RFC 3261 10.2.
 */
export const thirdPartyRegistration: Rule = {
  code: 'third-party-registration',
  severity: 'hint',
  scope: 'message',
  methods: ['REGISTER'],
  kinds: KIND.request,
  source: 'RFC 3261 10.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.2',
  page: {
    title: 'Somebody registers for another user',
    meaning:
      'To of a REGISTER names the user who is registered, and From another one who does it. A registrar must allow this. It is ' +
      'usual for gateways and for the core of a mobile network (IMS), which tells its application servers so who is ' +
      'registered. Silent when the header fields show that it is such a core. Said once for each who registers others.',
    advice:
      'Nothing to do when it is meant. Else compare user and account in the settings of the client: many registrars refuse it with ' +
      '403, and its credentials have to be those of the user in From.',
    example: `REGISTER sip:as.example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:scscf.example.com>;tag=1
To: <sip:alice@example.com>
Call-ID: 1
CSeq: 1 REGISTER
Contact: <sip:scscf.example.com>
Expires: 3600

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:scscf.example.com>;tag=1
To: <sip:alice@example.com>;tag=2
Call-ID: 1
CSeq: 1 REGISTER
Contact: <sip:scscf.example.com>;expires=3600

`,
  },
  mayConcern: (trace, index) => isFirst(trace, index) && mayBeOfTwo(trace, index),
  find: (message, context) => {
    const from = addressIn(message, 'from');
    const to = addressIn(message, 'to');
    if (context.isClaimed(message) || from === '' || to === '' || isOfIms(message)) return [];
    if (isMasked(from) || isMasked(to) || userIn(from) === userIn(to)) return [];
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: from.toLowerCase(),
        message: `${short(from)} registers for ${short(to)} (third party). This is usual for gateways and in IMS; a registrar must allow it.`,
      },
    ];
  },
};

/** Whether message `index` is the first REGISTER under its Call-ID: From and To stay the same under one. */
function isFirst({ store, registrations, transactionTables: tables }: Trace, index: number): boolean {
  if (store.messages.status.at(index) > 0) return false;
  const [first] = registrations.of(store.messages.callId.at(index));
  return first !== undefined && tables.firstOf(first) === index;
}

const FROM = /^(?:From|f)[ \t]{0,10}:[^\r\n<]{0,200}<?sips?:([^\r\n>;?]{1,200})/im;
const TO = /^(?:To|t)[ \t]{0,10}:[^\r\n<]{0,200}<?sips?:([^\r\n>;?]{1,200})/im;

/** Whether From and To of the REGISTER `index` may be of two users, which is asked once. */
function mayBeOfTwo(trace: Trace, index: number): boolean {
  const answer = trace.notes.thirdParty.of(index, () => {
    const head = headOf(trace, index);
    return userIn(FROM.exec(head)?.[1] ?? '') === userIn(TO.exec(head)?.[1] ?? '') ? 0 : 1;
  });
  return answer === 1;
}

const isOfIms = (message: Message): boolean =>
  OF_IMS.some((key) => message.header(key) !== undefined) || /3gpp-ims/i.test(message.value('content-type') ?? '');

/** User of an address in lower case; the address itself where it has none. One user may have several hosts, as a name and as a number. */
function userIn(address: string): string {
  const at = address.lastIndexOf('@');
  return (at === -1 ? address : (address.slice(0, at).split(':')[0] ?? '')).trim().toLowerCase();
}
