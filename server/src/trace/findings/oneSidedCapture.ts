import type { Transaction } from '../transactions';
import { KIND } from './messageKinds';
import type { Found, Rule } from './rule';
import { isUnanswered } from './subjects';

/** Requests of one sender without answer from which on the log is taken to miss the answers, copies not counted. */
const ENOUGH = 3;

/**
 * Finding `one-sided-capture`: the log shows requests without the answers to them, or answers without requests, so that what is missing
 * is not judged. One for a log. Silent about fewer than three transactions. Span: the first such request, or the first message.
 * Guard `one-sided`.
 */
export const oneSidedCapture: Rule = {
  code: 'one-sided-capture',
  severity: 'information',
  scope: 'trace',
  source: 'RFC 3261 17',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17',
  page: {
    title: 'The log shows one direction only',
    meaning:
      'All messages of the log, or all of one sender, go one way: requests without answers, or answers without requests. ' +
      'The other direction was not captured, so nothing is said about answers, ACKs and PRACKs that are missing.',
    advice:
      'Capture both directions: take the host and not one of its ports as the filter, all interfaces, and both sides of a ' +
      'load balancer. Then read the log again.',
    example: `OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS

OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=2
To: <sip:bob@example.com>
Call-ID: 2
CSeq: 1 OPTIONS

OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: 3
CSeq: 1 OPTIONS

`,
  },
  kinds: KIND.unanswered,
  mayConcern: isUnanswered,
  find: ({ trace, unanswered }, context) => {
    const { messageCount, messages } = trace.store;
    // Where the silence itself is the failure, nothing is wrong with the log.
    if (unanswered.some(({ request }) => request !== undefined && context.isBlamed(request))) return [];
    if (context.isOneSided) {
      context.restOnAll();
      if (trace.transactionTables.count < ENOUGH) return [];
      const first = trace.messageAt(0);
      const what = messages.status.at(0) === 0 ? ['requests', 'answers'] : ['answers', 'requests'];
      return [
        {
          span: first.startLineSpan,
          about: first,
          message: `This log has ${what[0]} only, all ${messageCount} messages. The ${what[1]} were not captured, so nothing is said about what is missing.`,
        },
      ];
    }
    return ofOneSender(unanswered.filter((transaction) => !context.showsAnswersTo(transaction)));
  },
};

/** The sender with the most requests whose answers the log does not show. */
function ofOneSender(transactions: readonly Transaction[]): Found[] {
  const bySender = new Map<string, Transaction[]>();
  for (const transaction of transactions) {
    const group = bySender.get(transaction.first.sentBy);
    if (group === undefined) bySender.set(transaction.first.sentBy, [transaction]);
    else group.push(transaction);
  }
  const [most] = [...bySender].sort(([, one], [, other]) => other.length - one.length);
  if (most === undefined || most[1].length < ENOUGH) return [];
  const [sender, group] = most;
  const about = (group[0] as Transaction).first;
  return [
    {
      span: about.startLineSpan,
      about,
      message:
        `This log has ${group.length} requests of ${sender === '' ? 'one sender' : sender} and no answer that went back to it: only one ` +
        'direction was captured on that way, so nothing is said about what is missing there.',
    },
  ];
}
