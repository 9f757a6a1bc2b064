/** Where a word stands next in a text. Asked in rising order, the text is searched once in all. */
export class NextIndex {
  #from = 0;
  #found = -1;

  constructor(
    readonly text: string,
    readonly word: string,
  ) {}

  /** Offset of the first `word` at or behind `from`; the length of the text when there is none. */
  at(from: number): number {
    if (this.#found >= from && this.#from <= from) return this.#found;
    const found = this.text.indexOf(this.word, from);
    this.#from = from;
    this.#found = found === -1 ? this.text.length : found;
    return this.#found;
  }
}
