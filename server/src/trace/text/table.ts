/**
 * A growing table of numbers: its rows, all of one width, stand one behind the other in one typed array, so that all that is known of one
 * thing is written and read in one place.
 */
export class Table {
  /** The rows as numbers from 0 to 2^32 - 1, `width` each, and room for more. Another array when that is used up. */
  words: Uint32Array;
  /** The same memory in numbers of 8 octets. */
  doubles: Float64Array;
  /** How many rows there are. */
  length = 0;

  /** `width` is even where it has a `DoubleColumn`. */
  constructor(readonly width: number) {
    this.words = new Uint32Array(width * 64);
    this.doubles = new Float64Array(this.words.buffer);
  }

  /** Makes room for one more row; returns where it begins in `words`. Anything may stand there, and it counts when `length` does. */
  room(): number {
    const start = this.length * this.width;
    if (start === this.words.length) this.#grow(start + this.width);
    return start;
  }

  /** Adds a row, in which anything may stand; returns its index. */
  add(): number {
    this.room();
    return this.length++;
  }

  /** Forgets all rows from `length` on. */
  truncate(length: number): void {
    if (length < this.length) this.length = length;
  }

  /** Adds the rows of `other` from row `from` on. */
  append(other: this, from: number): void {
    const rows = other.words.subarray(from * this.width, other.length * this.width);
    const start = this.length * this.width;
    this.#grow(start + rows.length);
    this.words.set(rows, start);
    this.length += rows.length / this.width;
  }

  /** Makes room for `length` numbers. */
  #grow(length: number): void {
    let room = this.words.length;
    if (length <= room) return;
    while (room < length) room *= 2;
    const words = new Uint32Array(room);
    words.set(this.words);
    this.words = words;
    this.doubles = new Float64Array(words.buffer);
  }
}

/** What stands at one place of each row of a table: whole numbers from 0 to 2^32 - 1, such as offsets, codes, indices. */
export class Column {
  constructor(
    readonly table: Table,
    readonly place: number,
  ) {}

  /** What row `row` has; 0 where there is no such row. */
  at(row: number): number {
    const { table } = this;
    return row < table.length ? (table.words[row * table.width + this.place] ?? 0) : 0;
  }

  set(row: number, value: number): void {
    const { table } = this;
    if (row < table.length) table.words[row * table.width + this.place] = value;
  }
}

/** What stands at two places of each row of a table: any number. The first place is even. */
export class DoubleColumn {
  constructor(
    readonly table: Table,
    readonly place: number,
  ) {}

  /** What row `row` has; 0 where there is no such row. */
  at(row: number): number {
    const { table } = this;
    return row < table.length ? (table.doubles[(row * table.width + this.place) / 2] ?? 0) : 0;
  }
}
