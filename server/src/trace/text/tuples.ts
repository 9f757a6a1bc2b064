import { Uint32Column } from './columns';

/** Stands for "no such tuple". */
const ABSENT = -1;

/**
 * Numbers by tuples of whole numbers, as a map with several keys: a hash table over typed arrays, without an object for
 * each entry. What was added last can be taken back.
 */
export class Tuples {
  readonly #parts = new Uint32Column();
  readonly #values = new Uint32Column();
  /** Entry + 1 at the place that its parts give, or the next free one; 0 where none is. Its length is a power of two. */
  #places = new Uint32Array(256);

  /** `width` is how many numbers a tuple has. */
  constructor(readonly width: number) {}

  /** Number of tuples. */
  get size(): number {
    return this.#values.length;
  }

  /** What belongs to `tuple`, its first `width` numbers; -1 when it was not added. */
  get(tuple: Uint32Array): number {
    const entry = this.#places[this.#placeOf(tuple)] ?? 0;
    return entry === 0 ? ABSENT : this.#values.at(entry - 1);
  }

  /** Adds `tuple`, which must not be there. */
  add(tuple: Uint32Array, value: number): void {
    if (this.size * 2 >= this.#places.length) this.#grow();
    this.#places[this.#placeOf(tuple)] = this.size + 1;
    for (let part = 0; part < this.width; part++) this.#parts.push(tuple[part] ?? 0);
    this.#values.push(value);
  }

  /** Takes back the tuples that were added last, up to the first whose value is below `value`; values must rise. */
  takeBackFrom(value: number): void {
    const tuple = new Uint32Array(this.width);
    while (this.size > 0 && this.#values.at(this.size - 1) >= value) {
      const last = this.size - 1;
      for (let part = 0; part < this.width; part++) tuple[part] = this.#parts.at(last * this.width + part);
      // No other tuple stands behind the last one in its row of places.
      this.#places[this.#placeOf(tuple)] = 0;
      this.#parts.truncate(last * this.width);
      this.#values.truncate(last);
    }
  }

  /** Where `tuple` is, or would be. */
  #placeOf(tuple: Uint32Array): number {
    const mask = this.#places.length - 1;
    let hash = 0;
    for (let part = 0; part < this.width; part++)
      hash = Math.imul(hash ^ (tuple[part] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    for (let place = (hash ^ (hash >>> 16)) & mask; ; place = (place + 1) & mask) {
      const entry = this.#places[place] ?? 0;
      if (entry === 0 || this.#holds(entry - 1, tuple)) return place;
    }
  }

  #holds(entry: number, tuple: Uint32Array): boolean {
    const from = entry * this.width;
    for (let part = 0; part < this.width; part++) if (this.#parts.at(from + part) !== tuple[part]) return false;
    return true;
  }

  #grow(): void {
    this.#places = new Uint32Array(this.#places.length * 2);
    const tuple = new Uint32Array(this.width);
    for (let entry = 0; entry < this.size; entry++) {
      for (let part = 0; part < this.width; part++) tuple[part] = this.#parts.at(entry * this.width + part);
      this.#places[this.#placeOf(tuple)] = entry + 1;
    }
  }
}
