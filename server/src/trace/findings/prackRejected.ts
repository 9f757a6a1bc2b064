import { statusText } from './failedTransaction';
import { refusalOf, senderOf, short } from './parties';
import { invitesOf, rackOf } from './reliableResponses';
import type { Rule } from './rule';

/**
 * Finding `prack-rejected`: a PRACK is answered with a 4xx that is no challenge. Information when the INVITE had its final answer
 * by then, since the PRACK came too late and nothing hangs on it. Span: the status-line. RFC 3262 3.
 */
export const prackRejected: Rule = {
  code: 'prack-rejected',
  severity: 'warning',
  scope: 'failed-transaction',
  methods: ['PRACK'],
  source: 'RFC 3262 3',
  href: 'https://www.rfc-editor.org/rfc/rfc3262#section-3',
  page: {
    title: 'The callee refuses a PRACK',
    meaning:
      'The caller confirms a provisional response with a PRACK, and the callee answers with a 4xx: it does not know the ' +
      'response that RAck names, or not any more. Until a PRACK is accepted the callee repeats the response, and gives ' +
      'the call up in the end. Information when the call had been answered or refused already.',
    advice:
      'Compare RAck of the PRACK with RSeq and CSeq of the provisional responses, and its Request-URI and Route with ' +
      'their Contact and Record-Route: a PRACK that reaches the wrong server is refused so.',
    example: `PRACK sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 PRACK
RAck: 1 1 INVITE

SIP/2.0 481 Call/Transaction Does Not Exist
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 PRACK

`,
  },
  find: (transaction, context) => {
    const code = transaction.finalResponse?.statusCode ?? 0;
    if (code >= 500) return [];
    const refusal = refusalOf(transaction, context);
    if (refusal === undefined) return [];
    const { request, response, found } = refusal;
    const rack = request === undefined ? undefined : rackOf(request);
    const isLate =
      rack !== undefined &&
      invitesOf(transaction, rack).some(
        ({ finalResponse }) => finalResponse !== undefined && finalResponse.index < response.index,
      );
    const named = short(request?.value('rack') ?? '');
    const what = `The PRACK${request === undefined ? '' : ` of ${senderOf(request)}`}${named === '' ? '' : ` (RAck ${named})`} was refused with ${statusText(response)}`;
    return [
      {
        ...found,
        ...(isLate ? { severity: 'information' as const } : {}),
        message: isLate
          ? `${what}: the INVITE had its final answer by then, so nothing hangs on it.`
          : `${what}: the callee does not know the provisional response that it confirms. Compare RAck with RSeq and CSeq of the responses, and check that the PRACK reaches the callee itself.`,
      },
    ];
  },
};
