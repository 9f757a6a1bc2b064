import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { copiesOf, copyPlaces } from './guards/copies';
import { requestBetween } from './parties';
import type { Found, Rule } from './rule';

/** What is known of the INVITEs of one side: how long those with a lower number were open, and the one with the highest. */
interface Open {
  cseq: number;
  /** Index of the final response to an INVITE with a lower number that came last; infinite while one is open. */
  lower: number;
  current: number;
}

/**
 * Finding `overlapping-invite-500`: an INVITE within a call got 500 with Retry-After while an earlier INVITE of the same side was not answered
 * yet. Span: the status-line. RFC 3261 14.2.
 */
export const overlappingInvite500: Rule = {
  code: 'overlapping-invite-500',
  severity: 'warning',
  scope: 'call-id',
  methods: ['INVITE'],
  statuses: [500],
  source: 'RFC 3261 14.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-14.2',
  page: {
    title: 'A second INVITE comes before the first is answered',
    meaning:
      'An INVITE within a call got 500 with Retry-After, and an earlier INVITE of the same side had no final answer yet. ' +
      'A receiver has to refuse the second one then.',
    advice:
      'Look at the program that sends them: it has to wait for the answer to an INVITE, and its ACK, before it sends the ' +
      'next.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@192.0.2.2', cseq: '2 INVITE', tags: 'both' },
      { at: 0.05, start: 'INVITE sip:bob@192.0.2.2', cseq: '3 INVITE', tags: 'both' },
      {
        at: 0.1,
        fromBob: true,
        start: '500 Server Internal Error',
        cseq: '3 INVITE',
        tags: 'both',
        more: 'Retry-After: 4',
      },
      { at: 0.2, fromBob: true, start: '200 OK', cseq: '2 INVITE', tags: 'both' },
      { at: 0.3, start: 'ACK sip:bob@192.0.2.2', cseq: '2 ACK', tags: 'both' },
    ]),
  },
  find: (transactions, context) => {
    const open = new Map<string, Open>();
    const seen = new Set<string>();
    const found: Found[] = [];
    for (const { request, method, cseq, finalResponse } of transactions) {
      if (request === undefined || cseq === undefined || method !== 'INVITE') continue;
      const end = finalResponse?.index ?? Number.POSITIVE_INFINITY;
      const side = open.get(request.fromTag);
      if (side === undefined) open.set(request.fromTag, { cseq, lower: -1, current: end });
      else if (cseq > side.cseq) {
        side.lower = Math.max(side.lower, side.current);
        side.cseq = cseq;
        side.current = end;
      } else if (cseq === side.cseq) side.current = Math.max(side.current, end);
      if (finalResponse?.statusCode !== 500 || finalResponse.header('retry-after') === undefined) continue;
      if (cseq !== side?.cseq || side.lower < finalResponse.index || context.isClaimed(finalResponse)) continue;
      // Copies on other legs belong to the first.
      if (seen.has(`${request.fromTag} ${cseq}`)) continue;
      seen.add(`${request.fromTag} ${cseq}`);
      const copies = copiesOf(finalResponse);
      found.push({
        span: finalResponse.startLineSpan,
        about: finalResponse,
        claims: copies,
        related: [{ span: request.startLineSpan, message: 'The INVITE that came too early' }, ...copyPlaces(copies)],
        message:
          `The ${requestBetween(request)} (CSeq ${cseq}) was refused with ${statusText(finalResponse)}, since an earlier INVITE of the same side was not ` +
          'answered yet. The program that sends them has to wait for the answer and its ACK.',
      });
    }
    return found;
  },
};
