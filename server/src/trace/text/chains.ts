import { Uint32Column } from './columns';

const END = -1;

/**
 * Which rows share a number: typed arrays, no object for each row or number. Rows are added one behind the other, and the last ones can be
 * taken back. In the arrays stand rows and numbers + 1, and 0 where there is none.
 */
export class Chains {
  /** By number. */
  readonly #first = new Uint32Column();
  readonly #last = new Uint32Column();
  /** By row. */
  readonly #numbers = new Uint32Column();
  readonly #before = new Uint32Column();
  readonly #next = new Uint32Column();

  /** Chains of `count` rows, of which `numberOf` says the numbers. */
  static of(count: number, numberOf: (row: number) => number): Chains {
    const chains = new Chains();
    for (let row = 0; row < count; row++) chains.add(numberOf(row));
    return chains;
  }

  /** Adds a row with `number`; -1 for a row that is not asked for. */
  add(number: number): void {
    const row = this.#numbers.length;
    this.#numbers.push(number + 1);
    this.#next.push(0);
    if (number < 0) {
      this.#before.push(0);
      return;
    }
    while (this.#last.length <= number) {
      this.#first.push(0);
      this.#last.push(0);
    }
    const before = this.#last.at(number);
    this.#before.push(before);
    if (before === 0) this.#first.set(number, row + 1);
    else this.#next.set(before - 1, row + 1);
    this.#last.set(number, row + 1);
  }

  /** Forgets the rows from `count` on. */
  truncate(count: number): void {
    for (let row = this.#numbers.length - 1; row >= count; row--) {
      const number = this.#numbers.at(row) - 1;
      if (number < 0) continue;
      const before = this.#before.at(row);
      this.#last.set(number, before);
      if (before === 0) this.#first.set(number, 0);
      else this.#next.set(before - 1, 0);
    }
    for (const column of [this.#numbers, this.#before, this.#next]) column.truncate(count);
  }

  /** The first row with `number`; -1 when there is none. */
  firstOf(number: number): number {
    return this.#first.at(number) - 1;
  }

  /** The next row with the number of `row`; -1 when there is none. */
  nextOf(row: number): number {
    return this.#next.at(row) - 1;
  }

  /** The first rows with `number` in their order, all of them or up to `limit`; empty when there is none. */
  of(number: number, limit = Number.POSITIVE_INFINITY): number[] {
    const rows: number[] = [];
    for (let row = this.firstOf(number); row !== END && rows.length < limit; row = this.nextOf(row)) rows.push(row);
    return rows;
  }
}
