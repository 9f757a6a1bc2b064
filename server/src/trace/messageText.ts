import { shapeAt } from './messageShape';
import { LineCursor } from './text/lineCursor';
import { isOnlyIndented, type LineShape } from './text/lineShape';
import type { Span } from './text/span';

/** The characters of a message as they were sent, and where each of them stands in the log. */
export interface MessageText {
  /** Text that holds the message. Offsets of its parts count in this text: the log itself where it changed nothing. */
  readonly text: string;
  /** Place in the log of a part of the message. */
  inLog(part: Span): Span;
  /** Offset in `text` of an offset in the log; of what the log added, the offset behind the character before it. */
  fromLog(offset: number): number;
}

/** A message whose lines stand in the log as they were sent. */
export class AsLogged implements MessageText {
  constructor(readonly text: string) {}

  inLog(part: Span): Span {
    return part;
  }

  fromLog(offset: number): number {
    return offset;
  }
}

/** Text put together of pieces of the log, in their order. */
export class Pieces implements MessageText {
  /** Where each piece begins in this text, and in the log, and how long it is: numbers, since there is one for each line. */
  readonly #starts: number[] = [];
  readonly #inLog: number[] = [];
  readonly #lengths: number[] = [];
  /** The text in as many parts as were added since somebody asked for it. */
  #texts: string[] = [];
  #length = 0;

  get text(): string {
    if (this.#texts.length > 1) this.#texts = [this.#texts.join('')];
    return this.#texts[0] ?? '';
  }

  get length(): number {
    return this.#length;
  }

  /** Whether all of it stands in the log in one piece. */
  get isWhole(): boolean {
    return this.#starts.length < 2;
  }

  /** Adds `span` of `log`, and behind it `end`, which stands for what the log has between the pieces. */
  add(log: string, span: Span, end = ''): void {
    this.addAs(log.slice(span.start, span.end), span.start);
    if (end !== '') this.addFilling(end);
  }

  /** Adds characters that the log shows otherwise, one for one, from offset `inLog` on. */
  addAs(text: string, inLog: number): void {
    this.#addPiece(this.#length, text.length, inLog);
    this.addFilling(text);
  }

  #addPiece(start: number, length: number, inLog: number): void {
    this.#starts.push(start);
    this.#lengths.push(length);
    this.#inLog.push(inLog);
  }

  /** Adds characters that the log does not show. */
  addFilling(text: string): void {
    this.#texts.push(text);
    this.#length += text.length;
  }

  /** Adds the pieces of `other`, which stand behind these in the log. */
  append(other: Pieces): void {
    for (const [piece, start] of other.#starts.entries())
      this.#addPiece(start + this.#length, other.#lengths[piece] ?? 0, other.#inLog[piece] ?? 0);
    this.addFilling(other.text);
  }

  /** The same without its first `count` characters. */
  behind(count: number): Pieces {
    const rest = new Pieces();
    for (const [piece, start] of this.#starts.entries()) {
      const length = this.#lengths[piece] ?? 0;
      const cut = Math.min(Math.max(count - start, 0), length);
      if (cut < length) rest.#addPiece(start + cut - count, length - cut, (this.#inLog[piece] ?? 0) + cut);
    }
    rest.addFilling(this.text.slice(count));
    return rest;
  }

  /** Takes `text`, as many characters, for what the log shows otherwise. */
  readAs(text: string): void {
    this.#texts = [text];
  }

  inLog({ start, end }: Span): Span {
    const from = this.#offsetInLog(start);
    return { start: from, end: end > start ? Math.max(from, this.#offsetInLog(end - 1) + 1) : from };
  }

  #offsetInLog(offset: number): number {
    return otherOffset(offset, this.#starts, this.#inLog, this.#lengths);
  }

  fromLog(offset: number): number {
    return otherOffset(offset, this.#inLog, this.#starts, this.#lengths);
  }
}

/** Where `offset`, which counts in pieces that begin at `from`, stands where they begin at `to`; 0 in front of all of them. */
function otherOffset(
  offset: number,
  from: readonly number[],
  to: readonly number[],
  lengths: readonly number[],
): number {
  let low = 0;
  let high = from.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((from[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  return (to[low - 1] ?? 0) + Math.min(offset - (from[low - 1] ?? 0), lengths[low - 1] ?? 0);
}

/**
 * The text of the message that fills `span` of `source.text`, without what the log put in front of its lines, behind them
 * and between them. The line that holds its start-line begins at `from` or behind it.
 */
export function shapedText(source: MessageText, span: Span, from = 0): MessageText {
  const { text } = source;
  const lineStart = startOfLine(text, span.start, from);
  // A cursor looks at all of its text once, so it gets no more than it needs; what ends the last line is behind the span.
  const part = text.slice(lineStart, endOfLine(text, span.end, span.end + LONGEST_LINE_END));
  const line = new LineCursor(part);
  const shape = shapeAt(part, 0, span.start - lineStart, line.lineEnd);
  const inPart = { start: span.start - lineStart, end: span.end - lineStart };
  const isPlain = isOnlyIndented(shape) && !part.includes('\r');
  const pieces = isPlain ? unindented(part, inPart, shape.indent, lineStart) : linesOf(line, shape, inPart, lineStart);
  return {
    text: pieces.text,
    inLog: (of) => source.inLog(pieces.inLog(of)),
    fromLog: (offset) => pieces.fromLog(source.fromLog(offset)),
  };
}

/** The lines of the message in `span` of the text of `line`, which stands at `offset` of the log. */
function linesOf(line: LineCursor, shape: LineShape, { start, end }: Span, offset: number): Pieces {
  const pieces = new Pieces();
  line.enterMessage(shape, start);
  for (; line.hasLine && line.start < end; line.advance()) {
    pieces.addAs(line.text.slice(line.start, Math.min(line.end, end)), offset + line.start);
    pieces.addFilling('\r\n');
    if (line.isBlank) line.inBody = true;
  }
  return pieces;
}

/** The same in `text` where lines end in LF, and the log does no more to them than to indent them by `indent` blanks. */
function unindented(text: string, { start, end }: Span, indent: number, offset: number): Pieces {
  const pieces = new Pieces();
  for (let at = start; at < end; ) {
    const found = text.indexOf('\n', at);
    const lineEnd = found === -1 ? text.length : found;
    pieces.addAs(text.slice(at, Math.min(lineEnd, end)), offset + at);
    pieces.addFilling('\r\n');
    const next = lineEnd + 1;
    at = next;
    while (at < next + indent && isBlank(text.charCodeAt(at))) at++;
    // A line that is indented less, and not empty, is none of the message.
    if (at < next + indent && at < text.length && text.charCodeAt(at) !== LF) break;
  }
  return pieces;
}

const LF = 10;
const isBlank = (code: number): boolean => code === 32 || code === 9;

/** Longest of what stands for the line end behind an empty line, as `#015#012#015#012`. */
const LONGEST_LINE_END = 16;

/** End of the line that holds `offset`, or `limit` if that comes first. */
export function endOfLine(text: string, offset: number, limit = text.length): number {
  let at = offset;
  while (at < limit && at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

function startOfLine(text: string, offset: number, from: number): number {
  let at = offset;
  while (at > from && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--;
  return at;
}
