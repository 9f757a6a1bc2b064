/** How far is searched at least, in UTF-16 units. */
const AT_ONCE = 65_536;

/**
 * Where a word stands next in a text, unless the character `not` stands behind it. Asked in rising order, the text is
 * searched once in all.
 */
export class NextIndex {
  /** There is none from here to `#until`, where one is when `#isFound`. */
  #from = 0;
  #until = 0;
  #isFound = false;
  readonly #not: number;
  /** What is searched for: the word from its rarest character on. What of it stands in front of that is compared. */
  readonly #rest: string;
  readonly #front: string;

  constructor(
    readonly text: string,
    readonly word: string,
    not = '',
  ) {
    this.#not = not === '' ? -1 : not.charCodeAt(0);
    const rarest = rarestIn(word);
    this.#front = word.slice(0, rarest);
    this.#rest = word.slice(rarest);
  }

  /**
   * Offset of the first `word` at or behind `from`; the length of the text when there is none. When there is none in front of `limit`, it
   * may be any offset from there on, so that a word that is rare is not searched for in all of a long text.
   */
  at(from: number, limit = this.text.length): number {
    if (from > this.#until || (from === this.#until && !this.#isFound)) {
      this.#from = this.#until = from;
      this.#isFound = false;
    } else if (from < this.#from) {
      // Where it stands nowhere for long, going back a little must not search all that way again.
      const between = this.text.slice(from, this.#from + this.word.length);
      const found = this.#search(between, 0);
      if (from + found < this.#from) {
        this.#until = from + found;
        this.#isFound = true;
      }
      this.#from = from;
    }
    while (!this.#isFound && this.#until < limit) this.#searchOn(limit);
    return this.#until;
  }

  /** Searches on to `limit`, and for a while at least. */
  #searchOn(limit: number): void {
    const end = Math.min(this.text.length, Math.max(limit, this.#until + AT_ONCE));
    const isRest = end === this.text.length;
    const window = isRest ? this.text : this.text.slice(0, end + this.word.length);
    const found = this.#search(window, this.#until);
    this.#isFound = found < end;
    this.#until = Math.min(found, end);
  }

  #search(text: string, from: number): number {
    const front = this.#front;
    const rest = this.#rest;
    let found = text.indexOf(rest, from + front.length);
    while (found !== -1) {
      const behind = found + rest.length;
      const isWord = front === '' || text.startsWith(front, found - front.length);
      if (isWord && (this.#not === -1 || behind === text.length || text.charCodeAt(behind) !== this.#not))
        return found - front.length;
      found = text.indexOf(rest, isWord ? behind + front.length : found + 1);
    }
    return text.length;
  }
}

/** Index of the character of `word` that is the rarest in logs, so that a search for it seldom stops in vain. */
export function rarestIn(word: string): number {
  let rarest = 0;
  let rank = -1;
  for (let index = 0; index < word.length; index++) {
    const common = COMMON.indexOf(word[index] as string);
    if (common === -1) return index;
    if (common <= rank) continue;
    rarest = index;
    rank = common;
  }
  return rarest;
}

/** What is common in logs of SIP, the most common character first, as counted in 49 logs; all others are rarer. */
const COMMON = ' 01-.e2:atsirno5p673c49=d8IlPbgCS;/muThDEf>A<N@FUvRyxGM,"VKLB_Oz';

/** Where words stand next in one text; whoever asks for the same word shares the search. */
export class Places {
  readonly #byWord = new Map<string, NextIndex>();

  constructor(readonly text: string) {}

  of(word: string): NextIndex {
    let places = this.#byWord.get(word);
    if (places === undefined) {
      places = new NextIndex(this.text, word);
      this.#byWord.set(word, places);
    }
    return places;
  }
}
