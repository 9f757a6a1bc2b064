import { KIND } from './messageKinds';
import { peerOf } from './parties';
import { copiesShown, endsRepeats, gapsOf, requestsSent } from './retransmissions';
import type { Rule } from './rule';

/** Copies from which on this is a warning. */
const MANY = 4;

/**
 * Finding `request-retransmissions`: a request is sent several times over UDP, or over a transport that the log does not name. A
 * warning from four copies on. Silent where another finding is about the request, about copies that the log or the capture made,
 * and about copies on other legs. Span: the request-line. RFC 3261 17.1.1.2, 17.1.2.2.
 */
export const requestRetransmissions: Rule = {
  code: 'request-retransmissions',
  severity: 'information',
  scope: 'message',
  kinds: KIND.endsRepeats,
  source: 'RFC 3261 17.1.1.2, 17.1.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17.1.1.2',
  page: {
    title: 'A request is sent again',
    meaning:
      'A request goes out several times, because no answer came in half a second: the network loses packets, or the peer ' +
      'is slow. From four copies on this is a warning. Copies that the log or the capture made, within a few ' +
      'milliseconds, do not count; nor do those on other legs. Requests to one peer are one finding.',
    advice:
      'Rarely: nothing to do. Often: look for packet loss between the two, for packets too big for UDP, and at the load ' +
      'of the peer; a 100 Trying sent at once ends the repeating of INVITEs.',
    example: `U 2026/11/05 10:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS

U 2026/11/05 10:00:00.500000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS

U 2026/11/05 10:00:00.700000 192.0.2.2:5060 -> 192.0.2.1:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
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
    const last = copies.at(-1);
    if (
      first === undefined ||
      last === undefined ||
      copies.length < 2 ||
      first.method === 'ACK' ||
      context.isReliable(first)
    )
      return [];
    if (/^SIP\/2\.0\/(?:TCP|TLS|SCTP|WSS?)/i.test(first.value('via') ?? '')) return [];
    const { finalResponse } = transaction;
    if (context.isClaimed(first) || (finalResponse !== undefined && context.isClaimed(finalResponse))) return [];
    const seconds = Math.round(((last.time ?? 0) - (first.time ?? 0)) / 100) / 10;
    return [
      {
        span: first.startLineSpan,
        about: first,
        kind: peerOf(first),
        ...(copies.length >= MANY ? { severity: 'warning' as const } : {}),
        related: copiesShown(copies),
        message:
          `This ${first.method} to ${peerOf(first)} was sent ${copies.length} times in ${seconds} s (after ${gapsOf(copies)}): ` +
          (transaction.responses.length > 0
            ? 'packets are lost, or the peer is slow to answer.'
            : 'no answer is in the log. Packets are lost, or the peer is not there.'),
      },
    ];
  },
};
