import { rarestIn } from './nextIndex';
import { stands, unitsOf } from './units';
import type { WindowMemory } from './windowMemory';

/** A word of ASCII that is searched for in units, unless the character `not` stands behind it: a pair of its characters is, and the rest compared. */
export class UnitWord {
  readonly units: readonly number[];
  readonly not: number;
  /** Where the rarest character stands in the word. */
  readonly rarestAt: number;
  /** The rarest character, and what stands behind it. */
  readonly one: number;
  readonly other: number;
  /** 255; 0 where nothing stands behind it. */
  readonly mask: number;

  constructor(
    readonly text: string,
    not = '',
  ) {
    const units = unitsOf(text);
    this.units = units;
    this.not = not === '' ? -1 : not.charCodeAt(0);
    this.rarestAt = rarestIn(text);
    this.one = units[this.rarestAt] ?? 0;
    this.other = units[this.rarestAt + 1] ?? 0;
    this.mask = this.rarestAt + 1 < units.length ? 255 : 0;
  }
}

/** Where a word stands next in a window. */
export class NextUnit {
  /** From here on it stands at `#next` first. */
  #from = 0;
  #next = -1;

  constructor(
    readonly memory: WindowMemory,
    readonly length: number,
    readonly word: UnitWord,
  ) {}

  /** Index of the first `word` at or behind `from`; the length of the window when there is none. */
  at(from: number): number {
    if (from < this.#from) {
      const between = this.#find(from, this.#from);
      if (between < this.#from) this.#next = between;
      this.#from = from;
    } else if (from > this.#next) {
      this.#next = this.#find(from, this.length);
      this.#from = from;
    }
    return this.#next;
  }

  /** Index of the first one that begins at or behind `from` and in front of `limit`; else `limit`. */
  #find(from: number, limit: number): number {
    const { memory, length } = this;
    const { units, not, rarestAt, one, other, mask } = this.word;
    const end = Math.min(limit + rarestAt, length);
    for (let at = from + rarestAt; ; at++) {
      at = memory.findPair(at, end, one, other, mask);
      if (at >= end) return limit;
      const start = at - rarestAt;
      const behind = start + units.length;
      if (behind <= length && stands(memory.units, start, units) && (behind === length || memory.units[behind] !== not))
        return start;
    }
  }
}

/** Where words without `not` stand next in one window; whoever asks for the same word shares the search. */
export class UnitPlaces {
  readonly #byWord = new Map<string, NextUnit>();

  constructor(
    readonly memory: WindowMemory,
    readonly length: number,
  ) {}

  of(word: UnitWord): NextUnit {
    let places = this.#byWord.get(word.text);
    if (places === undefined) {
      places = new NextUnit(this.memory, this.length, word);
      this.#byWord.set(word.text, places);
    }
    return places;
  }
}
