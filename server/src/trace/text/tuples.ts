import { Table } from './table';

/** Stands for "no such tuple". */
const ABSENT = -1;

/**
 * Numbers by tuples of whole numbers, as a map with several keys: a hash table over typed arrays, without an object for
 * each entry. What was added last can be taken back.
 */
export class Tuples {
  /** A row for each tuple: its numbers, and the value behind them. */
  readonly #entries: Table;
  /**
   * Hash of a tuple and its entry + 1 at the place that the hash gives, or the next free one; 0 where none is. Both stand side by side, so
   * that hardly a tuple is looked at which is another one. Its length is a power of two.
   */
  #places = new Int32Array(512);

  /** `width` is how many numbers a tuple has. */
  constructor(readonly width: number) {
    this.#entries = new Table(width + 1);
  }

  /** Number of tuples. */
  get size(): number {
    return this.#entries.length;
  }

  /** What belongs to `tuple`, its first `width` numbers; -1 when it was not added. */
  get(tuple: Uint32Array): number {
    const entry = this.#places[this.#placeOf(tuple, this.#hashOf(tuple)) + 1] as number;
    return entry === 0 ? ABSENT : this.#valueOf(entry - 1);
  }

  /** Adds `tuple`, which must not be there. */
  add(tuple: Uint32Array, value: number): void {
    if (this.size * 4 >= this.#places.length) this.#grow();
    const hash = this.#hashOf(tuple);
    const place = this.#placeOf(tuple, hash);
    this.#places[place] = hash;
    this.#places[place + 1] = this.size + 1;
    const start = this.#entries.room();
    const { words } = this.#entries;
    for (let part = 0; part < this.width; part++) words[start + part] = tuple[part] as number;
    words[start + this.width] = value;
    this.#entries.length++;
  }

  /** Takes back the tuples that were added last, up to the first whose value is below `value`; values must rise. */
  takeBackFrom(value: number): void {
    const { words, width } = this.#entries;
    while (this.size > 0 && this.#valueOf(this.size - 1) >= value) {
      const last = this.size - 1;
      const tuple = words.subarray(last * width, (last + 1) * width);
      // No other tuple stands behind the last one in its row of places.
      const place = this.#placeOf(tuple, this.#hashOf(tuple));
      this.#places[place] = this.#places[place + 1] = 0;
      this.#entries.truncate(last);
    }
  }

  #valueOf(entry: number): number {
    return this.#entries.words[entry * this.#entries.width + this.width] as number;
  }

  #hashOf(tuple: Uint32Array): number {
    let hash = 0;
    for (let part = 0; part < this.width; part++)
      hash = Math.imul(hash ^ (tuple[part] as number), 0x9e3779b1) ^ (hash >>> 15);
    return hash ^ (hash >>> 16);
  }

  /** Where `tuple`, with `hash`, is or would be. */
  #placeOf(tuple: Uint32Array, hash: number): number {
    const places = this.#places;
    const mask = places.length - 2;
    for (let place = (hash << 1) & mask; ; place = (place + 2) & mask) {
      const entry = places[place + 1] as number;
      if (entry === 0 || (places[place] === hash && this.#holds(entry - 1, tuple))) return place;
    }
  }

  #holds(entry: number, tuple: Uint32Array): boolean {
    const { words } = this.#entries;
    const from = entry * this.#entries.width;
    for (let part = 0; part < this.width; part++) if (words[from + part] !== tuple[part]) return false;
    return true;
  }

  #grow(): void {
    const before = this.#places;
    const hashes = new Int32Array(this.size);
    for (let place = 0; place < before.length; place += 2) {
      const entry = before[place + 1] as number;
      if (entry !== 0) hashes[entry - 1] = before[place] as number;
    }
    const places = new Int32Array(before.length * 2);
    const mask = places.length - 2;
    // In the order in which they were added, so that the last ones can be taken back.
    for (let entry = 0; entry < hashes.length; entry++) {
      const hash = hashes[entry] as number;
      let place = (hash << 1) & mask;
      while (places[place + 1] !== 0) place = (place + 2) & mask;
      places[place] = hash;
      places[place + 1] = entry + 1;
    }
    this.#places = places;
  }
}
