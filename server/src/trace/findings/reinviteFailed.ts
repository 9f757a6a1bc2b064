import type { Message } from '../message';
import { mediaOf } from '../sdp/offers';
import { serverWords } from '../serverWords';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { exampleLog } from './exampleLog';
import { failureFound, failureOf, isSuccess, joined } from './failedTransaction';
import { offeredSentence } from './refusedOffers';
import type { Rule } from './rule';

const CHANGES = ['INVITE', 'UPDATE'];

/** Codes that have rules of their own, or ask for another try. */
const OTHERS = new Set([401, 405, 407, 422, 481, 487, 491, 501]);

/** Time within which a BYE is what a failure made the same side send, in ms. */
const AT_ONCE = 4_000;

/**
 * Finding `reinvite-failed`: an INVITE or UPDATE within a call was refused: hold, transfer or another codec did not take effect. The
 * call goes on as before, but for 408, which ends it: the BYE behind it belongs to it. Information when the next try succeeds. Span: the status-line. RFC 3261 14.1.
 */
export const reinviteFailed: Rule = {
  code: 'reinvite-failed',
  severity: 'warning',
  scope: 'failed-transaction',
  methods: CHANGES,
  source: 'RFC 3261 14.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-14.1',
  page: {
    title: 'A change of a running call is refused',
    meaning:
      'An INVITE or UPDATE within a call failed: hold, retrieve, transfer, another codec or a refresh did not take ' +
      'effect. The call goes on as it was; only 408 ends it (then this is an error). When the next try succeeds, as ' +
      'with a fax that falls back to voice, it is information.',
    advice:
      'Look at what the request wanted to change (compare its session description with the one before) and at what the ' +
      'refusal says. Switch the feature off that asks for it, or enable at the other side what it wants.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@192.0.2.2', cseq: '2 INVITE', tags: 'both' },
      { at: 0.1, fromBob: true, start: '488 Not Acceptable Here', cseq: '2 INVITE', tags: 'both' },
      { at: 0.2, start: 'ACK sip:bob@192.0.2.2', cseq: '2 ACK', branch: '2INVITE', tags: 'both' },
    ]),
  },
  find: (transaction, context) => {
    const { finalResponse, request } = transaction;
    if (finalResponse === undefined || request === undefined || request.toTag === '') return [];
    if (OTHERS.has(finalResponse.statusCode)) return [];
    const failure = failureOf(transaction, context);
    if (failure === undefined) return [];
    const retried = context
      .nextUnderCallId(transaction)
      .some(
        (next) =>
          CHANGES.includes(next.method) && next.first.fromTag === request.fromTag && isSuccess(next.finalResponse),
      );
    const ends = finalResponse.statusCode === 408;
    const found = failureFound(failure, {
      ...(retried ? { severity: 'information' as const } : ends ? { severity: 'error' as const } : {}),
      details: joined([
        offeredSentence(mediaOf(request)),
        serverWords(failure.response),
        retried
          ? 'A later change of the same side succeeded.'
          : ends
            ? 'That ends the call.'
            : 'The call goes on as it was: what this request wanted to change did not take effect.',
      ]),
      ...(retried ? { advice: '' } : {}),
    });
    return [
      ends && !retried ? { ...found, follows: [...(found.follows ?? []), ...byeBehind(transaction, context)] } : found,
    ];
  },
};

/** The BYE of the side whose request failed, which that made it send. RFC 3261 12.2.1.2. */
const byeBehind = (transaction: Transaction, context: FindingContext): Message[] =>
  context
    .nextUnderCallId(transaction)
    .filter(({ method }) => method === 'BYE')
    .slice(0, 1)
    .flatMap(({ request }) => {
      const { finalResponse } = transaction;
      if (request === undefined || finalResponse === undefined || context.isClaimed(request)) return [];
      const after = context.timeBetween(finalResponse, request);
      return request.fromTag === transaction.first.fromTag && after !== undefined && after < AT_ONCE ? [request] : [];
    });
