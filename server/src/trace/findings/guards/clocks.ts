import type { Message } from '../../message';
import { ntlmIdentityIn, type SignInStep } from '../../signIns';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Minutes that zones are ahead of UTC where they are no whole hours. IANA time zone database. */
const PART_HOURS = [-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765];
/** All that zones are ahead of UTC, in minutes. */
const ZONES = [...Array.from({ length: 27 }, (_, index) => (index - 12) * 60), ...PART_HOURS];

/** Time of the header field Date, in ms since 1970-01-01 UTC; `undefined` when there is none. RFC 3261 20.17. */
export function dateOf(message: Message): number | undefined {
  const value = message.value('date')?.trim() ?? '';
  const time = /^[A-Za-z]{3}, \d\d? [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/**
 * Milliseconds by which the clock of the server that sent `response` is ahead of that of the program that logged it, as the
 * header field Date tells; negative when it is behind. A log that does not name its zone may be in any zone, one without date
 * of any day. `undefined` where the log does not show both clocks: the program must have received the response.
 */
export function serverAhead(response: Message): number | undefined {
  const date = dateOf(response);
  const stamp = response.envelope.timeStamp;
  if (date === undefined || stamp === undefined || response.direction !== 'incoming') return undefined;
  if (stamp.hasDate && !stamp.hasYear) return undefined;
  const zones = stamp.zone === undefined ? ZONES : [stamp.zone];
  const days = stamp.hasDate
    ? [0]
    : [Math.round((date - stamp.time) / DAY) * DAY].flatMap((day) => [day - DAY, day, day + DAY]);
  const differences = zones.flatMap((zone) => days.map((day) => date - (stamp.time + day - zone * MINUTE)));
  return differences.reduce((least, one) => (Math.abs(one) < Math.abs(least) ? one : least));
}

/**
 * The greatest difference between the clocks of client and server that `steps` of a sign-in show, in ms without sign: by the
 * Date of a challenge against the clock of the log of the client, or against that in an NTLM token. 0 when they show none.
 */
export function clockDifference(steps: readonly SignInStep[]): number {
  let greatest = 0;
  let server: number | undefined;
  let proof: Message | undefined;
  for (const { stage, message } of steps) {
    if (stage === 'S4') proof = message;
    if (message.isRequest) continue;
    server = dateOf(message) ?? server;
    const client = stage === 'S5' && proof !== undefined ? ntlmIdentityIn(proof)?.clientTime : undefined;
    const apart = client === undefined || server === undefined ? 0 : client - server;
    greatest = Math.max(greatest, Math.abs(serverAhead(message) ?? 0), Math.abs(apart));
  }
  return greatest;
}
