import type { Message } from '../../message';
import type { Trace } from '../../trace';

/** How far the clock may go back within one capture, since threads write out of order, in ms. */
export const BACK = 5_000;
/** Pause behind which a log goes on as another capture, in ms. */
const PAUSE = 4 * 3_600_000;

/**
 * Stretches of a log in which one clock runs on. Logs that were joined, or a capture that was taken up again, show an end
 * in the middle of the text: what comes behind it says nothing about silence in front of it.
 */
export class CaptureSegments {
  /** First record of each segment, and the latest time in it. */
  readonly #starts: number[] = [0];
  readonly #ends: number[] = [Number.NEGATIVE_INFINITY];
  /** The last time that a record has. */
  readonly #last: number;

  /** Of a log that goes on behind its first `count` records, `known` says what those show. */
  constructor(trace: Trace, known?: CaptureSegments, count = 0) {
    const times = trace.store.records.time.values;
    let before = Number.NaN;
    let end = Number.NEGATIVE_INFINITY;
    if (known !== undefined) {
      this.#starts = [...known.#starts];
      this.#ends = [...known.#ends];
      before = known.#last;
      end = known.#ends.at(-1) ?? end;
    }
    for (let record = known === undefined ? 0 : count; record < times.length; record++) {
      const now = times[record] ?? Number.NaN;
      if (now < before - BACK || now > before + PAUSE) {
        this.#ends[this.#ends.length - 1] = end;
        this.#starts.push(record);
        this.#ends.push(now);
        end = now;
      }
      if (now > end) end = now;
      if (!Number.isNaN(now)) before = now;
    }
    this.#ends[this.#ends.length - 1] = end;
    this.#last = before;
  }

  /** Whether the stretches are those of `other`, with records that stand at `recordAt` now; -1 for one that is another one. */
  isLike(other: CaptureSegments, recordAt: (record: number) => number): boolean {
    return (
      this.#starts.length === other.#starts.length &&
      this.#starts.every((start, at) => at === 0 || start === recordAt(other.#starts[at] ?? 0)) &&
      this.#ends.every((end, at) => end === other.#ends[at])
    );
  }

  /** Milliseconds for which the log goes on behind `message`; `undefined` where it gives no times. */
  restBehind(message: Message): number | undefined {
    if (message.time === undefined) return undefined;
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= message.recordIndex) low = middle + 1;
      else high = middle;
    }
    return (this.#ends[low - 1] ?? message.time) - message.time;
  }
}
