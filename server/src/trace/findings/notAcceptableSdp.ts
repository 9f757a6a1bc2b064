import { namesCodecs } from '../callVerdict';
import { exampleLog } from './exampleLog';
import { failureFound, joined } from './failedTransaction';
import { cryptoSentence, easedByNextOffer, REFUSALS, refusedOfferOf } from './refusedOffers';
import type { Rule } from './rule';
import { offerDetails } from './sdpNoCommonCodec';

/**
 * Finding `not-acceptable-sdp`: a call is refused for what it offers (488, 606). Names what was offered, what the server says in
 * Warning, and what the other side takes where the log shows it. Information when another offer succeeds. Span: the status-line.
 * RFC 3261 21.4.26, 21.6.4.
 */
export const notAcceptableSdp: Rule = {
  code: 'not-acceptable-sdp',
  severity: 'error',
  scope: 'failed-transaction',
  methods: ['INVITE'],
  statuses: REFUSALS,
  source: 'RFC 3261 21.4.26, 21.6.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21.4.26',
  page: {
    title: 'The other side does not accept what a call offers',
    meaning:
      'The call was refused with 488 or 606: codecs, encryption (RTP/AVP or RTP/SAVP), address family or transport of the ' +
      'offer do not suit the other side. The message names what was offered, the Warning of the server, and what the ' +
      'other side takes where the log shows it. When the caller tries another offer and succeeds, it is information.',
    advice:
      'Compare the session descriptions of both sides: a codec that both have, encryption wanted by one and not ' +
      'offered by the other, IPv4 against IPv6. Enable what is missing at one side.',
    example: exampleLog([
      {
        at: 0,
        start: 'INVITE sip:bob@example.com',
        cseq: '1 INVITE',
        more: 'Content-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/AVP 0 8',
      },
      {
        at: 0.1,
        fromBob: true,
        start: '488 Not Acceptable Here',
        cseq: '1 INVITE',
        tags: 'both',
        more: 'Warning: 302 192.0.2.2 "Incompatible transport protocol"',
      },
    ]),
  },
  find: (transaction, context) => {
    const refused = refusedOfferOf(transaction, context);
    if (refused === undefined) return [];
    const { failure, offered } = refused;
    const told = {
      meaning: namesCodecs(failure.response)
        ? 'The other side knows none of the codecs that were offered.'
        : 'The other side does not accept the media that were offered: codec, encryption, address family or transport.',
      details: joined([offerDetails(refused, context), cryptoSentence(transaction.request)]),
      advice: 'Compare what both sides support: codecs, RTP/AVP or RTP/SAVP, IPv4 or IPv6.',
      kind: `${failure.target} ${offered.map(({ profile, codecs }) => `${profile} ${codecs.join(' ')}`).join(' ')}`,
    };
    return [failureFound(failure, easedByNextOffer(failure, told, context))];
  },
};
