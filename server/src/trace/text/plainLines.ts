import { offsetIn } from './span';

/**
 * Walks lines that end in LF or CR LF, and stops at any other: there is less to look at than a `LineCursor` has. The walk
 * is linear in the text, also where it goes back a little again and again.
 */
export class PlainLines {
  /** Offset behind the last character of the line, without its line end. */
  end = 0;
  /** Offset of the next line. */
  next = 0;
  /** The first LF and the first CR at or behind `#from`. */
  #feed = -1;
  #return = -1;
  #from = 0;

  constructor(readonly text: string) {}

  /** Goes to the line that begins at `start`; false where it does not end plainly in front of offset `limit`. */
  moveTo(start: number, limit: number): boolean {
    const { text } = this;
    if (start < this.#from) this.#goBack(start);
    this.#from = start;
    if (this.#feed < start) {
      const found = text.indexOf('\n', start);
      this.#feed = found === -1 ? text.length : found;
    }
    if (this.#return < start) {
      const found = text.indexOf('\r', start);
      this.#return = found === -1 ? text.length : found;
    }
    const feed = this.#feed;
    this.next = feed + 1;
    this.end = this.#return < feed ? this.#return : feed;
    return feed < limit && this.end >= feed - 1;
  }

  #goBack(start: number): void {
    const between = { start, end: this.#from };
    const feed = offsetIn(this.text, between, '\n');
    if (feed !== -1) this.#feed = feed;
    const found = offsetIn(this.text, between, '\r');
    if (found !== -1) this.#return = found;
  }
}
