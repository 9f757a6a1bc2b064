import type { Units } from './units';
import type { WindowMemory } from './windowMemory';

/**
 * The lines of a window of a text that end in LF or CR LF. All of them are found at once; the walk over them stops at a line with any other
 * line end in it, which is for a `LineCursor`.
 */
export class PlainLines {
  /** Index behind the last character of the line, without its line end. */
  end = 0;
  /** Index of the next line. */
  next = 0;
  readonly units: Units;
  /** At which LF each line ends. */
  readonly feeds: Int32Array;
  /** How many lines end in the window. */
  readonly count: number;
  /** Those that have another line end in them; made when there is one. */
  #broken: Set<number> | undefined;
  /** The line that was gone to last. */
  #line = 0;

  /** Finds the lines of the first `length` units. */
  constructor(memory: WindowMemory, length: number) {
    this.units = memory.units;
    this.feeds = memory.feeds;
    const count = memory.lineEnds(length);
    this.count = count === -1 ? this.#findAll(length) : count;
  }

  /** Finds all lines where some may have another line end in them; returns how many there are. */
  #findAll(length: number): number {
    const { units, feeds } = this;
    let count = 0;
    let isBroken = false;
    for (let at = 0; at < length; at++) {
      if (units[at] === CR && units[at + 1] !== LF) isBroken = true;
      if (units[at] !== LF) continue;
      if (isBroken) {
        this.#broken ??= new Set();
        this.#broken.add(count);
        isBroken = false;
      }
      feeds[count++] = at;
    }
    return count;
  }

  /** Whether all of them end in LF or CR LF. */
  get arePlain(): boolean {
    return this.#broken === undefined;
  }

  /** Goes to the line that begins at `start`; false where it does not end plainly in front of index `limit`. */
  moveTo(start: number, limit: number): boolean {
    const { feeds, count } = this;
    let line = this.#line;
    while (line > 0 && (feeds[line - 1] as number) >= start) line--;
    while (line < count && (feeds[line] as number) < start) line++;
    this.#line = line;
    const feed = feeds[line] as number;
    if (line === count || feed >= limit || this.#broken?.has(line)) return false;
    this.next = feed + 1;
    this.end = feed > start && this.units[feed - 1] === CR ? feed - 1 : feed;
    return true;
  }
}

const LF = 10;
const CR = 13;
