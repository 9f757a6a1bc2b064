import { headHolds, headOf } from '../headText';
import type { Message } from '../message';
import type { Trace } from '../trace';
import { parameterIn } from './parameters';

/** What a NOTIFY says of its subscription, as far as rules look at it. */
export enum SubscriptionNote {
  /** It goes on, or the NOTIFY does not say. */
  open,
  terminated,
  pending,
}

const STATE = /subscription-state\s{0,20}:\s{0,20}(terminated|pending)/i;
const STATE_WORD = /terminated|pending/i;

/** What the NOTIFY at `index` says of its subscription; looked for in its text once. */
export function subscriptionNote(trace: Trace, index: number): SubscriptionNote {
  return trace.notes.subscription.of(index, () => {
    if (!headHolds(trace, index, STATE, STATE_WORD)) return SubscriptionNote.open;
    const [, state] = STATE.exec(headOf(trace, index)) ?? [];
    return state?.toLowerCase() === 'pending' ? SubscriptionNote.pending : SubscriptionNote.terminated;
  });
}

const REASON = /(?:^|[\r\n])[ \t]{0,8}reason\s{0,20}:/i;
const REASON_WORD = /reason/i;

/** Whether message `index` has a header field Reason; looked for in its text once. */
export const hasReason = (trace: Trace, index: number): boolean =>
  trace.notes.reason.of(index, () => (headHolds(trace, index, REASON, REASON_WORD) ? 1 : 0)) === 1;

/** Value of Subscription-State. RFC 6665 4.1.3, 8.2.3. */
export interface SubscriptionState {
  /** `active`, `pending`, `terminated` or another word, in lower case; empty when absent. */
  readonly state: string;
  /** In lower case; empty when absent. */
  readonly reason: string;
}

/** What the Subscription-State of a NOTIFY says. */
export function subscriptionState(message: Message): SubscriptionState {
  const field = message.header('subscription-state');
  if (field === undefined) return { state: '', reason: '' };
  const [state = ''] = message.slice(field.value).split(';', 1);
  const reason = parameterIn(message.text, field.value, 'reason');
  return {
    state: state.trim().toLowerCase(),
    reason: reason === undefined ? '' : message.slice(reason).toLowerCase(),
  };
}

/** Name of the event package in Event, in lower case and without parameters; empty when absent. RFC 6665 8.2.1. */
export const eventOf = (message: Message): string =>
  (message.value('event') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Seconds in Expires; `undefined` when absent or no number. RFC 3261 20.19. */
export function expiresOf(message: Message): number | undefined {
  const value = message.value('expires')?.trim() ?? '';
  return /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}
