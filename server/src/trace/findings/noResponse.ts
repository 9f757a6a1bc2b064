import type { Message } from '../message';
import { addressOf } from '../sip/addressOfRecord';
import { roughDurationText } from '../text/duration';
import { printable } from '../text/printable';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { exampleLog } from './exampleLog';
import { hopsOf, hostOf, isSuccess, joined, statusText, targetOf } from './failedTransaction';
import { copiesOf } from './guards/copies';
import { requestsSent } from './retransmissions';
import type { Rule } from './rule';

/** Timers B and F: how long a client waits for an answer, in ms. RFC 3261 17.1.1.2, 17.1.2.2. */
export const TIMER_B = 32_000;

/** Requests whose silence has rules of its own: a call that ends, one that is taken back, and a sign-in. */
const OTHER_RULES = new Set(['BYE', 'CANCEL', 'REGISTER']);

/**
 * Finding `no-response`: a request without any response for 32 s, while the log goes on and shows answers of that kind. Over
 * proxies it is the leg furthest on that keeps silent; what servers in front make of it (408, 5xx) follows from it. News when
 * another branch or another try succeeds. One for each peer that does not answer. Span: the request-line.
 * RFC 3261 17.1.1.2, 17.1.2.2.
 */
export const noResponse: Rule = {
  code: 'no-response',
  severity: 'error',
  scope: 'unanswered-transaction',
  source: 'RFC 3261 17.1.1.2, 17.1.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17.1.1.2',
  page: {
    title: 'Nobody answers a request',
    meaning:
      'A request got no response at all, not even 100 Trying, within the 32 s after which a client gives up. Over ' +
      'proxies it is the leg furthest on that keeps silent, and the 408 or 5xx that the servers in front make of it ' +
      'belongs to the same finding. Silent when the log ends too early, or shows only one way of the traffic there. ' +
      'Information when another server or another try succeeds. The same peer over and over is one finding. Of a REGISTER ' +
      'the message says whether the client was registered before, and whether it had sent credentials.',
    advice:
      'Check that the peer runs and listens at this address and port, that its name resolves to that address, and ' +
      'that no firewall drops the packets on the way there or back. For UDP look at large requests too: their ' +
      'fragments are often dropped.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 0.5, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1.5, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 3.5, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 50, ofBob: true, fromBob: true, start: 'OPTIONS sip:alice@example.com', cseq: '1 OPTIONS', callId: '2' },
      { at: 50.1, ofBob: true, start: '200 OK', cseq: '1 OPTIONS', callId: '2' },
    ]),
  },
  find: (transaction, context) => {
    const { request } = transaction;
    if (request === undefined || OTHER_RULES.has(transaction.method) || !isSilent(transaction)) return [];
    if (context.isClaimed(request) || isTold(request, context)) return [];
    const legs = context.legsOf(transaction);
    // The first silent leg speaks for all.
    if (legs.find(isSilent) !== transaction) return [];
    // Answers whose request is not in the log may belong to this one.
    if (legs.some((leg) => leg.request === undefined)) return [];
    const silent = furthest(legs.filter(isSilent));
    const last = silent.request;
    if (last === undefined) return [];
    const isOver = context.logGoesOnFor(last, TIMER_B);
    if (!isOver && !gaveUp(silent)) return [];
    if (!context.showsAnswersToOne(silent)) return [];
    const inFront = legs.filter((leg) => isInFront(leg, silent));
    const answers = inFront.map(({ finalResponse }) => finalResponse).filter((final) => final !== undefined);
    const beside = legs.filter((leg) => !inFront.includes(leg) && leg.finalResponse !== undefined);
    const goesOn = goesOnSentence(silent, legs, beside, answers, context);
    const caused = goesOn === '' ? answers.flatMap((answer) => [answer, ...copiesOf(answer)]) : [];
    const [told] = caused;
    const peer = peerOf(last);
    return [
      {
        span: last.startLineSpan,
        about: last,
        claims: legs.flatMap((leg) => (leg.request === undefined ? [] : [leg.request])),
        follows: [...new Set(caused)].sort((one, other) => one.index - other.index).slice(0, MOST_FOLLOWING),
        ...(goesOn === '' ? {} : { severity: 'information' as const }),
        ...(peer === '' ? {} : { kind: peer }),
        message: joined([
          `No answer${peer === '' ? '' : ` from ${printable(peer, 100)}`} to ${what(last)}${copiesText(silent)}: nothing came back ${isOver ? (last.time === undefined ? 'while the log goes on' : 'within 32 s') : 'in all that time'}.`,
          told === undefined ? '' : `What the sender was told is ${statusText(told)}.`,
          goesOn || advice(last, peer),
        ]),
      },
    ];
  },
};

/** Whether another rule tells why: the verdict on a dialog that is no more. */
const isTold = (request: Message, context: FindingContext): boolean =>
  request.toTag !== '' && context.isDialogLost(request);

/** Copies, and the time from the first to the last in ms, from which on the silence is plain wherever the log ends. RFC 3261 17.1. */
const COPIES = 6;
const LONG = 11_000;

/** Whether a client sent a request again and again for so long that no answer can be on its way. */
export function gaveUp(transaction: Transaction): boolean {
  const copies = requestsSent(transaction);
  const from = copies[0]?.time;
  const to = copies.at(-1)?.time;
  return copies.length >= COPIES && from !== undefined && to !== undefined && to - from >= LONG;
}

/** Most answers that are listed as following from the silence. */
const MOST_FOLLOWING = 20;

const isSilent = ({ responses, request }: Transaction): boolean => responses.length === 0 && request !== undefined;

/** The leg that has come furthest: of several the first. */
const furthest = (legs: readonly Transaction[]): Transaction =>
  legs.length === 1
    ? (legs[0] as Transaction)
    : legs
        .map((leg) => ({ leg, hops: hopsOf(leg.first) }))
        .reduce((one, other) => (other.hops > one.hops ? other : one)).leg;

/** Whether `leg` is one on the way to `silent`. */
const isInFront = (leg: Transaction, silent: Transaction): boolean =>
  leg !== silent &&
  leg.first.index < silent.first.index &&
  leg.request !== undefined &&
  hopsOf(leg.request) < hopsOf(silent.first);

/** Why the silence did no harm; empty when it did. */
function goesOnSentence(
  silent: Transaction,
  legs: readonly Transaction[],
  beside: readonly Transaction[],
  answers: readonly Message[],
  context: FindingContext,
): string {
  if (legs.some(({ finalResponse }) => isSuccess(finalResponse)))
    return 'Another server or device took the request, so nothing was lost but time.';
  const decided = beside.find((leg) => answers.some(({ statusCode }) => statusCode === leg.finalResponse?.statusCode));
  if (decided !== undefined) return 'Another branch of the request decided how it ended.';
  if (context.successBehindOf(silent, TIMER_B) !== undefined) return 'Another try behind it succeeded.';
  return '';
}

/** `host:port` that a request went to, as the log says, or else as its first Route or its Request-URI says; empty when unknown. */
export function peerOf(request: Message): string {
  const { destination } = request.envelope;
  if (destination !== '') return destination;
  const route = /<\s*(sips?:[^>]{1,300})>/i.exec(request.value('route') ?? '')?.[1];
  return hostOf(route === undefined ? targetOf(request) : addressOf(route));
}

/** `INVITE for bob@example.com`. */
function what(request: Message): string {
  const target = targetOf(request);
  const line = target === '' ? request.method : `${request.method} for ${target}`;
  return request.toTag === '' ? line : `${line} within a dialog`;
}

/** `, sent 7 times in 31.5 s`. */
function copiesText({ messages }: Transaction): string {
  const copies = messages.filter((message) => message.isRequest && !message.isDuplicate);
  if (copies.length < 2) return '';
  const from = copies[0]?.time;
  const to = copies.at(-1)?.time;
  const during = from === undefined || to === undefined || to <= from ? '' : ` in ${roughDurationText(to - from)}`;
  return `, sent ${copies.length} times${during}`;
}

const advice = (request: Message, peer: string): string =>
  request.direction === 'incoming'
    ? 'The program that wrote this log got the request and sent nothing back: look for why it dropped it, such as an ' +
      'error that it logged, overload, or a request that it could not tie to anything.'
    : `Check that ${peer === '' ? 'the other side' : printable(peer, 100)} is the right address, that something runs and ` +
      'listens there, and that no firewall drops the packets on the way there or back.';
