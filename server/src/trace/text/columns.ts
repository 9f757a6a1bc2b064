/** A growing row of numbers in one typed array: 4 or 8 octets each, no object per entry. */
abstract class Column<A extends Uint32Array | Float64Array> {
  #length = 0;
  #data: A;

  protected constructor(initial: A) {
    this.#data = initial;
  }

  protected abstract grown(from: A): A;

  get length(): number {
    return this.#length;
  }

  /** Entry `index`; 0 where there is none. */
  at(index: number): number {
    return index < this.#length ? (this.#data[index] ?? 0) : 0;
  }

  /** All entries as they stand now, for a pass over them; not to be kept, since the column goes on. */
  get values(): A {
    return this.#data.subarray(0, this.#length) as A;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) this.#data = this.grown(this.#data);
    this.#data[this.#length++] = value;
  }

  set(index: number, value: number): void {
    if (index < this.#length) this.#data[index] = value;
  }

  /** Sets entry `index`, or adds it where it is the next one. */
  put(index: number, value: number): void {
    if (index === this.#length) this.push(value);
    else this.set(index, value);
  }

  /** Forgets all entries from `length` on. */
  truncate(length: number): void {
    if (length < this.#length) this.#length = length;
  }

  /** A copy of the entries from `start` on. */
  from(start: number): A {
    return this.#data.slice(Math.min(start, this.#length), this.#length) as A;
  }

  /** Adds the entries of `values` from `from` on, and `delta` to each of them. */
  append(values: Uint32Array | Float64Array, from: number, delta: number): void {
    const start = this.#length;
    const length = start + Math.max(0, values.length - from);
    while (length > this.#data.length) this.#data = this.grown(this.#data);
    const data = this.#data;
    data.set(values.subarray(from), start);
    this.#length = length;
    if (delta !== 0) for (let at = start; at < length; at++) data[at] = (data[at] ?? 0) + delta;
  }

  /** Puts `values` in the place of the entries `start..end`, and adds `delta` to each entry behind them. */
  splice(start: number, end: number, values: readonly number[], delta = 0): void {
    const length = this.#length - (end - start) + values.length;
    while (length > this.#data.length) this.#data = this.grown(this.#data);
    const data = this.#data;
    const behind = start + values.length;
    data.copyWithin(behind, end, this.#length);
    for (const [index, value] of values.entries()) data[start + index] = value;
    this.#length = length;
    if (delta !== 0) for (let at = behind; at < length; at++) data[at] = (data[at] ?? 0) + delta;
  }
}

/** Whole numbers from 0 to 2^32 - 1: offsets, codes, indices. */
export class Uint32Column extends Column<Uint32Array> {
  constructor() {
    super(new Uint32Array(64));
  }

  protected grown(from: Uint32Array): Uint32Array {
    const data = new Uint32Array(from.length * 2);
    data.set(from);
    return data;
  }
}

/** Any number, NaN for "unknown": times in milliseconds. */
export class Float64Column extends Column<Float64Array> {
  constructor() {
    super(new Float64Array(64));
  }

  protected grown(from: Float64Array): Float64Array {
    const data = new Float64Array(from.length * 2);
    data.set(from);
    return data;
  }
}
