/** The one of `words` that `typed` most likely means: the nearest by `distance`, when that is near; `undefined` otherwise. */
export function nearest(typed: string, words: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase().slice(0, LONGEST);
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 4)) + 1;
  for (const word of words) {
    if (Math.abs(word.length - wanted.length) >= least) continue;
    const far = distance(wanted, word.toLowerCase());
    if (far < least) [best, least] = [word, far];
  }
  return best;
}

/** Nobody types a longer word by mistake, in UTF-16 units. */
const LONGEST = 80;

/** How many letters have to be put in, taken out or changed to come from `one` to `other`. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let index = 0; index < one.length; index++) {
    const next = [index + 1];
    for (let at = 0; at < other.length; at++) {
      const changed = (row[at] ?? 0) + (one[index] === other[at] ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
