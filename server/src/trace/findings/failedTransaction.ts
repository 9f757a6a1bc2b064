import type { Message } from '../message';
import { addressIn, addressOf } from '../sip/addressOfRecord';
import { listIn } from '../sip/parameters';
import { eventOf } from '../sip/subscriptionState';
import { type StatusCode, statusCode } from '../tables';
import { roughDurationText } from '../text/duration';
import { printable } from '../text/printable';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { copiesOf, copyPlaces } from './guards/copies';
import { keepAliveSentence } from './guards/keepAlive';
import type { Found, RelatedPlace, Severity } from './rule';

/** A request that failed, as all rules on failed transactions tell it. */
export interface Failure {
  readonly transaction: Transaction;
  /** The first copy of the final response in the log: on the leg nearest to where it comes from. */
  readonly response: Message;
  /** The same answer on other legs, and its retransmissions. */
  readonly copies: readonly Message[];
  /** What servers nearer to the client made of it: other failures of the same request, behind it. */
  readonly consequences: readonly Message[];
  /** The same answer to other pings of a habit; empty when this is none. Guard `keepalive`. */
  readonly pings: readonly Message[];
  /** The row of the status code; `undefined` for one that nobody has registered. */
  readonly row: StatusCode | undefined;
  /** Whether the request belongs to a dialog: its To has a tag. RFC 3261 12.2. */
  readonly isInDialog: boolean;
  /** Address of the Request-URI; empty when the log does not show the request. */
  readonly target: string;
}

/**
 * The failure that `transaction` ends with; `undefined` when a rule further up explains it, when nothing ties it to a request, and
 * when it only hands on the failure of another leg, which has its own finding then.
 */
export function failureOf(transaction: Transaction, context: FindingContext): Failure | undefined {
  const { finalResponse, request } = transaction;
  if (finalResponse === undefined || context.isClaimed(finalResponse) || isUntied(finalResponse)) return undefined;
  const all = [finalResponse, ...copiesOf(finalResponse)].sort((one, other) => one.index - other.index);
  const [response = finalResponse, ...copies] = all;
  const legs = context.otherLegs(transaction);
  if (legs.some((leg) => isCauseOf(leg, transaction))) return undefined;
  return {
    transaction,
    response,
    copies,
    consequences: legs
      .filter((leg) => isCauseOf(transaction, leg))
      .map((leg) => leg.finalResponse as Message)
      .filter((message) => !context.isClaimed(message)),
    pings: context.otherPingAnswers(finalResponse),
    row: statusCode(response.statusCode),
    isInDialog: (request?.toTag ?? '') !== '',
    target: targetOf(request),
  };
}

/** Whether `deeper` is a leg behind `nearer` whose failure another failure there stands for. */
function isCauseOf(deeper: Transaction, nearer: Transaction): boolean {
  const cause = deeper.finalResponse;
  const effect = nearer.finalResponse;
  if (cause === undefined || effect === undefined || deeper.request === undefined || nearer.request === undefined)
    return false;
  if (cause.index > effect.index || cause.statusCode === effect.statusCode) return false;
  if (deeper.request.index < nearer.request.index) return false;
  return (
    isFailureByNature(cause.statusCode) &&
    isFailureByNature(effect.statusCode) &&
    hopsOf(deeper.request) > hopsOf(nearer.request)
  );
}

/** Hops that `request` has passed: the values of its Via. RFC 3261 16.6. */
export const hopsOf = (request: Message): number =>
  request.headersNamed('via').reduce((sum, field) => sum + listIn(request.text, field.value).length, 0);

/** Whether a status code is a failure by its nature: busy, declined, cancelled and challenged are none. */
export const isFailureByNature = (code: number): boolean =>
  ((statusCode(code) ?? statusCode(classOf(code)))?.outcome ?? 'failure') === 'failure';

/**
 * Whether nothing ties the response to a request: what is printed of a response a second time looks so. One that the log cuts in front of
 * its CSeq may be an answer to anything.
 */
const isUntied = (response: Message): boolean =>
  !response.has('cseq') && (!response.headersComplete || (!response.has('via') && !response.has('call-id')));

/** The status code that a receiver takes an unknown one for. RFC 3261 8.1.3.2. */
const classOf = (code: number): number => Math.floor(code / 100) * 100;

/** Address of the Request-URI; empty when there is none. */
export function targetOf(request: Message | undefined): string {
  const line = request?.startLine;
  return line?.kind === 'request-line' ? addressOf(request?.slice(line.requestUri) ?? '') : '';
}

/** The part of an address behind its `@`. */
export const hostOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** What a rule adds to what is said of all failures. */
export interface FailureTold {
  /** In place of the meaning of the status code. */
  readonly meaning?: string;
  /** Sentences behind the meaning: what the messages show. */
  readonly details?: string;
  /** In place of the advice of the status code; empty for nothing to do. */
  readonly advice?: string;
  readonly severity?: Severity;
  /** Whether another try succeeded. */
  readonly isOvercome?: boolean;
  readonly kind?: string;
  readonly related?: readonly RelatedPlace[];
}

/** The finding on `failure`. */
export function failureFound(failure: Failure, told: FailureTold = {}): Found {
  const { response, copies, consequences, pings, transaction } = failure;
  const isPing = pings.length > 0;
  const isAlive = told.severity !== 'hint' && provesThePath(failure);
  const advice = isPing
    ? keepAliveSentence(response)
    : isAlive
      ? ' As a ping it worked, since any answer to OPTIONS proves that the path does.'
      : spaced(told.advice ?? adviceOf(failure));
  const severity = isPing ? 'hint' : isAlive ? 'information' : told.severity;
  // Within a dialog the same failure over and over has one cause.
  const kind =
    told.kind ?? (failure.isInDialog ? `${response.callId} ${transaction.method} ${response.statusCode}` : undefined);
  return {
    span: response.startLineSpan,
    about: response,
    claims: [...copies, ...pings],
    follows: consequences,
    ...(severity === undefined ? {} : { severity }),
    ...(kind === undefined ? {} : { kind }),
    more: pings.length,
    related: [
      ...(transaction.request === undefined
        ? []
        : [{ span: transaction.request.startLineSpan, message: 'The request that failed' }]),
      ...(told.related ?? []),
      ...copyPlaces([...copies, ...pings]),
    ],
    message: `${headOf(failure, told.isOvercome)}${spaced(told.meaning ?? meaningOf(failure))}${spaced(told.details ?? '')}${advice}`,
  };
}

/** Whether OPTIONS outside of a dialog got an answer of somebody who serves: too few pings for a habit, or a log without times. */
const provesThePath = ({ transaction, isInDialog, response: { statusCode: code } }: Failure): boolean =>
  transaction.method === 'OPTIONS' && !isInDialog && ((code < 500 && code !== 408) || code === 501);

/**
 * `INVITE from alice@example.com to bob@example.com failed with 404 Not Found.`; what a person wanted in its place where the method tells it: a message
 * to be delivered, a subscription, a state to be published. `isOvercome` when another try succeeded.
 */
export function headOf({ transaction, target, response }: Failure, isOvercome = false): string {
  const { request, method } = transaction;
  const status = statusText(response);
  const sender = request === undefined ? '' : printable(addressIn(request, 'from'), LONGEST_NAME);
  if (request !== undefined) {
    const event = printable(eventOf(request), LONGEST_REASON);
    const from = sender || 'The client';
    const to = printable(addressIn(request, 'to'), LONGEST_NAME) || target;
    const can = isOvercome ? 'could not' : 'cannot';
    const first = isOvercome ? ' at first' : '';
    if (method === 'MESSAGE') return `The message from ${from} to ${to} was not delivered${first}: ${status}.`;
    if (method === 'SUBSCRIBE')
      return `${from} ${can} subscribe to ${event === '' ? 'the state' : `"${event}"`} of ${to}${first}: ${status}.`;
    if (method === 'PUBLISH')
      return `${from} ${can} publish ${event === '' ? 'its state' : `"${event}"`}${first}: ${status}.`;
  }
  const between = `${sender === '' ? '' : ` from ${sender}`}${target === '' ? '' : ` to ${target}`}`;
  return `${method || 'A request'}${between} failed${isOvercome ? ' at first' : ''} with ${status}.`;
}

/** Longest address that is repeated, in UTF-16 units. */
const LONGEST_NAME = 120;

/** Copies of pages may have the next header field behind the reason phrase, in UTF-16 units. */
const LONGEST_REASON = 60;

/** `404 Not Found`, or the code alone when there is no reason phrase. */
export const statusText = (response: Message): string =>
  `${response.statusCode} ${printable(response.reasonPhrase, LONGEST_REASON)}`.trimEnd();

/** What the code means; within a dialog some mean something else. */
export const meaningOf = ({ row, isInDialog, response }: Failure): string =>
  (isInDialog ? row?.inDialog : undefined) ??
  row?.meaning ??
  `No registered status code; receivers treat it like ${classOf(response.statusCode)}.`;

/** What to do next; for a code that nobody has registered only its own words tell. */
export function adviceOf({ row, isInDialog }: Failure): string {
  if (isInDialog && row?.inDialog !== undefined) return '';
  return row === undefined ? 'Go by the reason phrase, and ask the vendor of the server.' : (row.advice ?? '');
}

/** A sentence that goes behind another; empty when there is none. */
export const spaced = (sentence: string): string => (sentence === '' ? '' : ` ${sentence}`);

/** Sentences, the empty ones left out. */
export const joined = (sentences: readonly string[]): string => sentences.filter((one) => one !== '').join(' ');

/** `2.4 s` from one message to the other; empty where the log does not show both times. */
export function timeText(one: Message | undefined, other: Message | undefined): string {
  if (one?.time === undefined || other?.time === undefined || other.time < one.time) return '';
  return roughDurationText(other.time - one.time);
}

/** Time within which a client that registers after all was never in trouble, in ms. */
const REGISTERS_AGAIN = 60_000;

/**
 * What makes a failure news: another branch of the request succeeded, or another try within `retriedWithin` milliseconds (for
 * a REGISTER a minute). Empty where it stays what `told` says.
 */
export function eased(
  failure: Failure,
  told: FailureTold,
  context: FindingContext,
  retriedWithin = failure.transaction.method === 'REGISTER' ? REGISTERS_AGAIN : undefined,
): FailureTold {
  if (told.severity === 'information' || told.severity === 'hint') return {};
  const { transaction } = failure;
  const news = (sentence: string): FailureTold => ({
    severity: 'information',
    details: joined([told.details ?? '', sentence]),
    advice: '',
  });
  const branch = context.otherLegs(transaction).find(({ finalResponse }) => isSuccess(finalResponse));
  if (branch !== undefined) return news('Another branch of the same request succeeded.');
  if (retriedWithin === undefined) return {};
  const retry = context.successBehindOf(transaction, retriedWithin);
  if (retry === undefined) return {};
  const later = timeText(transaction.finalResponse, retry.request);
  return {
    isOvercome: true,
    ...news(`Another try${later === '' ? ' behind it' : ` ${later} later`} succeeded.`),
    related: [...(told.related ?? []), { span: retry.first.startLineSpan, message: 'The try that succeeded' }],
  };
}

/** Whether there is a response and it is a 2xx. */
export const isSuccess = (response: Message | undefined): boolean =>
  response !== undefined && response.statusCode >= 200 && response.statusCode < 300;
