/**
 * Numbers that look random and are the same for the same seed on every machine: the generator sfc32 (Chris Doty-Humphrey,
 * PractRand), which has 128 bits of state, so that ids of 64 bits and more do not come twice.
 */
export class Random {
  #a;
  #b;
  #c;
  #count = 1;

  /** `seed` is a whole number from 0 to 2^32 - 1. */
  constructor(seed) {
    this.#a = 0x9e3779b9;
    this.#b = seed >>> 0;
    this.#c = 0x243f6a88;
    for (let round = 0; round < 16; round++) this.next();
  }

  /** A whole number from 0 to 2^32 - 1. */
  next() {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0 to `end` - 1. */
  below(end) {
    return this.next() % end;
  }

  /** A whole number from `least` to `most`. */
  between(least, most) {
    return least + this.below(most - least + 1);
  }

  chance(probability) {
    return this.next() < probability * 0x1_0000_0000;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** One of `entries`, each `[weight, value]` with a whole number as weight. */
  weighted(entries) {
    let rest = this.below(entries.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, value] of entries) {
      if (rest < weight) return value;
      rest -= weight;
    }
  }

  /** `length` hexadecimal digits in lower case. */
  hex(length) {
    let digits = '';
    while (digits.length < length) digits += this.next().toString(16).padStart(8, '0');
    return digits.slice(0, length);
  }

  /** `octets` octets as base64. */
  base64(octets) {
    return Buffer.from(this.hex(octets * 2), 'hex').toString('base64');
  }
}
