import { withoutCommonCodec } from '../sdp/offers';
import { serverWords } from '../serverWords';
import { printable } from '../text/printable';
import { exampleLog } from './exampleLog';
import { failureFound, joined } from './failedTransaction';
import { easedByNextOffer, offeredSentence, REFUSALS, refusedOfferOf, takenSentence } from './refusedOffers';
import type { Rule } from './rule';

/**
 * Finding `sdp-no-common-codec`: a call is refused (488, 606), and the refusal says with a session description which codecs the other
 * side takes: none of those that were offered. Information when another offer succeeds. Span: the status-line. RFC 3264 6.1.
 */
export const sdpNoCommonCodec: Rule = {
  code: 'sdp-no-common-codec',
  severity: 'error',
  scope: 'failed-transaction',
  methods: ['INVITE'],
  statuses: REFUSALS,
  source: 'RFC 3264 6.1, RFC 3261 21.4.26',
  href: 'https://www.rfc-editor.org/rfc/rfc3264#section-6.1',
  page: {
    title: 'Both sides of a call share no codec',
    meaning:
      'The call was refused with 488 or 606, and the refusal brings a session description with what the other side ' +
      'takes: for one medium none of it was offered. Names are compared without regard to case; variants of G.729 ' +
      'count as one. Tones and comfort noise (telephone-event, CN) do not count.',
    advice:
      'Enable a codec at one side that the other has too; G.711 (PCMU, PCMA) is what most share. Where that cannot be, ' +
      'let a gateway or session border controller transcode.',
    example: exampleLog([
      {
        at: 0,
        start: 'INVITE sip:bob@example.com',
        cseq: '1 INVITE',
        more: 'Content-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/AVP 18',
      },
      {
        at: 0.1,
        fromBob: true,
        start: '488 Not Acceptable Here',
        cseq: '1 INVITE',
        tags: 'both',
        more: 'Content-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 192.0.2.2\ns=-\nc=IN IP4 192.0.2.2\nt=0 0\nm=audio 4002 RTP/AVP 0 8',
      },
    ]),
  },
  find: (transaction, context) => {
    const refused = refusedOfferOf(transaction, context);
    if (refused === undefined) return [];
    const missing = withoutCommonCodec(refused.offered, refused.taken);
    if (missing === undefined) return [];
    const { failure } = refused;
    const told = {
      meaning: `No common codec for ${printable(missing.kind, 20)}: offered ${printable(missing.one.join(', '), 150)}, the other side takes ${printable(missing.other.join(', '), 150)}.`,
      details: serverWords(failure.response),
      advice: 'Enable a codec that both have, such as G.711 (PCMU, PCMA), or let a gateway transcode.',
      kind: `${failure.target} ${missing.one.join(' ')}`,
    };
    return [failureFound(failure, easedByNextOffer(failure, told, context))];
  },
};

/** What both rules on refused offers tell. */
export const offerDetails = (
  refused: NonNullable<ReturnType<typeof refusedOfferOf>>,
  context: Parameters<typeof takenSentence>[1],
): string =>
  joined([offeredSentence(refused.offered), takenSentence(refused, context), serverWords(refused.failure.response)]);
