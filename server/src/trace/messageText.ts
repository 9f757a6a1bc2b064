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
export const asLogged = (text: string): MessageText => ({
  text,
  inLog: (part) => part,
  fromLog: (offset) => offset,
});

/** A part of the text that stands in the log in one piece. */
interface Piece {
  /** Offset in the text of the message. */
  readonly at: number;
  readonly length: number;
  readonly inLog: number;
}

/** Text put together of pieces of the log. */
class Pieces implements MessageText {
  readonly #pieces: Piece[] = [];
  text = '';

  /** Adds `span` of `log`, and behind it `end`, which stands for what the log has between the pieces. */
  add(log: string, span: Span, end: string): void {
    this.#pieces.push({ at: this.text.length, length: span.end - span.start, inLog: span.start });
    this.text += log.slice(span.start, span.end) + end;
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
 * The text of the message that fills `span` of `log`, without what the log put in front of its lines, behind them and
 * between them. The line that holds its start-line begins at `from` or behind it.
 */
export function shapedText(log: string, span: Span, from = 0): MessageText {
  const pieces = new Pieces();
  const lineStart = startOfLine(log, span.start, from);
  // A cursor looks at all of its text once, so it gets no more than it needs.
  const part = log.slice(lineStart, span.end);
  const line = new LineCursor(part);
  line.enterMessage(shapeAt(part, 0, span.start - lineStart, line.lineEnd), span.start - lineStart);
  for (; line.hasLine; line.advance()) {
    pieces.add(log, { start: lineStart + line.start, end: lineStart + line.end }, '\r\n');
    if (line.isBlank) line.inBody = true;
  }
  return pieces;
}

function startOfLine(text: string, offset: number, from: number): number {
  let at = offset;
  while (at > from && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--;
  return at;
}
