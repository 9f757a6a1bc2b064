import { KIND } from './messageKinds';
import { peerOf } from './parties';
import { copiesShown, endsRepeats, gapsOf, requestsSent } from './retransmissions';
import type { Rule } from './rule';

/**
 * Finding `request-repeat-on-tcp`: the same request is sent again over TCP, TLS, SCTP or WebSocket, which lose nothing. Silent about
 * copies that the log or the capture made and about those on other legs. Span: the request-line. RFC 3261 17.1.1.2, 17.1.2.2.
 */
export const requestRepeatOnTcp: Rule = {
  code: 'request-repeat-on-tcp',
  severity: 'warning',
  scope: 'message',
  kinds: KIND.endsRepeats,
  source: 'RFC 3261 17.1.1.2, 17.1.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17.1.2.2',
  page: {
    title: 'A request is repeated over a connection that loses nothing',
    meaning:
      'The same request, with the same branch, goes twice over TCP, TLS or WebSocket between the same addresses, where ' +
      'nothing gets lost and nothing need be sent again. The program or a server in between repeats it by mistake, or the ' +
      'connection broke and was opened anew.',
    advice:
      'Look whether the connection was opened anew between the two; then find out why it broke. Otherwise check the ' +
      'program that sent it, and whether the log shows two hops with the same addresses.',
    example: `T 2026/11/05 10:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS

T 2026/11/05 10:00:00.500000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS

T 2026/11/05 10:00:00.700000 192.0.2.2:5060 -> 192.0.2.1:5060
SIP/2.0 200 OK
Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 OPTIONS

`,
  },
  mayConcern: endsRepeats,
  find: (message, context) => {
    const transaction = message.trace.transactionOf(message);
    const copies = requestsSent(transaction);
    const [first] = copies;
    // Only what the log itself says of the way is sure: the transport in Via may be that of another hop.
    if (
      first === undefined ||
      copies.length < 2 ||
      first.method === 'ACK' ||
      !context.isReliable(first) ||
      first.envelope.source === ''
    )
      return [];
    const { finalResponse } = transaction;
    if (context.isClaimed(first) || (finalResponse !== undefined && context.isClaimed(finalResponse))) return [];
    return [
      {
        span: first.startLineSpan,
        about: first,
        kind: peerOf(first),
        related: copiesShown(copies),
        message:
          `This ${first.method} to ${peerOf(first)} was sent ${copies.length} times over ${first.envelope.transport} (after ${gapsOf(copies)}), which ` +
          'loses nothing: the program or a server in between repeats it, or the connection was opened anew.',
      },
    ];
  },
};
