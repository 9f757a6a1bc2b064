import type { Message } from '../../message';
import type { Trace } from '../../trace';

/** How far the clock may go back within one capture, since threads write out of order, in ms. */
export const BACK = 5_000;
/** Pause behind which any log goes on as another capture, in ms. */
const PAUSE = 4 * 3_600_000;

/**
 * A log that is written to all the time pauses for a reason of its own: it was stopped, a part of it is missing, or the clock was set
 * forward. Its pause is longer than this, in ms, and than so many times the longest one of so many records in front of it, over a time as
 * long as rules wait for an answer. A client with little to do, or one whose server is dead, is silent for as long as well, but was so
 * before or has said less.
 */
const HOLE = 70_000;
const LONGER = 10;
const RECORDS = 20;
const WATCHED = 32_000;

/**
 * Stretches of a log in which one clock runs on. Logs that were joined, a capture that was taken up again or lacks a part, and a clock that
 * was set show an end in the middle of the text: what comes behind it says nothing about silence in front of it. Where a stretch ends rests
 * on the log in front of that place alone, so that it stays when the log goes on.
 */
export class CaptureSegments {
  /** First record of each segment, and the latest time in it. */
  readonly #starts: number[] = [0];
  readonly #ends: number[] = [Number.NEGATIVE_INFINITY];
  /** The last time that a record has. */
  readonly #last: number;
  /** Records with a time, how long the pauses between them are in all, and the longest of these, in ms. */
  readonly #timed: number;
  readonly #watched: number;
  readonly #longest: number;

  /** Of a log that goes on behind its first `count` records, `known` says what those show. */
  constructor(trace: Trace, known?: CaptureSegments, count = 0) {
    const { records } = trace.store;
    let before = Number.NaN;
    let end = Number.NEGATIVE_INFINITY;
    let [timed, watched, longest] = [0, 0, 0];
    if (known !== undefined) {
      this.#starts = [...known.#starts];
      this.#ends = [...known.#ends];
      before = known.#last;
      [timed, watched, longest] = [known.#timed, known.#watched, known.#longest];
      end = known.#ends.at(-1) ?? end;
    }
    for (let record = known === undefined ? 0 : count; record < records.length; record++) {
      const now = records.time.at(record);
      const pause = now - before;
      const isHole = pause > HOLE && timed >= RECORDS && watched >= WATCHED && pause > longest * LONGER;
      if (pause < -BACK || pause > PAUSE || isHole) {
        this.#ends[this.#ends.length - 1] = end;
        this.#starts.push(record);
        this.#ends.push(now);
        end = now;
      } else if (pause > 0) {
        watched += pause;
        longest = Math.max(longest, pause);
      }
      if (now > end) end = now;
      if (Number.isNaN(now)) continue;
      before = now;
      timed++;
    }
    this.#ends[this.#ends.length - 1] = end;
    this.#last = before;
    this.#timed = timed;
    this.#watched = watched;
    this.#longest = longest;
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
