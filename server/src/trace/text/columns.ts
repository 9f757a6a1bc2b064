/** A growing row of whole numbers from 0 to 2^32 - 1 in one typed array: 4 octets each, no object per entry. */
export class Uint32Column {
  #length = 0;
  #data = new Uint32Array(64);

  get length(): number {
    return this.#length;
  }

  /** Entry `index`; 0 where there is none. */
  at(index: number): number {
    return index < this.#length ? (this.#data[index] ?? 0) : 0;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) this.#grow(this.#length + 1);
    this.#data[this.#length++] = value;
  }

  set(index: number, value: number): void {
    if (index < this.#length) this.#data[index] = value;
  }

  /** Adds zeros up to `length`. */
  lengthen(length: number): void {
    if (length <= this.#length) return;
    this.#grow(length);
    this.#data.fill(0, this.#length, length);
    this.#length = length;
  }

  /** Forgets all entries from `length` on. */
  truncate(length: number): void {
    if (length < this.#length) this.#length = length;
  }

  /** Adds the entries of `values` from `from` on, and `delta` to each of them. */
  append(values: Int32Array, from: number, delta: number): void {
    const start = this.#length;
    const length = start + Math.max(0, values.length - from);
    this.#grow(length);
    const data = this.#data;
    data.set(values.subarray(from), start);
    this.#length = length;
    if (delta !== 0) for (let at = start; at < length; at++) data[at] = (data[at] ?? 0) + delta;
  }

  /** Puts `values` in the place of the entries `start..end`, and adds `delta` to each entry behind them. */
  splice(start: number, end: number, values: readonly number[], delta = 0): void {
    const length = this.#length - (end - start) + values.length;
    this.#grow(length);
    const data = this.#data;
    const behind = start + values.length;
    data.copyWithin(behind, end, this.#length);
    for (const [index, value] of values.entries()) data[start + index] = value;
    this.#length = length;
    if (delta !== 0) for (let at = behind; at < length; at++) data[at] = (data[at] ?? 0) + delta;
  }

  /** Makes room for `length` entries. */
  #grow(length: number): void {
    let room = this.#data.length;
    if (length <= room) return;
    while (room < length) room *= 2;
    const data = new Uint32Array(room);
    data.set(this.#data);
    this.#data = data;
  }
}
