import { peerOf, senderOf } from './parties';
import type { Rule } from './rule';

/** Longest time that a server is taken by its word for, in seconds. */
const LONGEST = 86_400;

/**
 * Finding `retry-after-ignored`: a request fails with Retry-After, and the same sender sends one of its method to the same address
 * and the same host earlier than that. Span: the request-line of the early one. RFC 3261 20.33.
 */
export const retryAfterIgnored: Rule = {
  code: 'retry-after-ignored',
  severity: 'hint',
  scope: 'failed-transaction',
  source: 'RFC 3261 20.33',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-20.33',
  page: {
    title: 'The client does not wait as long as the server asks',
    meaning:
      'The server refuses a request and says in Retry-After how many seconds to wait. The same client sends the same ' +
      'kind of request to the same server earlier. A server that is overloaded does not recover so.',
    advice:
      'Check the settings of the client for the time between its attempts, or look for an update that keeps to ' +
      'Retry-After.',
    example: `U 2026/11/05 10:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS

U 2026/11/05 10:00:00.100000 192.0.2.2:5060 -> 192.0.2.1:5060
SIP/2.0 480 Temporarily Unavailable
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 OPTIONS
Retry-After: 60

U 2026/11/05 10:00:02.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: 2
CSeq: 1 OPTIONS

`,
  },
  find: (transaction, context) => {
    const { finalResponse, request } = transaction;
    const seconds = /^\s*(\d{1,9})/.exec(finalResponse?.value('retry-after') ?? '')?.[1];
    if (seconds === undefined || finalResponse === undefined || request === undefined) return [];
    const wait = Math.min(Number(seconds), LONGEST);
    const next = context.nextLike(transaction, wait * 1000)?.request;
    const waited = next === undefined ? undefined : context.timeBetween(finalResponse, next);
    if (next === undefined || waited === undefined || waited >= wait * 1000 || context.isClaimed(next)) return [];
    if (peerOf(next) !== peerOf(request) || next.sentBy !== request.sentBy) return [];
    return [
      {
        span: next.startLineSpan,
        about: next,
        kind: `${senderOf(request)} ${peerOf(request)}`,
        related: [{ span: finalResponse.startLineSpan, message: `The answer that asks to wait for ${wait} s` }],
        message:
          `${senderOf(request)} sends the next ${request.method} to ${peerOf(request)} after ${Math.round(waited / 100) / 10} s, ` +
          `though the server asked to wait for ${wait} s (Retry-After).`,
      },
    ];
  },
};
