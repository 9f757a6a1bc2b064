/**
 * Where a word stands next in a text, unless the character `not` stands behind it. Asked in rising order, the text is
 * searched once in all.
 */
export class NextIndex {
  /** There is none from here to the one found. */
  #from = 0;
  #found = -1;
  readonly #not: number;

  constructor(
    readonly text: string,
    readonly word: string,
    not = '',
  ) {
    this.#not = not === '' ? -1 : not.charCodeAt(0);
  }

  /** Offset of the first `word` at or behind `from`; the length of the text when there is none. */
  at(from: number): number {
    if (from > this.#found) {
      this.#found = this.#search(this.text, from);
      this.#from = from;
    } else if (from < this.#from) {
      // Where it stands nowhere for long, going back a little must not search all that way again.
      const between = this.text.slice(from, this.#from + this.word.length);
      const found = this.#search(between, 0);
      if (from + found < this.#from) this.#found = from + found;
      this.#from = from;
    }
    return this.#found;
  }

  #search(text: string, from: number): number {
    const { word } = this;
    let found = text.indexOf(word, from);
    while (found !== -1 && text.charCodeAt(found + word.length) === this.#not) {
      found = text.indexOf(word, found + word.length);
    }
    return found === -1 ? text.length : found;
  }
}

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
