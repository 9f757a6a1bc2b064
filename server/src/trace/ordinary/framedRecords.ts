import { directionOf, type Groups, timeStampOf } from '../envelope';
import { detailIn, groupsOn, type Head, headOn, isOnlyPrefix, isStream, saysDirection } from '../formats/framedFormat';
import type { EndLine, Framing } from '../formats/framing';
import type { RowSink } from '../rowSink';
import { isHeaderLike, isSipField } from '../sip/startLine';
import { beforeCodes } from '../text/lineShape';
import { areAscii, BEYOND, stands, type Units, unitsOf } from '../text/units';
import type { Window } from '../text/windows';
import { OrdinaryFacts } from './ordinaryFacts';
import { isBlankLine, type OrdinaryMessage, SPECIAL } from './ordinaryMessage';
import { beginsWithMethod, mayBegin, type OrdinaryReader, type Words } from './ordinaryRecords';
import { UsualHeads } from './usualHead';

/** An end mark, of which the lines begin with these units. */
interface End {
  readonly word: readonly number[];
  readonly line: EndLine;
}

/**
 * Whether records of `framing` can be told to be ordinary: nothing stands in their messages, no line tells more of them, and end marks
 * are of ASCII, since no unit tells another character.
 */
export const hasOrdinary = ({ ends = [], entries, joints, trailer }: Framing): boolean =>
  entries === undefined &&
  joints === undefined &&
  trailer === undefined &&
  ends.every(
    ({ word, mayFollow, pattern }) =>
      /^[^A-Za-z<\s]/.test(word) && areAscii(unitsOf(word)) && !mayFollow && pattern?.source.includes('(?<') !== true,
  );

/**
 * Ordinary records of a format that is declared as data: a head line, perhaps empty lines and rules, a message whose lines all have the
 * same number of blanks in front, the end mark if the format has one. `readFramed` reads any.
 */
export class FramedRecords implements OrdinaryReader {
  readonly #framing: Framing;
  readonly #sink: RowSink;
  readonly #message: OrdinaryMessage;
  readonly #ends: readonly End[];
  /** What begins head lines; a line of nothing but such a character is no rule. */
  readonly #firsts: readonly number[];
  readonly #usual: UsualHeads;
  /** The head line that is not a usual one, and what it and the lines behind it say. */
  #head: Head | undefined;
  #headLine = '';
  #groups: Groups = {};
  readonly #record = new OrdinaryFacts();
  readonly #body = { start: 0, end: 0 };
  /** The end mark with a pattern that was met last and that its units tell, and these. */
  #end: EndLine | undefined;
  #mark: readonly number[] = [];
  /** Index of the line behind the record. */
  #next = 0;

  constructor(framing: Framing, sink: RowSink, message: OrdinaryMessage) {
    this.#framing = framing;
    this.#sink = sink;
    this.#message = message;
    this.#ends = (framing.ends ?? []).map((line) => ({ word: unitsOf(line.word), line }));
    this.#usual = new UsualHeads(framing.usualHeads ?? []);
    this.#firsts = framing.heads.map(({ word }) => word.charCodeAt(0));
  }

  read(window: Window, start: number, words: Words): number {
    const { units, lines, length } = window;
    if (!lines.moveTo(start, length) || lines.end - start > LONGEST_HEAD) return SPECIAL;
    // The start-line may stand on the head line.
    if (window.nextVersion(start) < lines.end) return SPECIAL;
    if (!this.#readHead(window, start)) return SPECIAL;
    const line = this.#startLineBehind(window, lines.next);
    if (line === SPECIAL || !this.#takeGroups()) return SPECIAL;
    const indent = blanksAt(units, line);
    const message = this.#message;
    if (!message.readStartLine(units, line + indent, lines.end) || !message.isWhole(units)) return SPECIAL;
    const first = lines.next;
    const word = Math.min(length, words.next(first));
    const empty = message.readHead(window, first, Math.min(word, window.nextVersion(first)), indent);
    if (empty === SPECIAL || !beginsWithSipField(window, first + indent)) return SPECIAL;
    const end = this.#readBody(window, lines.next, word, indent);
    if (end === SPECIAL) return SPECIAL;
    return this.#add(window, start, end, indent > 0) ? this.#next : SPECIAL;
  }

  /** Reads the head line at `start`, which was walked last. Returns whether it is one. */
  #readHead(window: Window, start: number): boolean {
    const framing = this.#framing;
    const { end } = window.lines;
    this.#head = undefined;
    if (this.#usual.read(window, start, end)) {
      this.#record.time = this.#usual.time;
      this.#record.isDated = this.#usual.isDated;
      this.#record.direction = this.#usual.direction;
      this.#record.isDuplicate = false;
      return true;
    }
    if (!window.holdsCharacters(start, end)) return false;
    const line = window.slice(start, end);
    this.#head = headOn(framing, line, 0, line.length);
    if (this.#head === undefined) return false;
    this.#headLine = line;
    this.#groups = groupsOn(framing, line, this.#head, line.length);
    return true;
  }

  /** Takes what the head line and those behind it say, where it is not a usual one. Returns whether no message can follow unannounced. */
  #takeGroups(): boolean {
    if (this.#head === undefined) return true;
    const { head } = this.#head;
    const groups = this.#groups;
    const timeStamp = timeStampOf(groups, this.#headLine, this.#framing.dateOrder);
    this.#record.time = timeStamp?.time ?? Number.NaN;
    this.#record.isDated = timeStamp?.hasDate ?? false;
    this.#record.direction = directionOf(groups, head.direction);
    this.#record.isDuplicate = head.isDuplicate ?? groups.again !== undefined;
    // Behind a message that came in on a stream another may follow without a head line.
    return this.#ends.length > 0 || this.#record.direction === 'outgoing' || !isStream(groups);
  }

  /**
   * Index of the line with the start-line: the first one from `from` on that is neither empty nor a rule, and does not tell more of the
   * record.
   */
  #startLineBehind(window: Window, from: number): number {
    const { units, lines, length } = window;
    let line = from;
    for (let count = this.#framing.reach ?? MOST_LINES; count > 0; count--) {
      if (!lines.moveTo(line, length)) return SPECIAL;
      if (!isBlankLine(units, line, lines.end) && !this.#isRule(window, line)) {
        if (this.#framing.details === undefined || window.nextVersion(line) < lines.end) return line;
        if (!this.#takeDetail(window, line)) return SPECIAL;
      }
      line = lines.next;
    }
    return SPECIAL;
  }

  /** Takes what the line at `start`, which was walked last, tells of the record. Returns whether it tells anything. */
  #takeDetail(window: Window, start: number): boolean {
    // With something in front of the head line, this one has to be read behind the same.
    if (this.#head?.start !== 0) return false;
    const whole = window.slice(start, Math.min(window.lines.end, start + LONGEST_HEAD));
    const line = whole.slice(0, beforeCodes(whole, { start: 0, end: whole.length }));
    const both = `${this.#headLine}\n${line}`;
    const from = this.#headLine.length + 1;
    if (isOnlyPrefix(both, 0, this.#head.end, { start: from, end: both.length })) return false;
    const detail = detailIn(this.#framing, line);
    if (detail === undefined || (saysDirection(this.#groups) && saysDirection(detail))) return false;
    this.#groups = { ...this.#groups, ...detail };
    return true;
  }

  /** Whether the line holds one character only, again and again, behind blanks. */
  #isRule({ units, lines }: Window, line: number): boolean {
    const { end } = lines;
    const start = line + blanksAt(units, line);
    const mark = units[start] as number;
    if (end - start < 8 || !RULES.includes(mark) || this.#firsts.includes(mark)) return false;
    for (let at = start + 1; at < end; at++) if (units[at] !== mark) return false;
    return true;
  }

  /**
   * Reads the body from the line at `from` on, and the end mark. Returns the index of the end of the record, and leaves where reading
   * goes on in `#next`.
   *
   * A body ends where it has the announced length. Logs write line ends of their own, so each counts as two octets.
   */
  #readBody(window: Window, from: number, limit: number, indent: number): number {
    const message = this.#message;
    const { units, lines } = window;
    const announced = message.contentLength;
    const body = this.#body;
    body.start = body.end = from + indent;
    this.#next = from;
    if (announced > 0 && message.mayHoldMessage(units)) return SPECIAL;
    if (!message.announcesLength && message.contentType.start < message.contentType.end) return SPECIAL;
    if (announced === 0 && this.#ends.length === 0) return message.headers.end;
    let asSent = 0;
    let asLeast = 0;
    let asLogged = 0;
    let line = from;
    for (; asSent < announced; line = lines.next) {
      if (!lines.moveTo(line, limit)) return SPECIAL;
      const { end } = lines;
      const start = Math.min(line + indent, end);
      if (!isBlankLine(units, line, start)) return SPECIAL;
      if (!isBlankLine(units, start, end)) {
        if (!this.#isInBody(window, start, end)) return SPECIAL;
        body.end = end;
      } else if (line === from) return SPECIAL;
      const octets = window.hasOctets ? end - start : octetsIn(window.slice(start, end));
      if (window.nextVersion(start) < end && (asSent + octets > announced || !isQuoted(window, start))) return SPECIAL;
      // The last line of a body may come without line end.
      asSent += asSent + octets === announced ? octets : octets + 2;
      asLeast += octets + 1;
      asLogged += octets + lines.next - end;
    }
    if (asSent > announced + 1) return SPECIAL;
    while (body.end > body.start && isBlank(units[body.end - 1] as number)) body.end--;
    const behindLast = line;
    while (lines.moveTo(line, limit) && isBlankLine(units, line, lines.end)) line = lines.next;
    if (this.#ends.length === 0) {
      const isReached = asLeast === announced || asLogged === announced || asSent === announced;
      this.#next = behindLast;
      return line > behindLast && isReached ? Math.max(message.headers.end, body.end) : SPECIAL;
    }
    if (!lines.moveTo(line, limit) || window.nextVersion(line) < lines.end) return SPECIAL;
    if (!this.#isEnd(window, line, line > behindLast || announced === 0)) return SPECIAL;
    this.#next = lines.next;
    return lines.end;
  }

  /** Whether the line at `start..end` can only be one of a body: it is no start-line, not even a broken one, and no end mark. */
  #isInBody(window: Window, start: number, end: number): boolean {
    const { units } = window;
    const first = units[start] as number;
    // SDP (RFC 8866 5) and XML.
    if (first === LESS || (first >= 97 && first <= 122 && units[start + 1] === EQUALS)) return true;
    const behind = start + blanksAt(units, start);
    for (const { word } of this.#ends) if (word[0] === units[behind]) return false;
    if (beginsWithMethod(units, behind)) return false;
    return !mayBegin(units, behind, end) || isQuoted(window, start);
  }

  /** Whether the line at `line`, which was walked last, is an end mark. */
  #isEnd(window: Window, line: number, isBehindBlank: boolean): boolean {
    const { units, lines, hasOctets } = window;
    const { end } = lines;
    let start = line;
    while (units[start] === BLANK) start++;
    for (const { word, line: mark } of this.#ends) {
      if (mark.hasBlankInFront && !isBehindBlank) continue;
      // Nearly all marks of a log are alike.
      if (mark === this.#end && end - start === this.#mark.length && stands(units, start, this.#mark)) return true;
      if (!stands(units, start, word)) continue;
      if (mark.pattern === undefined) {
        if (isBlankLine(units, start + word.length, end)) return true;
        continue;
      }
      if (!mark.pattern.test(window.slice(start, Math.min(end, start + LONGEST_END)))) continue;
      // The same units may be other characters where some are beyond Latin-1.
      if (hasOctets || !units.subarray(start, end).includes(BEYOND)) {
        this.#end = mark;
        this.#mark = Array.from(units.subarray(start, end));
      }
      return true;
    }
    return false;
  }

  /** Adds the record at `start..end`. Returns whether the values of its message are ordinary, too. */
  #add({ units, base }: Window, start: number, end: number, isIndented: boolean): boolean {
    const record = this.#record;
    record.start = base + start;
    record.end = base + end;
    return this.#sink.addOrdinary(record, this.#message, this.#body, units, base, isIndented);
  }
}

/** Whether the first header field is one that only SIP has: then the blanks in front of it are those of all lines. */
function beginsWithSipField(window: Window, start: number): boolean {
  if (stands(window.units, start, VIA)) return true;
  let end = start;
  while (end < window.length && window.units[end] !== LF) end++;
  return window.holdsCharacters(start, end) && isSipField(window.slice(start, end), 0);
}

/**
 * Whether the line that was walked last, in which `SIP/2.0` or the like stands from `start` on, only speaks of a start-line: what follows
 * in the line and behind it is no header field.
 */
function isQuoted(window: Window, start: number): boolean {
  const { lines } = window;
  if (window.slice(window.nextVersion(start), lines.end).includes(':')) return false;
  const behind = window.slice(lines.next, Math.min(window.length, lines.next + 2 * LONGEST_FIELD));
  const second = behind.indexOf('\n') + 1;
  const isWhole = second > 0 && behind.includes('\n', second);
  return isWhole && !isHeaderLike(behind, 0) && !isHeaderLike(behind, second);
}

/** How many octets `text` has in UTF-8. */
function octetsIn(text: string): number {
  let octets = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair counts as two of the pair's four octets.
    if (code > 0x7f) octets += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return octets;
}

/** How many blanks stand at `line`. */
function blanksAt(units: Units, line: number): number {
  let at = line;
  while (isBlank(units[at] as number)) at++;
  return at - line;
}

const isBlank = (code: number): boolean => code === BLANK || code === 9;

/** Longest parts of lines that are looked at as strings, in UTF-16 units. */
const LONGEST_HEAD = 2000;
const LONGEST_FIELD = 400;
const LONGEST_END = 1000;
/** Lines from the head line to the start-line, where a format does not say. */
const MOST_LINES = 4;
const RULES = unitsOf('-=~*_+.');
const VIA = unitsOf('Via: SIP/');
const LF = 10;
const BLANK = 32;
const LESS = 60;
const EQUALS = 61;
