import { type Content, type LineShape, takeShape } from './lineShape';

const LF = 10;
const CR = 13;

/**
 * Walks a text line by line without copying any of it.
 *
 * A line ends with LF, CR LF, CR CR LF (some loggers double the CR) or a CR that stands alone; `end` lies before all of
 * these. The walk is linear in the text whatever its line ends are.
 *
 * With a shape the lines are those of a message as its sender wrote them: without what the log put in front of them,
 * behind them and between them.
 */
export class LineCursor {
  /** Offset of the first character of the line; the length of the text behind the last line. */
  start = 0;
  /** Offset behind the last character of the line, without its line end. */
  end = 0;
  /** Offset of the next line. */
  next = 0;
  /** The line of the log that holds this line, without its line end. The same as `start` and `end` without a shape. */
  lineStart = 0;
  lineEnd = 0;
  #shape: LineShape | undefined;
  #belongs = true;
  /** Whether the line begins behind a separator and not where a line of the log does. */
  isRest = false;
  /** Whether the body of the message has been reached: some shapes write it differently. */
  inBody = false;
  readonly #content: Content = { start: 0, end: 0, next: 0, belongs: true };
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

  /** Whether a line is here; false behind the end of the text, and where the shape says that the message is over. */
  get hasLine(): boolean {
    return this.start < this.text.length && this.#belongs;
  }

  get shape(): LineShape | undefined {
    return this.#shape;
  }

  /** Reads on in lines of `shape` from the start-line at `offset`. */
  enterMessage(shape: LineShape, offset: number): void {
    this.#shape = shape;
    this.inBody = false;
    this.start = this.lineEnd = -1;
    this.moveTo(offset);
    const content = this.#content;
    content.start = offset;
    content.end = this.lineEnd;
    content.next = this.next;
    takeShape(this.text, shape, content, true, false);
    this.#take(content);
    this.#belongs = true;
  }

  /** Reads on in lines of the log, from the line at which the message was over. */
  leaveMessage(): void {
    const at = this.isRest && this.#belongs && this.start < this.lineEnd ? this.start : this.lineStart;
    this.#shape = undefined;
    this.#belongs = true;
    this.inBody = false;
    this.moveTo(Math.min(at, this.text.length));
  }

  /** Goes to the next line. */
  advance(): void {
    this.moveTo(this.next);
  }

  /** Takes `offset` as the beginning of a line. */
  moveTo(offset: number): void {
    const shape = this.#shape;
    const isRest = shape !== undefined && offset > this.lineStart && offset < this.lineEnd;
    this.#moveToLine(offset);
    if (!isRest) this.lineStart = offset;
    this.lineEnd = this.end;
    this.isRest = isRest;
    if (shape === undefined) return;
    const content = this.#content;
    content.start = this.start;
    content.end = this.end;
    content.next = this.next;
    takeShape(this.text, shape, content, isRest, this.inBody);
    this.#take(content);
    if (shape.skipsDeeper) this.#skipDeeper();
    else if (shape.doubled) this.#skipEmptyLine();
  }

  #take({ start, end, next, belongs }: Content): void {
    this.start = start;
    this.end = end;
    this.next = next;
    this.#belongs = belongs;
  }

  /** Steps over lines that are indented deeper than those of the message. */
  #skipDeeper(): void {
    const { text } = this;
    let behind = this.next;
    for (;;) {
      let at = behind;
      while (text.charCodeAt(at) === 32) at++;
      if (at - behind <= (this.#shape?.indent ?? 0) || at >= text.length) break;
      const lineFeed = text.indexOf('\n', at);
      if (lineFeed === -1) break;
      behind = lineFeed + 1;
    }
    this.next = behind;
  }

  /** Steps over the empty line that a copy has behind each line. */
  #skipEmptyLine(): void {
    let at = this.next;
    while (this.text.charCodeAt(at) === CR || this.text.charCodeAt(at) === 32) at++;
    if (this.text.charCodeAt(at) === LF) this.next = at + 1;
  }

  /** Finds the line of the log that begins at `offset`. */
  #moveToLine(offset: number): void {
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
