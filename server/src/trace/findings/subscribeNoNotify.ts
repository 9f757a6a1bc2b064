import type { Message } from '../message';
import { eventOf, expiresOf } from '../sip/subscriptionState';
import { readSubscriptions, type Subscription } from '../subscriptions';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { statusText } from './failedTransaction';
import { isMicrosoft } from './guards/dialect';
import { maySkipThisLog, peerOf, senderOf, short, subscribedTo } from './parties';
import type { Rule } from './rule';

/** Timer N of RFC 6665 4.1.2.4: 64 times T1, in ms. */
const TIMER_N = 32_000;

/**
 * Finding `subscribe-no-notify`: a SUBSCRIBE without To tag gets a 2xx other than 204, and no NOTIFY or BENOTIFY comes within 32 s.
 * Silent where the log ends earlier or may not see the NOTIFY, where the 2xx brings the state itself, for Microsoft's clients and servers, which do so (ms-piggyback-first-notify),
 * and about a SUBSCRIBE that asks for nothing (Expires: 0). Span: the status-line. RFC 6665 4.1.2.4.
 */
export const subscribeNoNotify: Rule = {
  code: 'subscribe-no-notify',
  severity: 'warning',
  scope: 'call-id',
  methods: ['SUBSCRIBE'],
  source: 'RFC 6665 4.1.2.4',
  href: 'https://www.rfc-editor.org/rfc/rfc6665#section-4.1.2.4',
  page: {
    title: 'A subscription is accepted, and no NOTIFY comes',
    meaning:
      'The server accepts a SUBSCRIBE, but within 32 s no NOTIFY comes, which it must send at once. So the client never ' +
      'learns the state. Silent when the log ends before, when the NOTIFY may take a way that this log does not see, and ' +
      'when the answer itself brings the state, as Microsoft servers do.',
    advice:
      'Find out whether the server sends the NOTIFY at all: its own log tells. If it does, it goes to the Contact of the ' +
      'SUBSCRIBE: check that this address can be reached from the server through NAT and firewall, and that clients ' +
      'behind NAT are reached over their own connection.',
    example: `U 2026/11/05 10:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
SUBSCRIBE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 SUBSCRIBE
Contact: <sip:alice@192.0.2.1>
Event: presence
Expires: 600

U 2026/11/05 10:00:00.100000 192.0.2.2:5060 -> 192.0.2.1:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 SUBSCRIBE
Expires: 600

U 2026/11/05 10:01:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: 2
CSeq: 1 OPTIONS

`,
  },
  find: (transactions, context) =>
    readSubscriptions(transactions).flatMap((subscription) => {
      const opening = openingOf(subscription, context);
      const { request, finalResponse } = opening ?? {};
      if (opening === undefined || request === undefined || finalResponse === undefined) return [];
      if (context.isClaimed(finalResponse)) return [];
      const contact = request.header('contact');
      const where = contact === undefined ? 'the Contact of the SUBSCRIBE' : short(request.slice(contact.value));
      return [
        {
          span: finalResponse.startLineSpan,
          about: finalResponse,
          claims: copiesOfAnswer(subscription, finalResponse),
          kind: `${peerOf(request)} ${eventOf(request)}`,
          related: [{ span: request.startLineSpan, message: 'The SUBSCRIBE' }],
          message:
            `${senderOf(request)} subscribed to ${subscribedTo(request)} and was accepted (${statusText(finalResponse)}), but ` +
            'no NOTIFY came within 32 s: the server sends none, or it is blocked or goes elsewhere. It is sent to ' +
            `${where}: check that the server can reach this address.`,
        },
      ];
    }),
};

/** The SUBSCRIBE that opens a subscription of which a NOTIFY is surely missing. */
function openingOf({ subscribes, notifies }: Subscription, context: FindingContext): Transaction | undefined {
  if (notifies.length > 0) return undefined;
  const opening = subscribes.find(({ finalResponse }) => isAccepted(finalResponse));
  if (opening?.request === undefined || opening.finalResponse === undefined) return undefined;
  const { request, finalResponse } = opening;
  if (isMicrosoft(request) || isMicrosoft(finalResponse)) return undefined;
  if (request.toTag !== '' || expiresOf(request) === 0 || bringsState(finalResponse)) return undefined;
  if (!context.logGoesOnFor(finalResponse, TIMER_N) || maySkipThisLog(opening, context)) return undefined;
  return opening;
}

const isAccepted = (response: Message | undefined): boolean =>
  response !== undefined && response.statusCode >= 200 && response.statusCode < 300 && response.statusCode !== 204;

/** Whether the 2xx has what the first NOTIFY would have: ms-piggyback-first-notify. [MS-SIP] 3.6. */
const bringsState = (response: Message): boolean =>
  response.header('content-type') !== undefined || response.header('subscription-state') !== undefined;

const copiesOfAnswer = ({ subscribes }: Subscription, response: Message): readonly Message[] =>
  subscribes
    .filter(({ cseq }) => cseq === response.cseq)
    .flatMap(({ finalResponse }) => (finalResponse === undefined || finalResponse === response ? [] : [finalResponse]));
