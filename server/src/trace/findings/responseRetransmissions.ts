import type { Message } from '../message';
import { statusText } from './failedTransaction';
import { copiesOf } from './guards/copies';
import { KIND } from './messageKinds';
import { short } from './parties';
import { copiesShown, endsRepeats, gapsOf, requestsSent, sentAgain } from './retransmissions';
import type { Rule } from './rule';

/** Copies of a final response from which on the ACK is late. */
const ENOUGH = 3;

/**
 * Finding `response-retransmissions`: the final response to an INVITE is sent three times or more, since no ACK comes. Silent where
 * another finding is about the response, about copies that the log or the capture made, and where the INVITE was sent as often:
 * each copy has its answer then. Span: the status-line. RFC 3261 13.3.1.4, 17.2.1.
 */
export const responseRetransmissions: Rule = {
  code: 'response-retransmissions',
  severity: 'warning',
  scope: 'message',
  methods: ['INVITE', 'ACK'],
  kinds: KIND.endsRepeats,
  source: 'RFC 3261 13.3.1.4, 17.2.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-13.3.1.4',
  page: {
    title: 'The answer to a call is repeated, since no ACK arrives',
    meaning:
      'The callee sends the final answer to an INVITE again and again, because the ACK of the caller does not arrive or ' +
      'comes late. After 32 s without it the callee gives the call up. Silent when another finding says that the ACK is ' +
      'missing, and when the INVITE itself was repeated as often.',
    advice:
      'Find out where the ACK goes: the caller sends it to the Contact of the answer, by the Record-Route of it. A private ' +
      'address in Contact, a NAT or a firewall in between, or a proxy that does not stay in the way are the usual causes.',
    example: `${[0, 0.5, 1.5].map((second) => repeated(second)).join('')}U 2026/11/05 10:00:02.000000 192.0.2.1:5060 -> 192.0.2.2:5060
ACK sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 ACK

`,
  },
  mayConcern: (trace, index) => {
    const { method } = trace.store.messages;
    return (
      endsRepeats(trace, index) &&
      [trace.store.names.numberOf('INVITE'), trace.store.names.numberOf('ACK')].includes(method.at(index))
    );
  },
  find: (message, context) => {
    const transaction = message.trace.transactionOf(message);
    const { finalResponse, responses } = transaction;
    if (transaction.method !== 'INVITE' || finalResponse === undefined) return [];
    const { statusCode, toTag } = finalResponse;
    const copies = sentAgain(responses.filter((other) => other.statusCode === statusCode && other.toTag === toTag));
    const all = [...copies, ...copiesOf(finalResponse)];
    if (copies.length < ENOUGH || all.some((copy: Message) => context.isClaimed(copy))) return [];
    const requests = requestsSent(transaction).filter((request) => request.index > finalResponse.index);
    if (requests.length >= copies.length - 1) return [];
    const from = short(finalResponse.envelope.source) || 'the callee';
    return [
      {
        span: finalResponse.startLineSpan,
        about: finalResponse,
        claims: all,
        related: copiesShown(copies),
        message:
          `${statusText(finalResponse)} is sent ${copies.length} times by ${from} (after ${gapsOf(copies)}): the ACK does not reach it, or comes late. ` +
          'Check the Contact and Record-Route of the answer, NAT and firewall.',
      },
    ];
  },
};

/** A 200 of the example. */
function repeated(second: number): string {
  return `U 2026/11/05 10:00:${second.toFixed(6).padStart(9, '0')} 192.0.2.2:5060 -> 192.0.2.1:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

`;
}
