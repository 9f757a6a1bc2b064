/** Octets between two that are counted ahead: a power of two. */
const STEP = 32;

/** Offsets in a text by the offsets in its octets. */
export class OctetOffsets {
  readonly #octets: Uint8Array;
  /** UTF-16 units in front of each `STEP`th octet. */
  readonly #units: Uint32Array;

  /** `octets` is valid UTF-8. */
  constructor(octets: Uint8Array) {
    this.#octets = octets;
    this.#units = new Uint32Array(Math.ceil(octets.length / STEP) + 1);
    let count = 0;
    for (let at = 0; at < octets.length; at++) {
      if ((at & (STEP - 1)) === 0) this.#units[at / STEP] = count;
      count += unitsFor(octets[at] as number);
    }
  }

  /** Offset in the text of the character whose first octet stands at `octet`. */
  at(octet: number): number {
    const from = octet - (octet & (STEP - 1));
    let count = this.#units[from / STEP] ?? 0;
    for (let at = from; at < octet; at++) count += unitsFor(this.#octets[at] as number);
    return count;
  }
}

/** UTF-16 units that an octet of UTF-8 adds: none where it goes on a character, two where it begins one beyond U+FFFF. */
const unitsFor = (octet: number): number => ((octet & 0xc0) === 0x80 ? 0 : octet >= 0xf0 ? 2 : 1);

/** Offset in its octets of each UTF-16 unit of `text`, and of its end. */
export function octetOffsetsOf(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair counts as two of the pair's four octets.
    const octets = code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
    offsets[at + 1] = (offsets[at] ?? 0) + octets;
  }
  return offsets;
}
