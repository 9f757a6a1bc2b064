import { calleeOf } from './callStory';
import { statusText } from './failedTransaction';
import type { Rule } from './rule';

/** A CANCEL crosses the end of its INVITE when it comes so soon behind it, in ms. */
const RACE = 2_000;

/**
 * Finding `cancel-481`: a CANCEL that found no INVITE. Silent when the INVITE had ended less than 2 s before: they crossed. Span: the
 * status-line. RFC 3261 9.2.
 */
export const cancel481: Rule = {
  code: 'cancel-481',
  severity: 'hint',
  scope: 'call',
  methods: ['CANCEL'],
  source: 'RFC 3261 9.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-9.2',
  page: {
    title: 'A CANCEL found no call to take back',
    meaning:
      'The CANCEL was answered with 481: the receiver knows no INVITE that it belongs to. Usually the call had ended ' +
      'just before, which is harmless and not told when the log shows it. Else the branch of its Via differs from that ' +
      'of the INVITE, or it went to another server.',
    advice:
      'When it happens often: compare the top Via, the Request-URI and the address that the CANCEL was sent to with ' +
      'those of the INVITE; they must be the same.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 180 Ringing
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

CANCEL sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 CANCEL

SIP/2.0 481 Call/Transaction Does Not Exist
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=3
Call-ID: 1
CSeq: 1 CANCEL

`,
  },
  find: (call, context) => {
    const refused = call.cancels.filter(({ finalResponse }) => finalResponse?.statusCode === 481);
    if (refused.length === 0) return [];
    const ends = new Map(
      call.attempts.flatMap(({ legs }) => legs).map((leg) => [leg.first.branch, leg.finalResponse] as const),
    );
    const found = refused.filter(({ first, finalResponse }) => {
      const end = ends.get(first.branch);
      if (finalResponse === undefined || context.isClaimed(finalResponse)) return false;
      return end === undefined || (end.time ?? 0) + RACE < (first.time ?? 0);
    });
    const [response, ...others] = found.flatMap(({ finalResponse }) => finalResponse ?? []);
    const [cancel] = found;
    if (response === undefined || cancel === undefined) return [];
    const knowsBranch = ends.has(cancel.first.branch);
    return [
      {
        span: response.startLineSpan,
        about: response,
        claims: others,
        related: [{ span: cancel.first.startLineSpan, message: 'The CANCEL' }],
        message: `The CANCEL of the call to ${calleeOf(call)} was answered with ${statusText(response)}: ${
          knowsBranch
            ? 'the call had ended before, which is harmless.'
            : 'the log shows no INVITE with the branch of its Via, by which the receiver finds the call.'
        }`,
      },
    ];
  },
};
