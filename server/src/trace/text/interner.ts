/** Characters by UTF-16 unit: octets where all are of Latin-1. */
type Units = Uint8Array | Uint16Array;

/**
 * Gives each distinct string a small number; number 0 is the empty string, which stands for "absent".
 *
 * The characters of all names stand in one array, and are found by a hash table over it: looking one up makes no string, and
 * strings are made of those only that somebody asks for.
 */
export class Interner {
  /** The characters of the names. */
  #characters = new Uint16Array(1024);
  /** Where the characters of each name end. Signed, as all that inner loops count with: V8 would compare and add unsigned ones as fractions. */
  #ends = new Int32Array(64);
  #count = 1;
  /**
   * Hash and number of a name at the place that the hash gives, or at the next free one; the number is 0 where none is. Both stand side by
   * side, since each look into another part of memory costs more than the hash.
   */
  #places = new Int32Array(512);
  /** Numbers of those for which no place is near: names of a log that was made so. */
  readonly #crowded = new Map<string, number>();
  readonly #values: (string | undefined)[] = [''];

  /** How many numbers have been given. */
  get count(): number {
    return this.#count;
  }

  /** Number of `value`, the same for equal strings. */
  idOf(value: string): number {
    return this.idAt(value, 0, value.length);
  }

  /** Number of what stands at `start..end` of `text`. */
  idAt(text: string, start: number, end: number): number {
    return this.idIn(this.#unitsOf(text, start, end), 0, end - start);
  }

  /** Number of what stands at `start..end` of `units`, which is found fastest when it is name `likely`. */
  idIn(units: Units, start: number, end: number, likely = 0): number {
    if (start >= end) return 0;
    if (likely !== 0 && this.#is(likely, units, start, end)) return likely;
    return this.#find(units, start, end, hashOf(units, start, end)) || this.#add(units, start, end);
  }

  /** The same in lower case, as for the letters A to Z. */
  idInLowerCase(units: Units, start: number, end: number, likely = 0): number {
    if (likely !== 0 && this.#is(likely, units, start, end)) return likely;
    let at = start;
    while (at < end && !isCapital(units[at] as number)) at++;
    if (at >= end) return this.idIn(units, start, end);
    const lower = units.slice(start, end);
    for (at = 0; at < lower.length; at++) {
      const code = lower[at] as number;
      if (isCapital(code)) lower[at] = code | 32;
    }
    return this.idIn(lower, 0, end - start);
  }

  /** Number of `value`; `undefined` when it was never met. */
  numberOf(value: string): number | undefined {
    const { length } = value;
    if (length === 0) return 0;
    const units = this.#unitsOf(value, 0, length);
    return this.#find(units, 0, length, hashOf(units, 0, length)) || undefined;
  }

  /** The characters at `start..end` of `text`: as octets where they are, since code that sees one kind of array is fast. */
  #unitsOf(text: string, start: number, end: number): Units {
    const length = end - start;
    if (length > this.#octets.length) this.#octets = new Uint8Array(length * 2);
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(start + index);
      if (code > 255) return Uint16Array.from({ length }, (_, each) => text.charCodeAt(start + each));
      this.#octets[index] = code;
    }
    return this.#octets;
  }
  #octets = new Uint8Array(256);

  /** String with number `id`; empty when no string has it. */
  valueOf(id: number): string {
    const known = this.#values[id];
    if (known !== undefined || id >= this.count) return known ?? '';
    const value = textOf(this.#characters, this.#ends[id - 1] as number, this.#ends[id] as number);
    this.#values[id] = value;
    return value;
  }

  /** Whether the string with number `id` begins with `word` (lower case), in small letters or capital ones. */
  beginsWith(id: number, word: string): boolean {
    if (id === 0) return false;
    const start = this.#ends[id - 1] as number;
    if ((this.#ends[id] as number) - start < word.length) return false;
    for (let index = 0; index < word.length; index++) {
      const code = this.#characters[start + index] as number;
      if ((code >= 65 && code <= 90 ? code | 32 : code) !== word.charCodeAt(index)) return false;
    }
    return true;
  }

  /** Number of what stands at `start..end`; 0 when no name is alike. Leaves in `#hash` and `#place` what adding needs. */
  #find(units: Units, start: number, end: number, hash: number): number {
    const places = this.#places;
    const mask = places.length - 2;
    let place = firstPlace(hash, mask);
    let left = MOST_PLACES;
    for (; left > 0; left--, place = (place + 2) & mask) {
      const id = places[place + 1] as number;
      if (id === 0) break;
      if (places[place] === hash && this.#is(id, units, start, end)) return id;
    }
    this.#hash = hash;
    this.#place = left === 0 ? NOWHERE : place;
    return this.#crowded.size === 0 ? 0 : (this.#crowded.get(textOf(units, start, end)) ?? 0);
  }
  #hash = 0;
  #place = 0;

  /** Whether name `id` is what stands at `start..end`. */
  #is(id: number, units: Units, start: number, end: number): boolean {
    const characters = this.#characters;
    const delta = (this.#ends[id - 1] as number) - start;
    if ((this.#ends[id] as number) - delta !== end) return false;
    for (let at = start; at < end; at++) if (characters[at + delta] !== units[at]) return false;
    return true;
  }

  /** Makes what stands at `start..end`, which was not found, a name. */
  #add(units: Units, start: number, end: number): number {
    const id = this.#count++;
    if (this.#place === NOWHERE) this.#crowded.set(textOf(units, start, end), id);
    else {
      this.#places[this.#place] = this.#hash;
      this.#places[this.#place + 1] = id;
    }
    if (id === this.#ends.length) {
      const ends = new Int32Array(id * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    const from = this.#ends[id - 1] as number;
    const to = from + end - start;
    if (to > this.#characters.length) {
      const characters = new Uint16Array(Math.max(this.#characters.length * 2, to));
      characters.set(this.#characters);
      this.#characters = characters;
    }
    for (let at = start; at < end; at++) this.#characters[from + at - start] = units[at] as number;
    this.#ends[id] = to;
    if (id * 4 >= this.#places.length) this.#grow();
    return id;
  }

  #grow(): void {
    const before = this.#places;
    const places = new Int32Array(before.length * 2);
    const mask = places.length - 2;
    for (let from = 0; from < before.length; from += 2) {
      const hash = before[from] as number;
      if (before[from + 1] === 0) continue;
      const id = before[from + 1] as number;
      let place = firstPlace(hash, mask);
      let left = MOST_PLACES;
      for (; left > 0 && places[place + 1] !== 0; left--) place = (place + 2) & mask;
      if (left === 0) this.#crowded.set(this.valueOf(id), id);
      else {
        places[place] = hash;
        places[place + 1] = id;
      }
    }
    this.#places = places;
  }
}

/** The characters at `start..end` of `units`. */
function textOf(units: Units, start: number, end: number): string {
  let text = '';
  for (let from = start; from < end; from += MOST_AT_ONCE) {
    // Not `...`, which takes several times as long.
    text += String.fromCharCode.apply(
      undefined,
      units.subarray(from, Math.min(end, from + MOST_AT_ONCE)) as unknown as number[],
    );
  }
  return text;
}

/** The hash FNV-1a, of two units at a time. */
function hashOf(units: Units, start: number, end: number): number {
  let hash = end - start;
  let at = start;
  for (; at < end - 1; at += 2) {
    hash = Math.imul(hash ^ (units[at] as number) ^ ((units[at + 1] as number) << 16), MULTIPLIER);
    hash ^= hash >>> 15;
  }
  if (at < end) hash = Math.imul(hash ^ (units[at] as number), MULTIPLIER);
  return hash | 0;
}

const firstPlace = (hash: number, mask: number): number => ((hash ^ (hash >>> 15)) << 1) & mask;

/** Of the hash FNV-1a. */
const MULTIPLIER = 0x01000193;
const isCapital = (code: number): boolean => code >= 65 && code <= 90;

/** How many places are looked at for one name. */
const MOST_PLACES = 64;
const NOWHERE = -1;
/** How many characters a string is made of at once: a function takes only so many arguments. */
const MOST_AT_ONCE = 4096;
