const END = -1;

/** Which of `count` rows share a number below `size`: two typed arrays, no object for each row or number. */
export class Chains {
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  /** `numberOf` says the number of each row; -1 for a row that is not asked for. */
  constructor(count: number, size: number, numberOf: (row: number) => number) {
    this.#first = new Int32Array(size).fill(END);
    this.#next = new Int32Array(count).fill(END);
    for (let row = count - 1; row >= 0; row--) {
      const number = numberOf(row);
      if (number < 0 || number >= size) continue;
      this.#next[row] = this.#first[number] ?? END;
      this.#first[number] = row;
    }
  }

  /** The first row with `number`; -1 when there is none. */
  firstOf(number: number): number {
    return this.#first[number] ?? END;
  }

  /** The rows with `number` in their order; empty when there is none. */
  of(number: number): number[] {
    const rows: number[] = [];
    for (let row = this.#first[number] ?? END; row !== END; row = this.#next[row] ?? END) rows.push(row);
    return rows;
  }
}
