import type { Message } from '../message';
import { addressIn } from '../sip/addressOfRecord';
import { eventOf } from '../sip/subscriptionState';
import { printable } from '../text/printable';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { hostOf, targetOf } from './failedTransaction';
import { copiesOf, copyPlaces } from './guards/copies';
import type { Found, RelatedPlace } from './rule';

/** Longest address, host or product that a finding repeats, in UTF-16 units. */
const LONGEST_NAME = 120;

/** Who sent a request, by its From; words for somebody where the log does not show it. */
export const senderOf = (message: Message): string => short(addressIn(message, 'from')) || 'Somebody';

/** Whom a request is for, by its To; words for somebody where the log does not show it. */
export const receiverOf = (message: Message): string => short(addressIn(message, 'to')) || 'somebody';

/** Who got a request, as exactly as the log knows: the address it was sent to, else the host of the Request-URI. */
export function peerOf(request: Message): string {
  const { destination } = request.envelope;
  if (destination !== '') return short(destination);
  return short(hostOf(targetOf(request)));
}

/** `presence of bob@example.com`, from the Event and the To of a SUBSCRIBE; without event `what bob@example.com does`. */
export function subscribedTo(request: Message): string {
  const event = short(eventOf(request));
  const whom = receiverOf(request);
  return event === '' ? `the state of ${whom}` : `"${event}" of ${whom}`;
}

/** `INFO from alice@example.com to bob@example.com`: the request that `message` is or answers, by From and To. */
export const requestBetween = (message: Message): string =>
  `${message.method} from ${senderOf(message)} to ${receiverOf(message)}`;

/** A value of the log as a finding repeats it. */
export const short = (text: string): string => printable(text.trim(), LONGEST_NAME);

/** A request that was refused and is not explained yet, with the copies of the answer. */
export interface Refusal {
  /** The first copy of the answer in the log. */
  readonly response: Message;
  readonly request: Message | undefined;
  /** What each finding about it has in common. */
  readonly found: Pick<Found, 'span' | 'about' | 'claims'> & { readonly related: readonly RelatedPlace[] };
}

/** The refusal that `transaction` ends with; `undefined` when a rule further up explains it. */
export function refusalOf(transaction: Transaction, context: FindingContext): Refusal | undefined {
  const { finalResponse, request } = transaction;
  if (finalResponse === undefined || context.isClaimed(finalResponse)) return undefined;
  const [response = finalResponse, ...copies] = [finalResponse, ...copiesOf(finalResponse)].sort(
    (one, other) => one.index - other.index,
  );
  return {
    response,
    request,
    found: {
      span: response.startLineSpan,
      about: response,
      claims: copies,
      related: [
        ...(request === undefined ? [] : [{ span: request.startLineSpan, message: 'The request that failed' }]),
        ...copyPlaces(copies),
      ],
    },
  };
}

/** Other copies of a request, on other legs of its way and sent again. */
export const requestCopies = (request: Message): readonly Message[] =>
  request.trace
    .messagesNumberedLike(request)
    .filter(
      (other) =>
        other !== request && other.isRequest && other.method === request.method && other.fromTag === request.fromTag,
    );

/** Time of `message` by the clock of the log, `10:05:00`; empty when the log gives none. */
export const clockOf = ({ time }: Message): string =>
  time === undefined ? '' : new Date(time).toISOString().slice(11, 19);

/**
 * Whether what the receiver of `transaction` sends later may pass this log by: the request went through proxies of which none
 * stays in the way (Record-Route). RFC 3261 16.6 step 4.
 */
export function maySkipThisLog(transaction: Transaction, context: FindingContext): boolean {
  const { request, finalResponse } = transaction;
  if (request === undefined || finalResponse === undefined) return true;
  if (finalResponse.header('record-route') !== undefined) return false;
  return request.headersNamed('via').length > 1 || context.otherLegs(transaction).length > 0;
}
