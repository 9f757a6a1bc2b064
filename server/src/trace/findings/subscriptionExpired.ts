import { PRESENT } from '../headReader';
import type { Message } from '../message';
import { eventOf, expiresOf, SubscriptionNote, subscriptionNote, subscriptionState } from '../sip/subscriptionState';
import { isNotifyOf, subscribeBefore } from '../subscriptions';
import type { Trace } from '../trace';
import { statusText } from './failedTransaction';
import { KIND } from './messageKinds';
import { receiverOf, requestCopies, senderOf, short } from './parties';
import type { Rule } from './rule';

/** How much earlier than granted a subscription may run out by rounding, as a share. */
const SLACK = 0.9;
/** Time within which a new SUBSCRIBE takes the place of one that ran out, in ms. */
const SOON = 60_000;

/** Whether the NOTIFY or BENOTIFY `index` is one with this note; reads no header field. */
export function isNotifyWith(trace: Trace, index: number, note: SubscriptionNote): boolean {
  const { present } = trace.store.messages;
  return (present.at(index) & PRESENT.duplicate) === 0 && subscriptionNote(trace, index) === note;
}

/** How a subscription ended, as far as the log shows. */
interface Ending {
  /** SUBSCRIBE in front of it. */
  readonly subscribe: Message | undefined;
  /** Whether the subscriber asked for it, or asked only once. */
  readonly isWanted: boolean;
  /** Seconds that were granted last; `undefined` when the log does not show it. */
  readonly granted: number | undefined;
  /** Milliseconds since then. */
  readonly passed: number | undefined;
}

/** How the subscription that `notify` ends came to its end. */
export function endingOf(notify: Message): Ending {
  const transaction = subscribeBefore(notify);
  const subscribe = transaction?.request;
  const answer = transaction?.finalResponse;
  const granted = answer === undefined ? undefined : expiresOf(answer);
  const asked = subscribe === undefined ? undefined : expiresOf(subscribe);
  const from = answer?.time;
  return {
    subscribe,
    isWanted: asked === 0 || granted === 0,
    granted,
    passed: from === undefined || notify.time === undefined ? undefined : notify.time - from,
  };
}

/**
 * Finding `subscription-expired`: a NOTIFY says that a subscription ended by timeout, and the log shows that it had been granted
 * for no longer and that no SUBSCRIBE renewed it. News only when the subscriber subscribes again within a minute, and when
 * the log ends before. Silent when it
 * was ended on purpose (Expires: 0) and where the server renews it by itself (com.microsoft.autoextend). Span: the request-line
 * of the NOTIFY. RFC 6665 4.1.2.2.
 */
export const subscriptionExpired: Rule = {
  code: 'subscription-expired',
  severity: 'warning',
  scope: 'message',
  methods: ['NOTIFY', 'BENOTIFY'],
  kinds: KIND.request,
  source: 'RFC 6665 4.1.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc6665#section-4.1.2.2',
  page: {
    title: 'A subscription ran out',
    meaning:
      'The server ends a subscription with reason timeout, because the client did not renew it in the time that was ' +
      'granted. From then on the client learns nothing more. Silent when the client ended it itself, which servers ' +
      'report with the same reason; information when the client subscribes again within a minute, or the log ends before.',
    advice:
      'Find out why the client did not renew: was it stopped or without network, was its SUBSCRIBE lost or refused? ' +
      'Clients renew some time before the end; a time of expiry shorter than they expect makes them miss it.',
    example: `U 2026/11/05 10:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
SUBSCRIBE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 SUBSCRIBE
Event: presence

U 2026/11/05 10:00:00.100000 192.0.2.2:5060 -> 192.0.2.1:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 SUBSCRIBE
Expires: 600

U 2026/11/05 10:10:01.000000 192.0.2.2:5060 -> 192.0.2.1:5060
NOTIFY sip:alice@192.0.2.1 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 1 NOTIFY
Event: presence
Subscription-State: terminated;reason=timeout

U 2026/11/05 10:12:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=3
To: <sip:example.com>
Call-ID: 3
CSeq: 1 OPTIONS

`,
  },
  mayConcern: (trace, index) => isNotifyWith(trace, index, SubscriptionNote.terminated),
  find: (notify, context) => {
    if (context.isClaimed(notify) || !isNotifyOf(notify, SubscriptionNote.terminated)) return [];
    if (subscriptionState(notify).reason !== 'timeout') return [];
    const { subscribe, isWanted, granted, passed } = endingOf(notify);
    if (subscribe === undefined || isWanted || granted === undefined || passed === undefined) return [];
    if (passed < granted * 1000 * SLACK || isExtended(subscribe)) return [];
    const renewed = context.successBehindOf(notify.trace.transactionOf(subscribe), passed + SOON);
    // So soon behind it a new SUBSCRIBE may only be missing in the log.
    const isOver = renewed === undefined && context.logGoesOnFor(notify, SOON);
    const what = `The subscription of ${receiverOf(notify)} to "${short(eventOf(notify))}" of ${senderOf(notify)} ran out`;
    return [
      {
        span: notify.startLineSpan,
        about: notify,
        claims: requestCopies(notify),
        kind: `${receiverOf(notify)} ${eventOf(notify)}`,
        related: [{ span: subscribe.startLineSpan, message: `The last SUBSCRIBE, granted for ${granted} s` }],
        ...(isOver ? {} : { severity: 'information' as const }),
        message: isOver
          ? `${what}: it was granted for ${granted} s and not renewed. Find out why the client sent no SUBSCRIBE in time; until it does, it learns nothing more.`
          : renewed === undefined
            ? `${what}: it was granted for ${granted} s and not renewed in that time. Whether the client subscribes again is not seen: the log ends too soon.`
            : `${what} after ${granted} s, and the client subscribed again (${statusText(renewed.finalResponse as Message)}). Nothing to do when that is rare.`,
      },
    ];
  },
};

const isExtended = (subscribe: Message): boolean =>
  [...subscribe.headersNamed('supported'), ...subscribe.headersNamed('proxy-require')].some((field) =>
    /com\.microsoft\.autoextend/i.test(subscribe.slice(field.value)),
  );
