/**
 * A text as numbers, one for each UTF-16 unit or octet: a loop over these is some five times as fast as one that asks a string for each
 * character. Those beyond Latin-1 are all `BEYOND`, since nobody asks which they are, so that all code sees one kind of array.
 */
export type Units = Uint8Array;
export const BEYOND = 255;

/** The UTF-16 units of `text`. */
export const unitsOf = (text: string): readonly number[] =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

/** Whether all of `characters` are of ASCII: others are not told apart in units, and are several octets in UTF-8. */
export const areAscii = (characters: readonly number[]): boolean => characters.every((character) => character < 128);

/** Whether `characters` stand at `at`; with `bit` 32, as small letters or as capital ones. */
export function stands(units: Units, at: number, characters: readonly number[], bit = 0): boolean {
  for (let index = 0; index < characters.length; index++) {
    if (((units[at + index] as number) | bit) !== characters[index]) return false;
  }
  return true;
}

/** Whether any of `words` stands at `at`. A function given to `some` would be made anew each time. */
export function standsAny(units: Units, at: number, words: readonly (readonly number[])[]): boolean {
  for (const word of words) if (stands(units, at, word)) return true;
  return false;
}
