import type { Message } from '../message';
import { mediaOf, mediaText, type OfferedMedia, withoutCommonCodec } from '../sdp/offers';
import { printable } from '../text/printable';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { eased, type Failure, type FailureTold, failureOf, isSuccess, joined } from './failedTransaction';

/** Refusals of what was offered. RFC 3261 21.4.26, 21.6.4. */
export const REFUSALS = [488, 606];

/** An INVITE that opens a call and was refused for what it offers. */
export interface RefusedOffer {
  readonly failure: Failure;
  readonly offered: readonly OfferedMedia[];
  /** What the refusal says that the other side takes; empty when it says nothing. */
  readonly taken: readonly OfferedMedia[];
}

/** The offer that `transaction`, an INVITE with one of these answers, makes in vain; `undefined` within a call, and when it is explained already. */
export function refusedOfferOf(transaction: Transaction, context: FindingContext): RefusedOffer | undefined {
  const { request } = transaction;
  const failure = (request?.toTag ?? '') === '' ? failureOf(transaction, context) : undefined;
  if (failure === undefined) return undefined;
  return { failure, offered: request === undefined ? [] : mediaOf(request), taken: mediaOf(failure.response) };
}

/** What makes a refused offer news: the caller tries another one in the same call, and it succeeds. */
export function nextOfferTaken(transaction: Transaction, context: FindingContext): Transaction | undefined {
  return context
    .nextUnderCallId(transaction)
    .find((next) => next.method === 'INVITE' && next.cseq !== transaction.cseq && isSuccess(next.finalResponse));
}

/** `told` with that, where it is so. */
export function easedByNextOffer(failure: Failure, told: FailureTold, context: FindingContext): FailureTold {
  const next = nextOfferTaken(failure.transaction, context);
  if (next === undefined) return { ...told, ...eased(failure, told, context) };
  return {
    ...told,
    severity: 'information',
    details: joined([told.details ?? '', 'The caller tried again with another offer, and succeeded.']),
    advice: '',
    related: [{ span: next.first.startLineSpan, message: 'The offer that was taken' }],
  };
}

/** `Offered: audio PCMU (RTP/AVP).`; empty without a description. */
export const offeredSentence = (offered: readonly OfferedMedia[]): string =>
  offered.length === 0 ? '' : `Offered: ${printable(mediaText(offered), 300)}.`;

/** What the other side takes, by its refusal or by what it sent elsewhere in the log. */
export function takenSentence({ failure, taken, offered }: RefusedOffer, context: FindingContext): string {
  if (taken.length > 0) return `The other side takes: ${printable(mediaText(taken), 300)}.`;
  const shown = context.mediaShownBy(failure.target);
  if (shown === undefined) return '';
  const media = mediaOf(shown);
  const missing = withoutCommonCodec(offered, media);
  return joined([
    `In another call of this log it takes: ${printable(mediaText(media), 300)}.`,
    missing === undefined ? '' : `For ${missing.kind} none of these was offered.`,
  ]);
}

/** Crypto that an offer brings along, in words; empty when it is what the profile says. */
export function cryptoSentence(request: Message | undefined): string {
  if (request === undefined) return '';
  const { body } = request;
  if (/^a=crypto:/m.test(body)) return 'The offer has SDES keys (a=crypto).';
  return /^a=fingerprint:/m.test(body) ? 'The offer wants DTLS (a=fingerprint).' : '';
}
