import { NONE } from '../store';
import { peerOf, receiverOf, requestCopies, senderOf } from './parties';
import type { Rule } from './rule';

/** Timer F of RFC 3261 17.1.2.2, in ms. */
const TIMER_F = 32_000;

/**
 * Finding `bye-unanswered`: a BYE gets no final response within 32 s. Silent where the log ends before or does not show answers, and
 * where the BYE of another leg or of the other side is answered: the call has ended then. Span: the request-line. RFC 3261
 * 15.1.1.
 */
export const byeUnanswered: Rule = {
  code: 'bye-unanswered',
  severity: 'warning',
  scope: 'unanswered-transaction',
  source: 'RFC 3261 15.1.1, 17.1.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-15.1.1',
  page: {
    title: 'A BYE is not answered',
    meaning:
      'One side hangs up with a BYE and gets no answer for 32 s: the other side is gone, or the path to it is broken. The ' +
      'other side may think that the call goes on. Silent when the log ends before, when it does not show answers to ' +
      'this sender, and when the call was ended on another way.',
    advice:
      'Look whether the BYE reaches the other side: its Request-URI has to be the Contact of that side, its Route what ' +
      'Record-Route gave. A private address in Contact, a NAT binding that timed out or a phone that was switched off are ' +
      'the usual causes.',
    example: `U 2026/11/05 10:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: 2
CSeq: 1 OPTIONS

U 2026/11/05 10:00:00.100000 192.0.2.2:5060 -> 192.0.2.1:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>;tag=4
Call-ID: 2
CSeq: 1 OPTIONS

U 2026/11/05 10:00:10.000000 192.0.2.1:5060 -> 192.0.2.2:5060
BYE sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 BYE

U 2026/11/05 10:01:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK5
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: 2
CSeq: 2 OPTIONS

`,
  },
  find: (transaction, context) => {
    const { method, request } = transaction;
    if (method !== 'BYE' || request === undefined || context.isClaimed(request)) return [];
    if (!context.logGoesOnFor(request, TIMER_F) || !context.showsAnswersTo(transaction)) return [];
    if (isEndedOtherwise(transaction.index, context)) return [];
    const peer = peerOf(request);
    const copies = requestCopies(request);
    return [
      {
        span: request.startLineSpan,
        about: request,
        claims: copies,
        kind: peer,
        related: copies.slice(0, 10).map((copy) => ({ span: copy.startLineSpan, message: 'The BYE again' })),
        message:
          `${senderOf(request)} hangs up, but the BYE to ${receiverOf(request)} (${peer}) gets no answer: the other side is gone or ` +
          'the path to it is broken, and it may think that the call goes on. Check the Contact and Record-Route that the ' +
          'BYE was sent by, NAT and firewall.',
      },
    ];
  },
};

/** Transactions of the same Call-ID that are looked at around the BYE. */
const LOOKED_AT = 50;

/** Whether a BYE of another leg or of the other side got a final response. */
function isEndedOtherwise(index: number, { trace }: Parameters<typeof byeUnanswered.find>[1]): boolean {
  const { store, transactionTables: tables, callIdGroups } = trace;
  const bye = store.names.numberOf('BYE');
  const near = [...callIdGroups.before(index, LOOKED_AT), ...callIdGroups.behind(index, LOOKED_AT)];
  return near.some((other) => {
    const first = tables.firstOf(other);
    if (store.messages.method.at(first) !== bye) return false;
    const final = tables.finalOf(other);
    const status = final === NONE ? 0 : store.messages.status.at(final);
    return (status >= 200 && status < 300) || status === 481;
  });
}
