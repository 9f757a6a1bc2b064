import type { Direction } from '../store';
import { midnight } from '../text/timeStamp';
import { stands, type Units, unitsOf } from '../text/units';
import type { Window } from '../text/windows';
import { numberAt, tableOf } from './ordinaryMessage';

/**
 * How nearly all head lines of a format look, whose patterns know all of them: something, a time with microseconds, something to the end
 * of the line. Such a line is told without groups, which cost more than all the rest of a short message.
 */
export interface UsualHead {
  /** What stands in front of the time. */
  readonly before: readonly HeadPart[];
  /** Whether the time is `2026/11/22 18:47:27.086090` or `18:47:27.086090`. */
  readonly hasDate: boolean;
  /** What stands behind it. */
  readonly behind: readonly HeadPart[];
  readonly direction: Direction;
}

/** A part of a head line. */
export interface HeadPart {
  /** Where it ends that begins at `start`; -1 where it does not stand. */
  endIn(units: Units, start: number): number;
}

/** One of these texts, of which none begins with another one. */
export class OneOf implements HeadPart {
  readonly #texts: readonly (readonly number[])[];

  constructor(...texts: readonly string[]) {
    this.#texts = texts.map(unitsOf);
  }

  endIn(units: Units, start: number): number {
    for (const text of this.#texts) if (stands(units, start, text)) return start + text.length;
    return NOWHERE;
  }
}

/** `least` to `most` of these characters, with none of them behind. */
export class Run implements HeadPart {
  readonly #characters: Uint8Array;

  constructor(
    characters: string,
    readonly least: number,
    readonly most: number,
  ) {
    this.#characters = tableOf(characters);
  }

  endIn(units: Units, start: number): number {
    let end = start;
    while (this.#characters[units[end] as number] === 1) end++;
    return end - start >= this.least && end - start <= this.most ? end : NOWHERE;
  }
}

/** Tells the usual head lines of a format. */
export class UsualHeads {
  /** What the head line that was read last says; `time` as in `RecordFacts`. */
  time = 0;
  isDated = false;
  direction: Direction = 'unknown';

  constructor(readonly heads: readonly UsualHead[]) {}

  /** Whether the line at `start..end` is a usual head line. */
  read({ units }: Window, start: number, end: number): boolean {
    for (const { before, hasDate, behind, direction } of this.heads) {
      const at = endOf(before, units, start);
      if (at === NOWHERE || !this.#readTime(units, at, hasDate)) continue;
      if (endOf(behind, units, at + (hasDate ? DATE_LENGTH : 0) + CLOCK_LENGTH) !== end) continue;
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

/** Where the last one of `parts` ends, of which the first one begins at `start`; -1 where they do not stand. */
function endOf(parts: readonly HeadPart[], units: Units, start: number): number {
  let end = start;
  for (const part of parts) {
    end = part.endIn(units, end);
    if (end === NOWHERE) return end;
  }
  return end;
}

const NOWHERE = -1;
const DATE_LENGTH = '2026/11/22 '.length;
const CLOCK_LENGTH = '18:47:27.086090'.length;
const BLANK = 32;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
