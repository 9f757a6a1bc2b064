import type { Message } from '../message';
import { addressIn } from '../sip/addressOfRecord';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';

/** Pings that make a habit, the shortest and longest period of one in ms, and how far a period may be off its middle. */
const FEWEST = 3;
const SHORTEST = 10_000;
const LONGEST = 300_000;
const TOLERANCE = 0.25;

/** Goes behind the message of a finding about such pings, of which it is the only one. */
export const keepAliveSentence = ({ statusCode }: Message): string =>
  statusCode < 500 && statusCode !== 408
    ? ' The OPTIONS repeat at a constant period: as a keep-alive they work, since any answer of the peer proves that the path does.'
    : ' The OPTIONS repeat at a constant period; this stands for all of them.';

/**
 * Guard `keepalive`: OPTIONS that one side sends to the other again and again with a constant period of 10 to 300 s. Any
 * final answer to them, even an error, proves that the path works. Each list holds the pings of one sender and target.
 */
export function keepAlivesIn(trace: Trace): readonly (readonly Transaction[])[] {
  const groups = new Map<string, Transaction[]>();
  for (const transaction of trace.transactions) {
    const { request, method } = transaction;
    if (method !== 'OPTIONS' || request === undefined || request.toTag !== '') continue;
    const peers = `${request.sentBy} ${addressIn(request, 'from')} ${addressIn(request, 'to')}`;
    const group = groups.get(peers);
    if (group === undefined) groups.set(peers, [transaction]);
    else group.push(transaction);
  }
  return [...groups.values()].filter(isHabit);
}

function isHabit(pings: readonly Transaction[]): boolean {
  const times = pings.map(({ request }) => request?.time).filter((time) => time !== undefined);
  if (times.length < FEWEST || times.length < pings.length) return false;
  const periods = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const middle = [...periods].sort((one, other) => one - other)[periods.length >> 1] ?? 0;
  if (middle < SHORTEST || middle > LONGEST) return false;
  const even = periods.filter((period) => Math.abs(period - middle) <= middle * TOLERANCE).length;
  // One ping may be missing from the log, or come late.
  return even >= periods.length * 0.7;
}
