import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { copiesOf, copyPlaces } from './guards/copies';
import { requestBetween } from './parties';
import type { Found, Rule } from './rule';

/** Requests whose CSeq number is that of another request. RFC 3261 8.1.1.5, 9.1. */
const BORROWED = new Set(['ACK', 'CANCEL']);

/**
 * Finding `out-of-order-500`: a request within a dialog got 500, and its CSeq number is below that of an earlier request of the same side: the
 * receiver refuses it as out of order. Span: the status-line. RFC 3261 12.2.2.
 */
export const outOfOrder500: Rule = {
  code: 'out-of-order-500',
  severity: 'warning',
  scope: 'call-id',
  statuses: [500],
  source: 'RFC 3261 12.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-12.2.2',
  page: {
    title: 'A request is refused as out of order',
    meaning:
      'A request within a dialog got 500, and its CSeq number is lower than that of an earlier request of the same side ' +
      'in this dialog. The receiver has to refuse such a request. Copies of a request on several legs have the same ' +
      'number and do not count.',
    advice:
      'Look at the program that numbers the requests: two parts of it may count for themselves, or a server sends ' +
      'requests of its own in the name of a client.',
    example: exampleLog([
      { at: 0, start: 'INFO sip:bob@192.0.2.2', cseq: '5 INFO', tags: 'both' },
      { at: 0.1, fromBob: true, start: '200 OK', cseq: '5 INFO', tags: 'both' },
      { at: 1, start: 'INFO sip:bob@192.0.2.2', cseq: '3 INFO', tags: 'both' },
      { at: 1.1, fromBob: true, start: '500 Server Internal Error', cseq: '3 INFO', tags: 'both' },
    ]),
  },
  find: (transactions, context) => {
    const highest = new Map<string, number>();
    const seen = new Set<string>();
    const found: Found[] = [];
    for (const { request, method, cseq, finalResponse } of transactions) {
      if (request === undefined || cseq === undefined || request.toTag === '' || BORROWED.has(method)) continue;
      const side = `${request.fromTag} ${request.toTag}`;
      const before = highest.get(side) ?? -1;
      if (cseq > before) highest.set(side, cseq);
      if (cseq >= before || finalResponse?.statusCode !== 500 || context.isClaimed(finalResponse)) continue;
      // Copies on other legs belong to the first.
      if (seen.has(`${side} ${cseq}`)) continue;
      seen.add(`${side} ${cseq}`);
      const copies = copiesOf(finalResponse);
      found.push({
        span: finalResponse.startLineSpan,
        about: finalResponse,
        claims: copies,
        related: [
          { span: request.startLineSpan, message: 'The request that comes out of order' },
          ...copyPlaces(copies),
        ],
        message:
          `The ${requestBetween(request)} was refused with ${statusText(finalResponse)}, since its number (CSeq ${cseq}) is below ${before}, ` +
          'which this side has used already. Look at the program that numbers the requests.',
      });
    }
    return found;
  },
};
