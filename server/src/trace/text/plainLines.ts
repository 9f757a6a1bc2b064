import type { Units } from './units';

/**
 * The lines of a window of a text that end in LF or CR LF. All of them are found at once; the walk over them stops at a line with any other
 * line end in it, which is for a `LineCursor`.
 */
export class PlainLines {
  /** Index behind the last character of the line, without its line end. */
  end = 0;
  /** Index of the next line. */
  next = 0;
  /** How many lines end in the window. */
  readonly count: number;
  /** Those that have another line end in them; made when there is one. */
  #broken: Set<number> | undefined;
  /** The line that was gone to last. */
  #line = 0;

  /** In `feeds` is noted at which LF each line ends. */
  constructor(
    text: string,
    readonly units: Units,
    readonly feeds: Int32Array,
  ) {
    let count = 0;
    let carriage = text.indexOf('\r');
    for (let feed = text.indexOf('\n'); feed !== -1; feed = text.indexOf('\n', feed + 1)) {
      feeds[count] = feed;
      if (carriage !== -1 && carriage < feed) {
        if (carriage < feed - 1) {
          this.#broken ??= new Set();
          this.#broken.add(count);
        }
        carriage = text.indexOf('\r', feed + 1);
      }
      count++;
    }
    this.count = count;
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

const CR = 13;
