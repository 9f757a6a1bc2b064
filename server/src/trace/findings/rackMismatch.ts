import { statusText } from './failedTransaction';
import { refusalOf, senderOf } from './parties';
import { invitesOf, rackOf, rseqOf } from './reliableResponses';
import type { Rule } from './rule';

/**
 * Finding `rack-mismatch`: a PRACK is refused, and its RAck names a provisional response that the callee never sent. Silent where
 * the log does not show the INVITE with such responses. Span: the status-line. RFC 3262 7.2.
 */
export const rackMismatch: Rule = {
  code: 'rack-mismatch',
  severity: 'warning',
  scope: 'failed-transaction',
  methods: ['PRACK'],
  source: 'RFC 3262 3, 7.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3262#section-7.2',
  page: {
    title: 'A PRACK names a response that was never sent',
    meaning:
      'A PRACK confirms a provisional response by its number (RSeq) and the CSeq of the INVITE. Here the PRACK was ' +
      'refused, and the numbers in RAck are those of no response that the log shows for this call.',
    advice:
      'Compare RAck with RSeq and CSeq of the responses. A server in between that makes up or renumbers provisional ' +
      'responses has to translate RAck too. Without 100rel in Supported the callee needs no PRACK.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 183 Session Progress
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE
Require: 100rel
RSeq: 1

PRACK sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 PRACK
RAck: 2 1 INVITE

SIP/2.0 481 Call/Transaction Does Not Exist
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 PRACK

`,
  },
  find: (transaction, context) => {
    const { request } = transaction;
    if (request === undefined) return [];
    const refusal = refusalOf(transaction, context);
    const rack = refusal === undefined ? undefined : rackOf(request);
    if (refusal === undefined || rack === undefined) return [];
    const responses = invitesOf(transaction, rack)
      .filter((invite) => invite.request !== undefined)
      .flatMap((invite) => invite.responses)
      .filter((response) => response.toTag === request.toTag);
    const sent = responses.map(rseqOf).filter((rseq) => rseq !== undefined);
    if (sent.length === 0 || sent.includes(rack.rseq)) return [];
    return [
      {
        ...refusal.found,
        message:
          `The PRACK of ${senderOf(request)} was refused (${statusText(refusal.response)}): it confirms response ${rack.rseq} to ` +
          `CSeq ${rack.cseq} (RAck), but the callee sent ${[...new Set(sent)].slice(0, 5).join(', ')} (RSeq). Check the client, and ` +
          'whether a server in between renumbers provisional responses.',
      },
    ];
  },
};
