import { eventOf, SubscriptionNote, subscriptionNote } from '../sip/subscriptionState';
import { isNotifyOf, notifiesBefore, notifiesBehind } from '../subscriptions';
import { KIND } from './messageKinds';
import { receiverOf, requestCopies, senderOf, short } from './parties';
import type { Rule } from './rule';
import { isNotifyWith } from './subscriptionExpired';

/** Time for which a subscription may wait before it is told, in ms. */
const PATIENCE = 60_000;

/**
 * Finding `subscription-pending`: a NOTIFY says that a subscription waits, and nothing else follows for a minute. Silent where the
 * log ends before. Span: the request-line of the first such NOTIFY. RFC 6665 4.1.3.
 */
export const subscriptionPending: Rule = {
  code: 'subscription-pending',
  severity: 'information',
  scope: 'message',
  methods: ['NOTIFY', 'BENOTIFY'],
  kinds: KIND.request,
  source: 'RFC 6665 4.1.3',
  href: 'https://www.rfc-editor.org/rfc/rfc6665#section-4.1.3',
  page: {
    title: 'A subscription waits for permission',
    meaning:
      'The server has taken the SUBSCRIBE, but says in Subscription-State that nobody has decided yet whether the ' +
      'subscriber may see the state. It stays so for a minute or longer, so the subscriber sees nothing.',
    advice:
      'The person who was asked has to allow it in the own client, or the administrator in the rules of the server. ' +
      'When no question shows up there, look whether that client subscribes to presence.winfo, which brings it.',
    example: `U 2026/11/05 10:00:00.000000 192.0.2.2:5060 -> 192.0.2.1:5060
NOTIFY sip:alice@192.0.2.1 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 1 NOTIFY
Event: presence
Subscription-State: pending;expires=600

U 2026/11/05 10:00:00.100000 192.0.2.1:5060 -> 192.0.2.2:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 1 NOTIFY

U 2026/11/05 10:05:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: 2
CSeq: 1 OPTIONS

`,
  },
  mayConcern: (trace, index) => isNotifyWith(trace, index, SubscriptionNote.pending),
  find: (notify, context) => {
    if (context.isClaimed(notify) || !isNotifyOf(notify, SubscriptionNote.pending)) return [];
    const { trace, time } = notify;
    const isPending = (index: number): boolean => subscriptionNote(trace, index) === SubscriptionNote.pending;
    if (notifiesBefore(notify).some(({ index }) => isPending(index))) return [];
    const later = notifiesBehind(notify);
    const decided = later.find(({ index }) => !isPending(index));
    const waited = decided === undefined ? undefined : context.timeBetween(notify, decided);
    if (decided === undefined ? !context.logGoesOnFor(notify, PATIENCE) : waited === undefined || waited < PATIENCE)
      return [];
    if (time === undefined && decided !== undefined) return [];
    return [
      {
        span: notify.startLineSpan,
        about: notify,
        claims: [...requestCopies(notify), ...later.filter(({ index }) => isPending(index))],
        kind: `${senderOf(notify)} ${eventOf(notify)}`,
        message:
          `The subscription of ${receiverOf(notify)} to "${short(eventOf(notify))}" of ${senderOf(notify)} waits for ` +
          `permission${waited === undefined ? '' : ` for ${Math.round(waited / 1000)} s`}: the person asked, or a rule of the server, has to allow it.`,
      },
    ];
  },
};
