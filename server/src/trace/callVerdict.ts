import type { Call, CallAttempt } from './calls';
import type { Message } from './message';
import { reasonsIn, warningsIn } from './serverWords';
import { NONE } from './store';
import type { Trace } from './trace';
import type { Transaction } from './transactions';

/** What became of a call, in more words than its outcome. One reading of it for problems, hints and summaries. */
export type CallVerdict =
  | 'answered'
  /** Answered, and ended after about 32 s since no ACK came. */
  | 'dropped'
  /** Answered, and no ACK came. */
  | 'unconfirmed'
  | 'busy'
  | 'declined'
  /** The callee cannot be reached now: 480. */
  | 'unreachable'
  /** It rang, and nobody answered. */
  | 'no answer'
  | 'cancelled'
  | 'not found'
  | 'no common codec'
  | 'media not accepted'
  | 'timed out'
  | 'redirected'
  | 'credentials missing'
  | 'failed'
  /** The log does not show how it ended. */
  | 'open';

/** Status codes with which the callee, or somebody for it, says how the call ended. RFC 3261 21.4.18, 21.4.24, 21.6; RFC 5079, 8197. */
const BY_CODE: Readonly<Record<number, CallVerdict>> = {
  404: 'not found',
  408: 'timed out',
  410: 'not found',
  480: 'unreachable',
  486: 'busy',
  487: 'cancelled',
  488: 'media not accepted',
  504: 'timed out',
  600: 'busy',
  603: 'declined',
  604: 'not found',
  606: 'media not accepted',
  607: 'declined',
  608: 'declined',
};

export function callVerdict(call: Call): CallVerdict {
  const { final, outcome } = call;
  switch (outcome) {
    case 'answered':
      if (droppedAfter(call) !== undefined) return 'dropped';
      return isNeverConfirmed(call) ? 'unconfirmed' : 'answered';
    case 'cancelled':
      return 'cancelled';
    case 'redirected':
      return 'redirected';
    case 'challenged':
      return 'credentials missing';
    case 'open':
      return 'open';
    case 'failed': {
      const verdict = BY_CODE[final?.statusCode ?? 0] ?? 'failed';
      if (verdict === 'media not accepted' && final !== undefined && namesCodecs(final)) return 'no common codec';
      const rang = call.ringing !== undefined;
      return rang && (verdict === 'timed out' || verdict === 'unreachable') ? 'no answer' : verdict;
    }
  }
}

/** Whether a refusal says that it is the codecs: Warning 305, or 304 for a whole medium. RFC 3261 20.43. */
export const namesCodecs = (response: Message): boolean => warningsIn(response).some(({ code }) => code === 305);

/** Time over which a 2xx that is sent again shows that no ACK comes, in ms; a lost packet or two do not. RFC 3261 13.3.1.4. */
const REPEATED_FOR = 1_500;
/** The same where the log shows an ACK. */
const REPEATED_DESPITE_ACK = 10_000;
/** When a callee gives up that gets no ACK, in ms: 64*T1, and somewhat later when its clock or the log is slow. */
const GIVES_UP = { from: 31_000, to: 34_500 };

/** The 2xx of a call and its copies on the leg that showed it first, without what the log only repeats. */
function answersOf({ final }: Call): readonly Message[] {
  if (final === undefined) return [];
  const { messages } = final.trace.transactionOf(final);
  return messages.filter(
    (message) => message.statusCode === final.statusCode && message.toTag === final.toTag && !message.isDuplicate,
  );
}

/** How often the callee repeated its 2xx, and for how long; `undefined` times where the log gives none. */
export function answerRepeats(call: Call): { readonly count: number; readonly milliseconds: number | undefined } {
  const answers = answersOf(call);
  const from = answers[0]?.time;
  const to = answers.at(-1)?.time;
  return { count: answers.length, milliseconds: from === undefined || to === undefined ? undefined : to - from };
}

/** Whether the callee of an answered call never got an ACK, as far as the log tells for sure. */
export function isNeverConfirmed(call: Call): boolean {
  if (call.outcome !== 'answered') return false;
  const { count, milliseconds } = answerRepeats(call);
  if (call.ack !== undefined) return milliseconds !== undefined && count > 4 && milliseconds >= REPEATED_DESPITE_ACK;
  return count > 2 && (milliseconds === undefined || milliseconds >= REPEATED_FOR);
}

/** Whether the text of a Reason says that the ACK to the answer did not come: nobody names one that did. */
export const namesAck = (text: string): boolean => /\back\b/i.test(text);

/**
 * Milliseconds after which the callee ended an answered call since it got no ACK; `undefined` when it did not, or the log does not
 * tell for sure.
 */
export function droppedAfter(call: Call): number | undefined {
  const { bye, duration, endedBy, outcome } = call;
  if (outcome !== 'answered' || bye?.request === undefined || duration === undefined || endedBy !== 'callee')
    return undefined;
  const saysSo = reasonsIn(bye.request).some(({ text }) => namesAck(text));
  if (saysSo) return duration;
  if (duration < GIVES_UP.from || duration > GIVES_UP.to) return undefined;
  return call.ack === undefined || isNeverConfirmed(call) ? duration : undefined;
}

/**
 * Whether the tables show that the 2xx to the INVITE of `transaction` was sent again for so long that no ACK came through,
 * although there may be one. Reads no text.
 */
export function repeatsItsAnswer({ store, transactionTables: tables }: Trace, transaction: number): boolean {
  const { status, record } = store.messages;
  const final = tables.finalOf(transaction);
  const last = tables.lastOf(transaction);
  if (final === NONE || last === final || status.at(last) !== status.at(final)) return false;
  const { time } = store.records;
  return time.at(record.at(last)) - time.at(record.at(final)) >= REPEATED_DESPITE_ACK;
}

/** Time from an INVITE to the first sign of life from which on people take the call for dead, in ms. RFC 6076 4.3.1. */
export const LONG_WAIT = 6_000;

/** A time that no caller waits: the clock of the log was set, or it leaves out messages. */
export const NO_WAIT = 180_000;

/**
 * Whether the tables show that the first response to a transaction that says more than 100 is a provisional one, and came after `LONG_WAIT`.
 * Reads no text.
 */
export function isSlow({ store, transactionTables: tables }: Trace, transaction: number): boolean {
  const { status, record } = store.messages;
  const first = tables.firstOf(transaction);
  if (status.at(first) > 0) return false;
  let message = tables.nextOf(first);
  while (message !== NONE && status.at(message) <= 100) message = tables.nextOf(message);
  if (message === NONE || status.at(message) >= 200) return false;
  const { time } = store.records;
  const wait = time.at(record.at(message)) - time.at(record.at(first));
  return wait > LONG_WAIT && wait < NO_WAIT;
}

/** Milliseconds for which it rang: from the first response that says more than 100 to the end; `undefined` when unknown. */
export function rangFor(call: Call, end: Message | undefined = call.final): number | undefined {
  const from = call.ringing?.time;
  const to = end?.time;
  return from === undefined || to === undefined || to < from ? undefined : to - from;
}

/** The CANCELs by the branch of the INVITE that they take back. RFC 3261 9.1. */
export const cancelsByBranch = (call: Call): ReadonlyMap<string, Transaction> =>
  new Map(call.cancels.map((cancel) => [cancel.first.branch, cancel]));

/** The CANCEL with which the caller took the call back, on the leg nearest to it; `undefined` when a server did, or nobody. */
export const cancelOf = (call: Call, { legs }: CallAttempt = call.decidingAttempt): Transaction | undefined =>
  cancelsByBranch(call).get(legs[0].first.branch);

/** Whether a CANCEL or a response says that another device answered. RFC 3326 2. */
export const saysAnsweredElsewhere = (message: Message): boolean =>
  reasonsIn(message).some(
    ({ protocol, cause, text }) =>
      (protocol === 'SIP' && cause === 200) || /completed elsewhere|answered elsewhere/i.test(text),
  );
