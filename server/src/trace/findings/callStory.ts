import type { Call, CallAttempt } from '../calls';
import { rangFor } from '../callVerdict';
import type { Message } from '../message';
import { roughDurationText } from '../text/duration';
import { printable } from '../text/printable';
import { copiesOf } from './guards/copies';

/** Longest address that a message names, in UTF-16 units. */
const LONGEST_ADDRESS = 120;

/** `alice@example.com called bob@example.com`, as far as the log shows them. */
export const whoCalled = (call: Call): string => `${callerOf(call)} called ${calleeOf(call)}`;

export const callerOf = ({ caller }: Call): string => printable(caller, LONGEST_ADDRESS) || 'Somebody';
export const calleeOf = ({ callee }: Call): string => printable(callee, LONGEST_ADDRESS) || 'somebody';

/** ` after 2.4 s`, from the INVITE to what decided the call; empty where the log does not show both times. */
export const afterSetup = ({ setupTime }: Call): string =>
  setupTime === undefined ? '' : ` after ${roughDurationText(setupTime)}`;

/** ` It rang for 8 s.`, or that it did not ring; `end` is what stopped it. */
export function ringSentence(call: Call, end?: Message): string {
  if (call.ringing === undefined) return '';
  const time = rangFor(call, end);
  const word = call.ringing.statusCode === 183 ? 'There was progress (183)' : 'It rang';
  return ` ${word}${time === undefined ? '' : ` for ${roughDurationText(time)}`} before.`;
}

/** A response and its copies on other legs and over time, the first of them in front: it is nearest to where it comes from. */
export function withCopies(response: Message): [Message, ...Message[]] {
  const [first = response, ...copies] = [response, ...copiesOf(response)].sort((one, other) => one.index - other.index);
  return [first, ...copies];
}

/** All final responses of an attempt to set a call up that `matches`, on all legs and with their repetitions, in the order of the log. */
export const finalsOf = ({ legs }: CallAttempt, matches: (final: Message) => boolean): Message[] =>
  legs
    .flatMap(({ messages }) => messages)
    .filter((message) => message.isFinal && matches(message))
    .sort((one, other) => one.index - other.index);

/** Milliseconds from one message to the other, whichever came first; `undefined` where a time is missing. */
export const apart = (one: Message | undefined, other: Message | undefined): number | undefined =>
  one?.time === undefined || other?.time === undefined ? undefined : Math.abs(other.time - one.time);
