import { eventOf } from '../sip/subscriptionState';
import { peerOf, refusalOf, senderOf, short, subscribedTo } from './parties';
import type { Rule } from './rule';

/**
 * Finding `bad-event`: 489 to anything but a NOTIFY: the receiver does not know the event package. Silent about NOTIFYs
 * (`notify-481`). Span: the status-line. RFC 6665 8.3.2.
 */
export const badEvent: Rule = {
  code: 'bad-event',
  severity: 'warning',
  scope: 'failed-transaction',
  statuses: [489],
  source: 'RFC 6665 8.3.2',
  href: 'https://www.rfc-editor.org/rfc/rfc6665#section-8.3.2',
  page: {
    title: 'The server does not know this kind of subscription',
    meaning:
      'The answer is 489 Bad Event: whoever got the SUBSCRIBE or PUBLISH does not offer the event that stands in the ' +
      'header field Event. Allow-Events in the answer lists what it offers. The same event at the same server is one ' +
      'finding, however often it is asked for.',
    advice:
      'Switch off the feature of the client that asks for this event, or enable it on the server: a presence module, ' +
      'voice mail, busy lamps. When the server should know it, look whether the request went to the right one.',
    example: `SUBSCRIBE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 SUBSCRIBE
Event: presence

SIP/2.0 489 Bad Event
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 SUBSCRIBE
Allow-Events: dialog, message-summary

`,
  },
  find: (transaction, context) => {
    if (transaction.method === 'NOTIFY') return [];
    const refusal = refusalOf(transaction, context);
    if (refusal === undefined) return [];
    const { response, request, found } = refusal;
    const event = request === undefined ? '' : eventOf(request);
    const peer = request === undefined ? 'The server' : peerOf(request);
    const offered = response
      .headersNamed('allow-events')
      .map((field) => short(response.slice(field.value)))
      .join(', ');
    const isPublish = transaction.method === 'PUBLISH';
    const who =
      request === undefined
        ? 'A subscription was refused'
        : isPublish
          ? `${senderOf(request)} cannot publish "${short(event)}"`
          : `${senderOf(request)} cannot subscribe to ${subscribedTo(request)}`;
    return [
      {
        ...found,
        kind: `${peer} ${event}`,
        message:
          `${who}: ${peer} does not know ${event === '' ? 'this event' : `the event "${short(event)}"`} (489 Bad Event)` +
          `${offered === '' ? '' : `; it offers ${short(offered)}`}. Switch the feature off that asks for it, or enable ` +
          'it on the server.',
      },
    ];
  },
};
