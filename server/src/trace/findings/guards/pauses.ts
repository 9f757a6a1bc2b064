import type { Message } from '../../message';
import type { Trace } from '../../trace';
import { BACK } from './captureSegments';
import { placeBehind } from './followUps';

/** Time without any record behind which a capture may have been taken up again, in ms: longer than most keep-alives wait. */
const PAUSE = 70_000;

/** Where a log pauses, or its clock goes back: the records behind such places, and the last times in front of them. */
interface Pauses {
  readonly records: readonly number[];
  readonly from: readonly number[];
}

const known = new WeakMap<Trace, Pauses>();

/**
 * Whether the log was written to all the time from `message` until `time`, so that what it does not show there did not happen: no
 * pause of more than 70 s, and no clock that goes back.
 */
export function runsThrough(message: Message, time: number): boolean {
  const { trace } = message;
  const { records, from } = known.get(trace) ?? noted(trace);
  if (message.time === undefined) return false;
  const next = placeBehind(records, message.recordIndex);
  const until = from[next];
  return until === undefined ? (trace.lastTime ?? 0) >= time : until >= time;
}

function noted(trace: Trace): Pauses {
  const { time } = trace.store.records;
  const pauses = { records: [] as number[], from: [] as number[] };
  let before = Number.NaN;
  for (let record = 0; record < trace.store.recordCount; record++) {
    const now = time.at(record);
    if (Number.isNaN(now)) continue;
    if (now < before - BACK || now > before + PAUSE) {
      pauses.records.push(record);
      pauses.from.push(before);
    }
    before = now;
  }
  known.set(trace, pauses);
  return pauses;
}

const lastSeen = new WeakMap<Trace, ReadonlyMap<number, number>>();

/** Whether the log shows who sent the request that `message` answers, by its sent-by, at `time` or later. */
export function isSeenLater({ trace, index }: Message, time: number): boolean {
  const seen = lastSeen.get(trace) ?? lastTimes(trace);
  const { sentBy } = trace.store.messages;
  return sentBy.at(index) !== 0 && (seen.get(sentBy.at(index)) ?? Number.NEGATIVE_INFINITY) >= time;
}

function lastTimes(trace: Trace): ReadonlyMap<number, number> {
  const { messages, records, messageCount } = trace.store;
  const seen = new Map<number, number>();
  for (let index = 0; index < messageCount; index++) {
    const now = records.time.at(messages.record.at(index));
    if (!Number.isNaN(now)) seen.set(messages.sentBy.at(index), now);
  }
  lastSeen.set(trace, seen);
  return seen;
}
