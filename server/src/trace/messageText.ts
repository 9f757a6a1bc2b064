import { shapeAt } from './messageShape';
import { LineCursor } from './text/lineCursor';
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

/** A part of the text that stands in the log in one piece. */
interface Piece {
  /** Offset in the text of the message. */
  readonly at: number;
  readonly length: number;
  readonly inLog: number;
}

/** Text put together of pieces of the log, in their order. */
export class Pieces implements MessageText {
  readonly #pieces: Piece[] = [];
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
    return this.#pieces.length < 2;
  }

  /** Adds `span` of `log`, and behind it `end`, which stands for what the log has between the pieces. */
  add(log: string, span: Span, end = ''): void {
    this.addAs(log.slice(span.start, span.end), span.start);
    if (end !== '') this.addFilling(end);
  }

  /** Adds characters that the log shows otherwise, one for one, from offset `inLog` on. */
  addAs(text: string, inLog: number): void {
    this.#pieces.push({ at: this.#length, length: text.length, inLog });
    this.addFilling(text);
  }

  /** Adds characters that the log does not show. */
  addFilling(text: string): void {
    this.#texts.push(text);
    this.#length += text.length;
  }

  /** Adds the pieces of `other`, which stand behind these in the log. */
  append(other: Pieces): void {
    for (const { at, length, inLog } of other.#pieces) this.#pieces.push({ at: at + this.#length, length, inLog });
    this.addFilling(other.text);
  }

  /** The same without its first `count` characters. */
  behind(count: number): Pieces {
    const rest = new Pieces();
    for (const { at, length, inLog } of this.#pieces) {
      const cut = Math.min(Math.max(count - at, 0), length);
      if (cut < length) rest.#pieces.push({ at: at + cut - count, length: length - cut, inLog: inLog + cut });
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
    const piece = this.#last(({ at }) => at <= offset);
    return piece === undefined ? 0 : piece.inLog + Math.min(offset - piece.at, piece.length);
  }

  fromLog(offset: number): number {
    const piece = this.#last(({ inLog }) => inLog <= offset);
    return piece === undefined ? 0 : piece.at + Math.min(offset - piece.inLog, piece.length);
  }

  /** The last piece that is not behind something; all before it are not either. */
  #last(isBefore: (piece: Piece) => boolean): Piece | undefined {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const piece = this.#pieces[middle];
      if (piece !== undefined && isBefore(piece)) low = middle + 1;
      else high = middle;
    }
    return this.#pieces[low - 1];
  }
}

/**
 * The text of the message that fills `span` of `source.text`, without what the log put in front of its lines, behind them
 * and between them. The line that holds its start-line begins at `from` or behind it.
 */
export function shapedText(source: MessageText, span: Span, from = 0): MessageText {
  const pieces = new Pieces();
  const { text } = source;
  const lineStart = startOfLine(text, span.start, from);
  // A cursor looks at all of its text once, so it gets no more than it needs; what ends the last line is behind the span.
  const part = text.slice(lineStart, endOfLine(text, span.end, span.end + LONGEST_LINE_END));
  const line = new LineCursor(part);
  line.enterMessage(shapeAt(part, 0, span.start - lineStart, line.lineEnd), span.start - lineStart);
  for (; line.hasLine && lineStart + line.start < span.end; line.advance()) {
    const end = Math.min(lineStart + line.end, span.end);
    pieces.add(text, { start: lineStart + line.start, end }, '\r\n');
    if (line.isBlank) line.inBody = true;
  }
  return {
    text: pieces.text,
    inLog: (of) => source.inLog(pieces.inLog(of)),
    fromLog: (offset) => pieces.fromLog(source.fromLog(offset)),
  };
}

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
