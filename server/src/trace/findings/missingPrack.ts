import type { Call, CallAttempt } from '../calls';
import type { Message } from '../message';
import { roughDurationText } from '../text/duration';
import type { FindingContext } from './context';
import { statusText } from './failedTransaction';
import { receiverOf, senderOf } from './parties';
import { rackOf, rseqOf } from './reliableResponses';
import type { Found, Rule } from './rule';

/** Time for which the callee repeats a provisional response without PRACK: 64 times T1, in ms. RFC 3262 3. */
const PATIENCE = 32_000;
/** Most provisional responses that are looked at. */
const LOOKED_AT = 50;
/** Time over which a response that is sent again shows that its PRACK was of no use, in ms; a lost packet or two do not. */
const REPEATED_DESPITE_PRACK = 10_000;
/** The same by their number, where the log has no times: the gaps double from 0.5 s on. RFC 3262 3. */
const REPEATS_DESPITE_PRACK = 5;

/**
 * Finding `missing-prack`: a call whose callee demands a PRACK for a provisional response (Require: 100rel, RSeq) and gets none,
 * while the INVITE waits for 32 s, or until the callee gives up with a 5xx. Silent when the log ends before, when the caller
 * confirms on any leg, or cannot be seen. Also a callee that goes on sending the response, although the log shows the PRACK. Span: the status-line of the provisional response. RFC 3262 3, 4.
 */
export const missingPrack: Rule = {
  code: 'missing-prack',
  severity: 'warning',
  scope: 'call',
  source: 'RFC 3262 3, 4',
  href: 'https://www.rfc-editor.org/rfc/rfc3262#section-4',
  page: {
    title: 'A provisional response is not confirmed',
    meaning:
      'The callee sends ringing or progress that has to be confirmed by a PRACK (Require: 100rel), and the caller sends ' +
      'none, or one of no use: the callee goes on. It repeats the response for 32 s and then gives the call up with a ' +
      '5xx. Silent when the log ends before, or when the call is answered at once.',
    advice:
      'Find out whether the caller got the response at all: its log, and the addresses in Via and Record-Route. If it did ' +
      'not mean to support 100rel, take it out of its Supported; or switch off reliable provisional responses at the ' +
      'callee.',
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

SIP/2.0 183 Session Progress
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE
Require: 100rel
RSeq: 1

SIP/2.0 504 Server Time-out
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

ACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 ACK

`,
  },
  find: (call, context) => {
    if (call.of('PRACK').length > 0) return ignoredPrack(call, context);
    const attempt = call.decidingAttempt;
    const invite = attempt.legs[0].request;
    const unconfirmed = invite === undefined ? [] : reliableResponses(attempt);
    const [first, ...others] = unconfirmed;
    if (first === undefined || invite === undefined || context.isClaimed(first)) return [];
    const { final } = attempt;
    const givenUp = final !== undefined && final.statusCode >= 500 && others.length > 0;
    if (!givenUp && !isPendingFor(call, first, final, context)) return [];
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: givenUp && !context.isClaimed(final) ? [...others, ...finals(attempt)] : others,
        related: [
          { span: invite.startLineSpan, message: 'The INVITE' },
          ...(givenUp ? [{ span: final.startLineSpan, message: 'The callee gave up' }] : []),
        ],
        message:
          `${senderOf(invite)} does not confirm ${statusText(first)} of ${receiverOf(invite)}: the callee demands a PRACK for it ` +
          `(Require: 100rel) and ${givenUp ? `gave the call up with ${statusText(final)}` : 'gets none'}. Find out whether the ` +
          'response reached the caller, and whether the caller means to support 100rel.',
      },
    ];
  },
};

/** A reliable response that the callee goes on sending, although the log shows the PRACK for it. */
function ignoredPrack(call: Call, context: FindingContext): Found[] {
  const attempt = call.decidingAttempt;
  const all = reliableResponses(attempt).filter(({ isDuplicate }) => !isDuplicate);
  for (const { request: prack, finalResponse } of call.of('PRACK').slice(0, LOOKED_AT)) {
    const rack = prack === undefined ? undefined : rackOf(prack);
    if (prack === undefined || rack === undefined || (finalResponse?.statusCode ?? 200) >= 300) continue;
    const copies = all.filter((response) => rseqOf(response) === rack.rseq && response.cseq === rack.cseq);
    const [first] = copies;
    const behind = copies.filter(({ index }) => index > prack.index);
    const last = behind.at(-1);
    if (first === undefined || last === undefined || first.index > prack.index || context.isClaimed(first)) continue;
    const during = context.timeBetween(prack, last);
    if (during === undefined ? behind.length < REPEATS_DESPITE_PRACK : during < REPEATED_DESPITE_PRACK) continue;
    const where =
      finalResponse === undefined
        ? `but does not get there. Check the Contact and Record-Route of the response, NAT and firewall`
        : `and answered with ${statusText(finalResponse)}. The callee is at fault: it does not take the PRACK for the one that it waits for. Switch reliable provisional responses (100rel) off at one side, or update the callee`;
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: copies.slice(1),
        related: [{ span: prack.startLineSpan, message: 'The PRACK that is of no use' }],
        message:
          `${receiverOf(prack)} goes on sending ${statusText(first)} (${behind.length} times more` +
          `${during === undefined ? '' : ` in ${roughDurationText(during)}`}), although ${senderOf(prack)} confirmed it: the PRACK is in the log, ${where}.`,
      },
    ];
  }
  return [];
}

/** The provisional responses on the leg nearest to the caller that have to be confirmed, from one callee. */
function reliableResponses({ legs }: CallAttempt): readonly Message[] {
  const all = legs[0].responses.slice(0, LOOKED_AT).filter((response) => rseqOf(response) !== undefined);
  return all.filter(({ toTag }) => toTag === all[0]?.toTag);
}

const finals = ({ legs }: CallAttempt): readonly Message[] =>
  legs.flatMap(({ finalResponse }) => (finalResponse === undefined ? [] : [finalResponse]));

/** Whether the INVITE surely waits 32 s for its final answer behind `first`, and nobody takes it back. */
function isPendingFor(call: Call, first: Message, final: Message | undefined, context: FindingContext): boolean {
  const end = final ?? call.cancels[0]?.first;
  if (end === undefined) return context.logGoesOnFor(first, PATIENCE) && call.invite !== undefined;
  return (context.timeBetween(first, end) ?? 0) >= PATIENCE;
}
