import type { Store } from '../store';
import type { LineCursor } from '../text/lineCursor';
import { NextIndex } from '../text/nextIndex';
import type { Format } from './format';

/** The formats that one log is known to have, and where the head lines of their records may stand next. */
export class KnownFormats {
  readonly #text: string;
  readonly #known: Known[] = [];
  readonly #anyWord: RegExp;
  /** Index of the format of messages without an envelope. */
  readonly bare: number;

  /** `all` are the formats there are. Those that records of `store` have are known. */
  constructor(
    text: string,
    readonly all: readonly Format[],
    store: Store,
  ) {
    this.#text = text;
    this.bare = all.findIndex(({ id }) => id === 'plain');
    const seen = new Set<number>();
    for (let record = 0; record < store.recordCount; record++) seen.add(store.records.format.at(record));
    for (const [index, format] of all.entries()) {
      if (format.words.length > 0 && (format.isAlwaysKnown || seen.has(index))) this.#add(index);
    }
    const words = all.flatMap((format) => format.words).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    this.#anyWord = new RegExp([...new Set(words)].join('|'));
  }

  #add(index: number): void {
    const format = this.all[index];
    if (format !== undefined) this.#known.push(new Known(this.#text, index, format));
  }

  /** Index of the known format whose record begins at the cursor's line; -1 when none does. */
  formatAt(line: LineCursor): number {
    for (const known of this.#known) if (known.mayBegin(line) && known.format.beginsAt(line)) return known.index;
    return -1;
  }

  /**
   * Makes the format known whose head line stands nearest in front of the cursor's line or on it, not before offset
   * `from`. Returns the offset of that line; -1 when no format has one there.
   */
  discover(line: LineCursor, from: number): number {
    const { lineStart } = line;
    const window = this.#text.slice(from, line.lineEnd);
    if (!this.#anyWord.test(window)) return -1;
    const unknown = [...this.all.keys()].filter((index) => !this.#known.some((known) => known.index === index));
    const back = line.start;
    for (let end = line.lineEnd, start = lineStart; end > from; ) {
      const text = this.#text.slice(start, end);
      if (this.#anyWord.test(text)) {
        for (const index of unknown) {
          const format = this.all[index];
          if (format === undefined || !format.words.some((word) => text.includes(word))) continue;
          line.moveTo(start);
          if (!format.beginsAt(line)) continue;
          this.#add(index);
          return start;
        }
      }
      if (start <= from) break;
      end = start - 1;
      start = Math.max(from, this.#text.lastIndexOf('\n', end - 1) + 1);
    }
    line.moveTo(back);
    return -1;
  }
}

/** One known format with the places of its words. */
class Known {
  readonly #words: readonly NextIndex[];
  #from = 0;
  #next = -1;

  constructor(
    text: string,
    readonly index: number,
    readonly format: Format,
  ) {
    this.#words = format.words.map((word) => new NextIndex(text, word));
  }

  /** Whether one of the words stands on the line. */
  mayBegin({ lineStart, lineEnd }: LineCursor): boolean {
    if (this.#next < lineStart || this.#from > lineStart) {
      this.#from = lineStart;
      this.#next = Number.POSITIVE_INFINITY;
      for (const word of this.#words) this.#next = Math.min(this.#next, word.at(lineStart));
    }
    return this.#next < lineEnd;
  }
}
