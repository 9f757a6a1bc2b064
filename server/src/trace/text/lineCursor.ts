const LF = 10;
const CR = 13;

/**
 * Walks a text line by line without copying any of it.
 *
 * A line ends with LF, CR LF, CR CR LF (some loggers double the CR) or a CR that stands alone; `end` lies before all of
 * these. The walk is linear in the text whatever its line ends are.
 */
export class LineCursor {
  /** Offset of the first character of the line; the length of the text behind the last line. */
  start = 0;
  /** Offset behind the last character of the line, without its line end. */
  end = 0;
  /** Offset of the next line. */
  next = 0;
  /** First LF and first lone CR at or behind `start`, so that neither is searched for twice. */
  #lineFeed = -1;
  #loneReturn = -1;
  /** End of the run of CRs that `#loneReturn` stands in: all of them up to there are lone. */
  #loneReturnsEnd = -1;
  readonly #hasLoneReturns: boolean;

  constructor(
    readonly text: string,
    at = 0,
  ) {
    this.#hasLoneReturns = loneReturnFrom(text, 0) < text.length;
    this.moveTo(at);
  }

  /** Whether a line is here; false behind the end of the text. */
  get hasLine(): boolean {
    return this.start < this.text.length;
  }

  /** Goes to the next line. */
  advance(): void {
    this.moveTo(this.next);
  }

  /** Takes `offset` as the beginning of a line. */
  moveTo(offset: number): void {
    const { text } = this;
    const back = offset < this.start;
    this.start = offset;
    if (back || this.#lineFeed < offset) {
      const found = text.indexOf('\n', offset);
      this.#lineFeed = found === -1 ? text.length : found;
    }
    if (this.#hasLoneReturns) {
      if (back || this.#loneReturn < offset) this.#findLoneReturn(back, offset);
      if (this.#loneReturn < this.#lineFeed) {
        this.end = this.#loneReturn;
        this.next = this.#loneReturn + 1;
        return;
      }
    }
    let end = this.#lineFeed;
    while (end > offset && text.charCodeAt(end - 1) === CR) end--;
    this.end = end;
    this.next = Math.min(this.#lineFeed + 1, text.length);
  }

  #findLoneReturn(back: boolean, offset: number): void {
    if (!back && offset < this.#loneReturnsEnd) {
      this.#loneReturn = offset;
      return;
    }
    this.#loneReturn = loneReturnFrom(this.text, offset);
    let end = this.#loneReturn;
    while (this.text.charCodeAt(end) === CR) end++;
    this.#loneReturnsEnd = end;
  }

  /** Whether the line holds nothing but blanks. */
  get isBlank(): boolean {
    for (let at = this.start; at < this.end; at++) {
      const code = this.text.charCodeAt(at);
      if (code !== 32 && code !== 9) return false;
    }
    return true;
  }
}

/** Offset of the first CR from `at` on that no run of CRs ties to a LF; the length of the text when there is none. */
function loneReturnFrom(text: string, at: number): number {
  let found = text.indexOf('\r', at);
  while (found !== -1) {
    let behind = found + 1;
    while (text.charCodeAt(behind) === CR) behind++;
    if (text.charCodeAt(behind) !== LF) return found;
    found = text.indexOf('\r', behind);
  }
  return text.length;
}
