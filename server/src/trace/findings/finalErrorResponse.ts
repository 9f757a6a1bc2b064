import { statusCode } from '../tables';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { eased, type Failure, type FailureTold, failureFound, failureOf, isFailureByNature } from './failedTransaction';
import type { Rule } from './rule';

/**
 * Finding `final-error-response`: a final 4xx, 5xx or 6xx that no other rule explains and that is a failure by its
 * nature: busy, declined, cancelled or challenged is not, but for a subscription that is declined, and a message that is not
 * delivered (information). One problem for all copies, at the first of them: the leg
 * nearest to where it comes from. Silent about a response without Via, CSeq and Call-ID, which no client can take for an
 * answer. Span: the status-line. RFC 3261 21.
 */
export const finalErrorResponse: Rule = {
  code: 'final-error-response',
  severity: 'warning',
  scope: 'failed-transaction',
  source: 'RFC 3261 21',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21',
  page: {
    title: 'A request fails, and only its status code says why',
    meaning:
      'The first final response to a request is a 4xx, 5xx or 6xx that is a failure by its nature, and no other ' +
      'finding says more about it. Busy, declined, cancelled and challenged are none. Copies of the response on ' +
      'other legs and its retransmissions belong to the same finding. Answers to keep-alives with a constant ' +
      'period are a hint, since any answer proves that the path works.',
    advice:
      'Read the status code and the header fields that explain it (Warning, Reason, Retry-After); hover over ' +
      'the code for what it means and what to try. Then look at the request that failed, which is the related ' +
      'place.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 402 Payment Required
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

`,
  },
  find: (transaction, context) => {
    const code = transaction.finalResponse?.statusCode ?? 0;
    if (!isFailureByNature(code) && !isRefused(transaction, code)) return [];
    const failure = failureOf(transaction, context);
    if (failure === undefined || (failure.isInDialog && !isFailureByNature(code))) return [];
    return [failureFound(failure, told(failure, context))];
  },
};

/** Status codes with which the other side says no for good, rather than not now. */
const NO = new Set([603, 607]);

/**
 * Whether a code that is none for calls is a failure here: a subscription that is declined, a message that is not delivered, and a
 * new call to somebody who looks for the dialog that it belongs to.
 */
function isRefused({ method, request }: Transaction, code: number): boolean {
  if (method === 'INVITE') return code === 481 && request !== undefined;
  return (
    (method === 'SUBSCRIBE' && NO.has(code)) || (method === 'MESSAGE' && statusCode(code)?.outcome === 'user-outcome')
  );
}

/** How soon a client publishes its presence again after a conflict, in ms. */
const PUBLISHES_AGAIN = 32_000;

/** The same request to the same place fails in the same way. */
function told(failure: Failure, context: FindingContext): FailureTold {
  const { target, transaction, response } = failure;
  const own: FailureTold = {
    ...(target === '' ? {} : { kind: `${response.statusCode} ${transaction.method} ${target}` }),
    ...(transaction.method === 'MESSAGE' && !isFailureByNature(response.statusCode) ? { severity: 'information' } : {}),
  };
  // A client that publishes over a newer version of its presence takes that version and publishes again, as UCMA does.
  const isConflict = transaction.method === 'SERVICE' && response.statusCode === 409;
  return { ...own, ...eased(failure, own, context, isConflict ? PUBLISHES_AGAIN : undefined) };
}
