import { headHolds } from '../headText';
import type { Message } from '../message';
import type { Span } from '../text/span';
import type { Trace } from '../trace';
import { parameterIn } from './parameters';

/** What a Session-Expires says. RFC 4028 4. */
export interface SessionExpires {
  /** Longest time between two refreshes, in seconds. */
  readonly seconds: number;
  /** Who refreshes: who sent the request, or who answered it; `undefined` when it does not say. */
  readonly refresher: 'uac' | 'uas' | undefined;
  /** The value in offsets of `Message.text`. */
  readonly span: Span;
}

const SESSION_EXPIRES = /(?:^|[\r\n])[ \t]{0,8}(?:session-expires|x)[ \t]{0,20}:/i;
const SESSION_EXPIRES_WORD = /session-expires|x[ \t]{0,20}:/i;

/** Whether message `index` has a header field Session-Expires; looked for in its text once. */
export const hasSessionExpires = (trace: Trace, index: number): boolean =>
  trace.notes.sessionExpires.of(index, () =>
    headHolds(trace, index, SESSION_EXPIRES, SESSION_EXPIRES_WORD) ? 1 : 0,
  ) === 1;

/** The Session-Expires of `message`; `undefined` when it has none or one that is no number. */
export function sessionExpiresOf(message: Message): SessionExpires | undefined {
  const field = message.header('session-expires');
  if (field === undefined) return undefined;
  const digits = /^\d{1,9}(?=\s{0,20}(?:;|$))/.exec(message.slice(field.value))?.[0];
  if (digits === undefined) return undefined;
  const parameter = parameterIn(message.text, field.value, 'refresher');
  const refresher = parameter === undefined ? '' : message.slice(parameter).toLowerCase();
  return {
    seconds: Number(digits),
    refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined,
    span: field.value,
  };
}

/** Seconds before the end of a session interval at which the side that does not refresh gives the session up. RFC 4028 10. */
export const marginOf = (seconds: number): number => Math.min(32, seconds / 3);
