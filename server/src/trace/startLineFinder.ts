import { shapeAt } from './messageShape';
import { isHeaderLike, isSipField, looksLikeStartLine } from './sip/startLine';
import { type FoundStartLine, startLineIn } from './sip/startLineIn';
import { LineCursor } from './text/lineCursor';
import { isBare } from './text/lineShape';
import { NextIndex } from './text/nextIndex';

/** Among how many lines behind a start-line one must be a header field that only SIP has. */
const LINES_OF_HEAD = 8;

const VERSION = 'SIP/2.0';

/** Finds the start-lines of messages without the help of a format. */
export class StartLineFinder {
  readonly #versions: NextIndex;
  /** Walks ahead. Made when first needed. */
  #ahead: LineCursor | undefined;
  /** What was asked about last, and what was found. Within a message a line may end earlier. */
  #asked = -1;
  #askedUntil = -1;
  #found: FoundStartLine | undefined;

  constructor(readonly line: LineCursor) {
    this.#versions = new NextIndex(line.text, VERSION, '/');
  }

  /**
   * Offset of the first `SIP/2.0` at or behind `at` that may be that of a start-line (a slash stands behind that of a Via);
   * the length of the text when there is none.
   */
  nextVersion(at: number): number {
    return this.#versions.at(at);
  }

  /**
   * The start-line of a message on the cursor's line: at its beginning, even if it is broken, or well formed behind what
   * a log writes in front of its lines, with header fields behind it.
   */
  on(line: LineCursor): FoundStartLine | undefined {
    const { text, start, end } = line;
    const whole =
      line.shape === undefined && looksLikeStartLine(text, start, end, line.next) ? { start, end } : undefined;
    // A sign in front of a method may belong to the log, as Expressway's bar does.
    if (whole !== undefined && isLetter(text.charCodeAt(start))) return whole;
    const version = this.#versions.at(start);
    const until = line.shape === undefined ? line.lineEnd : end;
    if (version >= until) return whole;
    if (this.#asked === start && this.#askedUntil === until) return this.#found;
    this.#asked = start;
    this.#askedUntil = until;
    this.#found = this.#behindPrefix(line, version, until) ?? whole;
    return this.#found;
  }

  #behindPrefix(line: LineCursor, version: number, until: number): FoundStartLine | undefined {
    const { text, start, lineStart, lineEnd } = line;
    const found = startLineIn(text, start, until, version);
    if (found === undefined || isQuoted(text, found)) return undefined;
    const shape = shapeAt(text, lineStart, found.start, lineEnd);
    this.#ahead ??= new LineCursor(text);
    const ahead = this.#ahead;
    ahead.moveTo(lineStart);
    if (isBare(shape)) ahead.advance();
    else {
      ahead.enterMessage(shape, found.start);
      ahead.advance();
    }
    const follows = hasSipField(ahead);
    ahead.leaveMessage();
    return follows ? found : undefined;
  }
}

/**
 * Whether one of the next lines is a header field that only SIP has, and those above it can be header fields, in lines that
 * are folded as well (RFC 3261 7.3.1).
 */
function hasSipField(line: LineCursor): boolean {
  for (let count = 0; count < LINES_OF_HEAD && line.hasLine; count++) {
    const { text, start } = line;
    if (isSipField(text, start)) return true;
    const isFolded = count > 0 && isBlank(text.charCodeAt(start)) && !line.isBlank;
    if (!isFolded && !isHeaderLike(text, start)) return false;
    line.advance();
  }
  return false;
}

/**
 * A start-line in quotes is a value, and so is the one that a diagnostic record of OCS names, or that Asterisk shows again
 * while it takes a message apart (`Header 0 [ 35]: `).
 */
function isQuoted(text: string, { start, end }: FoundStartLine): boolean {
  if (QUOTING.test(text.slice(Math.max(0, start - 24), start))) return true;
  const before = text[start - 1];
  return before !== undefined && before === text[end] && (before === '"' || before === "'" || before === '`');
}
const QUOTING = /(?:SIP-Start-Line:\s*|\bHeader {1,3}0(?: \[ {0,3}\d{1,4}\])?: )$/i;

const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
const isBlank = (code: number): boolean => code === 32 || code === 9;
