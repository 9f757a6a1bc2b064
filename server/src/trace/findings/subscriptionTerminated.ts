import { eventOf, SubscriptionNote, subscriptionState } from '../sip/subscriptionState';
import { isNotifyOf, notifiesBefore } from '../subscriptions';
import { token } from '../tables';
import { KIND } from './messageKinds';
import { receiverOf, requestCopies, senderOf, short } from './parties';
import type { Rule } from './rule';
import { endingOf, isNotifyWith } from './subscriptionExpired';

/**
 * Finding `subscription-terminated`: a NOTIFY ends a subscription, and not because the subscriber wanted it. A warning for
 * `rejected`, and for `noresource` where nothing was ever told. Silent about transfers (refer), about the end that an
 * `Expires: 0` asked for, and about an end without reason. Span: the request-line of the NOTIFY. RFC 6665 4.1.3.
 */
export const subscriptionTerminated: Rule = {
  code: 'subscription-terminated',
  severity: 'information',
  scope: 'message',
  methods: ['NOTIFY', 'BENOTIFY'],
  kinds: KIND.request,
  source: 'RFC 6665 4.1.3',
  href: 'https://www.rfc-editor.org/rfc/rfc6665#section-4.1.3',
  page: {
    title: 'The server ends a subscription',
    meaning:
      'A NOTIFY says in Subscription-State that the subscription has ended, for a reason that the subscriber did not ' +
      'give. With rejected, or with noresource right at the beginning, the subscriber gets nothing, and this is a warning. ' +
      'Silent about transfers, where it is the normal end, and when the subscriber ended the subscription itself.',
    advice:
      'Go by the reason: after deactivated and timeout the client may subscribe again at once, after probation later; ' +
      'after rejected or noresource it should not. For rejected look at who may see the state; for noresource check the ' +
      'address.',
    example: `NOTIFY sip:alice@192.0.2.1 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 8 NOTIFY
Event: presence
Subscription-State: terminated;reason=deactivated

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 8 NOTIFY

`,
  },
  mayConcern: (trace, index) => isNotifyWith(trace, index, SubscriptionNote.terminated),
  find: (notify, context) => {
    if (context.isClaimed(notify) || !isNotifyOf(notify, SubscriptionNote.terminated)) return [];
    const { reason } = subscriptionState(notify);
    if (reason === '' || endingOf(notify).isWanted) return [];
    const isRefusal = reason === 'rejected' || (reason === 'noresource' && isFirst(notify));
    const event = eventOf(notify);
    const row = token('subscription-state-reason', reason);
    const meaning = row === undefined ? '' : ` (${row.meaning.replace(/\.$/, '')})`;
    const what = `The subscription of ${receiverOf(notify)} to "${short(event)}" of ${senderOf(notify)}`;
    return [
      {
        span: notify.startLineSpan,
        about: notify,
        claims: requestCopies(notify),
        kind: `${event} ${reason}`,
        ...(isRefusal ? { severity: 'warning' as const } : {}),
        message: isRefusal
          ? `${what} was refused: ${short(reason)}${meaning}. ${
              reason === 'rejected'
                ? 'Check who may see this state, on the server or with the person asked.'
                : 'Check the address that was subscribed to.'
            }`
          : `${what} ended: ${short(reason)}${meaning}.`,
      },
    ];
  },
};

/** Whether the log shows the subscription from its SUBSCRIBE on, and no NOTIFY in front of `notify`. */
const isFirst = (notify: Parameters<typeof endingOf>[0]): boolean =>
  endingOf(notify).subscribe?.toTag === '' && notifiesBefore(notify).every((other) => other.cseq === notify.cseq);
