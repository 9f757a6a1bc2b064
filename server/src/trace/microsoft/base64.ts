const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/** Octets, or the place of the first character that is not base64. RFC 4648 4. */
export type Base64Result =
  | { readonly kind: 'octets'; readonly octets: Uint8Array }
  | { readonly kind: 'broken'; readonly at: number };

/** Decodes base64; white space inside is left out, padding may be missing. */
export function decodeBase64(text: string): Base64Result {
  const octets = new Uint8Array(Math.floor((text.length * 3) / 4) + 3);
  let length = 0;
  let bits = 0;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (letter === '=') break;
    if (letter === ' ' || letter === '\r' || letter === '\n' || letter === '\t') continue;
    const value = VALUES.get(letter);
    if (value === undefined) return { kind: 'broken', at };
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      octets[length++] = (bits >> count) & 0xff;
    }
  }
  return { kind: 'octets', octets: octets.subarray(0, length) };
}
