import { Uint32Column } from './columns';
import type { PlainLines } from './plainLines';

/** A place as editors count it: 0-based line, 0-based UTF-16 column. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/**
 * Where the lines of a text begin, as the Language Server Protocol and VS Code count them: LF, CR LF and CR each end
 * a line (LSP 3.17, "Text Documents").
 */
export class LineIndex {
  readonly #starts = new Uint32Column();
  #text: string;
  /** The next LF and the next CR; -1 where there is none. */
  #lineFeed: number;
  #carriage: number;
  /** The line that was asked for last. */
  #asked = 0;

  /** Finds `limit` lines at most; `extend` finds the others. */
  constructor(text: string, limit = Number.POSITIVE_INFINITY) {
    this.#text = text;
    this.#starts.push(0);
    this.#lineFeed = text.indexOf('\n');
    this.#carriage = text.indexOf('\r');
    this.extend(limit);
  }

  /** Finds the lines that are not found yet, `limit` at most. Returns whether all are; before that nothing may be asked. */
  extend(limit = Number.POSITIVE_INFINITY): boolean {
    this.#find(limit, Number.POSITIVE_INFINITY);
    return this.#lineFeed === -1 && this.#carriage === -1;
  }

  /** Takes over `lines`, found by somebody who has walked the text from offset `base` on, and finds those in front of them. */
  take(base: number, { feeds, count }: PlainLines): void {
    this.#find(Number.POSITIVE_INFINITY, base);
    const starts = this.#starts;
    const last = starts.at(starts.length - 1);
    let known = 0;
    while (known < count && base + (feeds[known] as number) < last) known++;
    starts.append(feeds.subarray(0, count), known, base + 1);
    const behind = starts.at(starts.length - 1);
    // Where there is none for long, it is not searched for again.
    if (this.#lineFeed !== -1 && this.#lineFeed < behind) this.#lineFeed = this.#text.indexOf('\n', behind);
    if (this.#carriage !== -1 && this.#carriage < behind) this.#carriage = this.#text.indexOf('\r', behind);
  }

  /** Finds the lines behind those that are known, `limit` at most, whose line ends stand in front of offset `until`. */
  #find(limit: number, until: number): void {
    const text = this.#text;
    let lineFeed = this.#lineFeed;
    let carriage = this.#carriage;
    for (let found = 0; found < limit; found++) {
      const isFeed = carriage === -1 || (lineFeed !== -1 && lineFeed < carriage);
      const end = isFeed ? lineFeed : carriage;
      if (end === -1 || end >= until) break;
      if (isFeed) {
        this.#starts.push(lineFeed + 1);
        lineFeed = text.indexOf('\n', lineFeed + 1);
        continue;
      }
      const behind = carriage + 1 === lineFeed ? lineFeed + 1 : carriage + 1;
      this.#starts.push(behind);
      if (behind > lineFeed && lineFeed !== -1) lineFeed = text.indexOf('\n', behind);
      carriage = text.indexOf('\r', behind);
    }
    this.#lineFeed = lineFeed;
    this.#carriage = carriage;
  }

  /**
   * Goes on with `text`, which has `length` UTF-16 units in the place of `start..end` of the text before. Visits the lines
   * around these; what is behind them moves.
   */
  edit(text: string, { start, end, length }: { start: number; end: number; length: number }): void {
    // A line end of two characters may have come about, or gone, at either side.
    const first = Math.max(0, this.lineAt(start) - 1);
    let last = this.lineAt(end + 1) + 1;
    while (last > first + 1 && this.#starts.at(last - 1) > end) last--;
    const behind = start + length;
    const values: number[] = [];
    for (let at = this.#starts.at(first); at < behind; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) values.push(at + 1);
    }
    this.#starts.splice(first + 1, last, values, length - (end - start));
    this.#text = text;
  }

  /** Number of lines; a text without line ends has one. */
  get count(): number {
    return this.#starts.length;
  }

  /** 0-based line that holds `offset`. Nearest to hand is what stands a little behind the one that was asked for before. */
  lineAt(offset: number): number {
    const starts = this.#starts;
    let low = this.#asked < starts.length && starts.at(this.#asked) <= offset ? this.#asked : 0;
    let high = starts.length - 1;
    for (let step = 8; low + step < high; step *= 8) {
      if (starts.at(low + step) > offset) high = low + step - 1;
      else low += step;
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts.at(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    this.#asked = low;
    return low;
  }

  /** Place of `offset`. */
  placeAt(offset: number): Place {
    const line = this.lineAt(offset);
    return { line, character: offset - this.#starts.at(line) };
  }

  /** Offset of `place`, moved into the text and into its line where it lies outside. */
  offsetAt(place: Place): number {
    if (place.line >= this.count) return this.#text.length;
    if (place.line < 0) return 0;
    return Math.min(this.#starts.at(place.line) + Math.max(place.character, 0), this.endOf(place.line));
  }

  /** Offset of the first character of `line`. */
  startOf(line: number): number {
    return this.#starts.at(line);
  }

  /** Offset behind the last character of `line`, without its line end. */
  endOf(line: number): number {
    let end = line + 1 < this.count ? this.#starts.at(line + 1) : this.#text.length;
    const start = this.#starts.at(line);
    while (end > start && (this.#text.charCodeAt(end - 1) === 10 || this.#text.charCodeAt(end - 1) === 13)) end--;
    return end;
  }
}
