import { PRESENT } from '../headReader';
import { eventOf } from '../sip/subscriptionState';
import { eventPackage } from '../tables';
import { isMicrosoft } from './guards/dialect';
import { KIND } from './messageKinds';
import { peerOf, senderOf } from './parties';
import type { Rule } from './rule';

/** Packages whose NOTIFYs servers often send unasked. */
const UNASKED = new Set(['message-summary', 'ua-profile']);

/**
 * Finding `notify-without-subscribe`: the first message under a Call-ID is a NOTIFY without To tag, for an event package that one subscribes to. Silent about
 * NOTIFYs within a dialog, whose beginning the log may not show; about events that are sent unasked (check-sync, message-summary, those
 * that nobody has registered); about Microsoft's clients and servers; and where another finding is about it. Span: the request-line. RFC 6665 4.1.3.
 */
export const notifyWithoutSubscribe: Rule = {
  code: 'notify-without-subscribe',
  severity: 'hint',
  scope: 'message',
  methods: ['NOTIFY'],
  kinds: KIND.request,
  source: 'RFC 6665 4.1.3',
  href: 'https://www.rfc-editor.org/rfc/rfc6665#section-4.1.3',
  page: {
    title: 'A NOTIFY comes that nobody subscribed to',
    meaning:
      'A NOTIFY opens a dialog of its own: no SUBSCRIBE or REFER has its Call-ID, and its To has no tag. For this event ' +
      'only those are told who subscribed. Clients that keep to the rules refuse such a NOTIFY with 481. Silent about ' +
      'events that servers send unasked, such as messages waiting.',
    advice:
      'When it is on purpose, nothing: some servers tell fixed phones so. Else look which subscription the sender takes it ' +
      'for; it may have lost the tags.',
    example: `NOTIFY sip:alice@192.0.2.1 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>
Call-ID: 1
CSeq: 1 NOTIFY
Event: dialog
Subscription-State: active

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 1 NOTIFY

`,
  },
  mayConcern: (trace, index) => {
    const { messages } = trace.store;
    if (messages.toTag.at(index) !== 0 || (messages.present.at(index) & PRESENT.duplicate) !== 0) return false;
    const call = messages.callId.at(index);
    return call !== 0 && trace.callIdGroups.firstMessageOf(call) === index;
  },
  find: (notify, context) => {
    const { finalResponse } = notify.trace.transactionOf(notify);
    if (context.isClaimed(notify) || (finalResponse !== undefined && context.isClaimed(finalResponse))) return [];
    const row = eventPackage(eventOf(notify));
    if (row === undefined || row.kind !== 'package' || !row.registered || UNASKED.has(row.name)) return [];
    if (isMicrosoft(notify) || (finalResponse !== undefined && isMicrosoft(finalResponse))) return [];
    return [
      {
        span: notify.startLineSpan,
        about: notify,
        kind: `${senderOf(notify)} ${row.name}`,
        message:
          `${senderOf(notify)} tells ${peerOf(notify) || 'the other side'} about "${row.name}" without being asked: no SUBSCRIBE or REFER of this Call-ID is in the log, ` +
          'and the NOTIFY belongs to no dialog (To without tag). Clients may refuse it with 481.',
      },
    ];
  },
};
