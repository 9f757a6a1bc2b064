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

/** How many strings an `Interner` finds without a look into its map. */
const RECENT = 1 << 14;

/** Gives each distinct string a small number; number 0 is the empty string, which stands for "absent". */
export class Interner {
  readonly #ids = new Map<string, number>([['', 0]]);
  readonly #values: string[] = [''];
  /** Numbers of strings that were met lately, each at a place that its characters give. */
  readonly #recent = new Uint32Array(RECENT);
  /** Number of `value`, the same for equal strings. */
  idOf(value: string): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    const id = this.#values.length;
    const kept = apart(value);
    this.#ids.set(kept, id);
    this.#values.push(kept);
    return id;
  }

  /** Number of what stands at `start..end` of `text`; of what was met lately that is known without a look into the map. */
  idAt(text: string, start: number, end: number): number {
    if (start >= end) return 0;
    const place = placeOf(text, start, end);
    const known = this.#recent[place] ?? 0;
    const value = text.slice(start, end);
    if (this.#values[known] === value) return known;
    const id = this.idOf(value);
    this.#recent[place] = id;
    return id;
  }

  /** How many numbers have been given. */
  get count(): number {
    return this.#values.length;
  }

  /** Number of `value`; `undefined` when it was never met. */
  numberOf(value: string): number | undefined {
    return this.#ids.get(value);
  }

  /** String with number `id`; empty when no string has it. */
  valueOf(id: number): string {
    return this.#values[id] ?? '';
  }
}

/**
 * A copy of `value` that is in one piece: compared much faster than a piece of a text, and it does not keep that text in
 * memory. Short ones V8 has copied already.
 */
const apart = (value: string): string => (value.length < 13 ? value : [value.slice(0, 1), value.slice(1)].join(''));

/** A number below `RECENT` from some 16 characters, spread over what may be long. */
function placeOf(text: string, start: number, end: number): number {
  const step = ((end - start) >> 4) + 1;
  let hash = end - start;
  for (let at = end - 1; at >= start; at -= step) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 14)) & (RECENT - 1);
}
