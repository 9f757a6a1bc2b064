import type { Direction } from '../store';
import { midnight } from '../text/timeStamp';
import type { Units, Window } from '../text/units';
import { numberAt } from './ordinaryMessage';

/**
 * How nearly all head lines of a format look, whose patterns know all of them: something, a time with microseconds, something to the end
 * of the line. Such a line is told without groups, which cost more than all the rest of a short message.
 */
export interface UsualHead {
  /** What stands in front of the time, with the flag `y`. */
  readonly before?: RegExp;
  /** Whether the time is `2026/11/22 18:47:27.086090` or `18:47:27.086090`. */
  readonly hasDate: boolean;
  /** What stands behind it, with the flag `y`. */
  readonly behind: RegExp;
  readonly direction: Direction;
}

/** Tells the usual head lines of a format. */
export class UsualHeads {
  /** What the head line that was read last says; `time` as in `RecordFacts`. */
  time = 0;
  isDated = false;
  direction: Direction = 'unknown';

  constructor(readonly heads: readonly UsualHead[]) {}

  /** Whether the line at `start..end` is a usual head line. */
  read({ units, text }: Window, start: number, end: number): boolean {
    for (const { before, hasDate, behind, direction } of this.heads) {
      const at = before === undefined ? start : endOf(before, text, start);
      if (at === -1 || !this.#readTime(units, at, hasDate)) continue;
      if (endOf(behind, text, at + (hasDate ? DATE_LENGTH : 0) + CLOCK_LENGTH) !== end) continue;
      this.direction = direction;
      return true;
    }
    return false;
  }

  /** Reads the time at `at`; returns whether it is one. */
  #readTime(units: Units, at: number, hasDate: boolean): boolean {
    const clock = hasDate ? at + DATE_LENGTH : at;
    if (units[clock + 2] !== COLON || units[clock + 5] !== COLON || units[clock + 8] !== DOT) return false;
    const hour = numberAt(units, clock, clock + 2);
    const minute = numberAt(units, clock + 3, clock + 5);
    const second = numberAt(units, clock + 6, clock + 8);
    const microseconds = numberAt(units, clock + 9, clock + CLOCK_LENGTH);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || microseconds < 0)
      return false;
    this.isDated = hasDate;
    this.time = ((hour * 60 + minute) * 60 + second) * 1000 + microseconds / 1000;
    if (!hasDate) return true;
    const year = numberAt(units, at, at + 4);
    const month = numberAt(units, at + 5, at + 7);
    const day = numberAt(units, at + 8, at + 10);
    if (units[at + 4] !== SLASH || units[at + 7] !== SLASH || units[at + 10] !== BLANK) return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return false;
    this.time += midnight(year, month, day);
    return true;
  }
}

/** Where `pattern` ends that begins at `start`; -1 where it does not stand. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

const DATE_LENGTH = '2026/11/22 '.length;
const CLOCK_LENGTH = '18:47:27.086090'.length;
const BLANK = 32;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
