import { type Content, type LineShape, takeShape } from './lineShape';
import { offsetIn } from './span';

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
  /** First LF and first CR at or behind `start`, so that neither is searched for twice. */
  #lineFeed = -1;
  #return = -1;
  /** Where the search for that CR began: there is none from here to it. */
  #returnFrom = 0;
  /** Behind the run of CRs that `#return` stands in. */
  #returnsEnd = -1;

  constructor(
    readonly text: string,
    at = 0,
  ) {
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
    if (shape.doubled) this.#skipEmptyLine();
  }

  #take({ start, end, next, belongs }: Content): void {
    this.start = start;
    this.end = end;
    this.next = next;
    this.#belongs = belongs;
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
    if (this.#return < offset || offset < this.#returnFrom) this.#findReturn(offset);
    if (this.#return >= this.#lineFeed) this.end = this.#lineFeed;
    else {
      this.end = this.#return;
      if (this.#returnsEnd !== this.#lineFeed) {
        // Nothing ties it to a LF: it is a line end of its own.
        this.next = this.#return + 1;
        return;
      }
    }
    this.next = Math.min(this.#lineFeed + 1, text.length);
  }

  #findReturn(offset: number): void {
    const { text } = this;
    const isBefore = offset < this.#returnFrom;
    const from = this.#returnFrom;
    this.#returnFrom = offset;
    if (isBefore) {
      // Where there is none for long, going back a little must not search all that way again.
      const found = offsetIn(text, { start: offset, end: from }, '\r');
      if (found === -1) return;
      this.#return = found;
    } else if (offset < this.#returnsEnd) {
      this.#return = offset;
      return;
    } else {
      const found = text.indexOf('\r', offset);
      this.#return = found === -1 ? text.length : found;
    }
    let end = this.#return;
    while (end < text.length && text.charCodeAt(end) === CR) end++;
    this.#returnsEnd = end;
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
