import { eventOf, expiresOf, subscriptionState } from '../sip/subscriptionState';
import { endsMeanwhile, subscribeBefore } from '../subscriptions';
import { statusText } from './failedTransaction';
import { receiverOf, refusalOf, senderOf, short } from './parties';
import type { Rule } from './rule';

/**
 * Finding `notify-481`: a NOTIFY is answered 481 or 489: the receiver does not know the subscription. A hint where that is the end
 * anyway: behind an unsubscribe, in the NOTIFY that says so, and for keep-alives. Span: the status-line. RFC 6665 4.1.3.
 */
export const notify481: Rule = {
  code: 'notify-481',
  severity: 'information',
  scope: 'failed-transaction',
  methods: ['NOTIFY'],
  statuses: [481, 489],
  source: 'RFC 6665 4.1.3',
  href: 'https://www.rfc-editor.org/rfc/rfc6665#section-4.1.3',
  page: {
    title: 'The receiver of a NOTIFY does not know the subscription',
    meaning:
      'A NOTIFY is answered with 481 or 489. The receiver has forgotten the subscription, by a restart for example, or ' +
      'never asked for it; the sender has to drop it. Where the subscription ends just then this is a hint, and so it is ' +
      'for a NOTIFY that only keeps a path open.',
    advice:
      'Nothing to do when it happens once. When it goes on, the sender does not drop the subscription: look for servers ' +
      'that send a NOTIFY nobody asked for (message waiting, keep-alive) and switch that off for this client.',
    example: `NOTIFY sip:alice@192.0.2.1 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 7 NOTIFY
Event: presence
Subscription-State: active

SIP/2.0 481 Subscription Does Not Exist
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 7 NOTIFY

`,
  },
  find: (transaction, context) => {
    const refusal = refusalOf(transaction, context);
    if (refusal === undefined) return [];
    const { response, request, found } = refusal;
    const event = request === undefined ? '' : eventOf(request);
    const subscribe = request === undefined ? undefined : subscribeBefore(request)?.request;
    const isEnd =
      request !== undefined &&
      (subscriptionState(request).state === 'terminated' ||
        (subscribe !== undefined && expiresOf(subscribe) === 0) ||
        endsMeanwhile(request, response) ||
        /keep-?alive/.test(event));
    const from = request === undefined ? 'the server' : senderOf(request);
    const to = request === undefined ? 'The receiver' : receiverOf(request);
    const what = event === '' ? '' : ` for "${short(event)}"`;
    return [
      {
        ...found,
        ...(isEnd ? { severity: 'hint' as const } : {}),
        kind: `${from} ${to} ${event}`,
        message: isEnd
          ? `${to} answers the NOTIFY of ${from}${what} with ${statusText(response)}. Nothing is lost: it was the last one, or only a keep-alive.`
          : `${to} does not know the subscription${event === '' ? '' : ` to "${short(event)}"`} for which ${from} sends a NOTIFY (${statusText(response)}). The sender has to drop it; the client subscribes again if it still wants to know.`,
      },
    ];
  },
};
