import { BEGIN_MARK, END_MARK, FLAG, START_LINE } from '../formats/ocsHead';
import { isOtherBodyMark, otherKind, USUAL_MARK, valueOn } from '../formats/ocsRecord';
import type { RowSink } from '../rowSink';
import { NONE } from '../store';
import { type NextUnit, UnitWord } from '../text/nextUnit';
import { midnight } from '../text/timeStamp';
import { stands, type Units, unitsOf } from '../text/units';
import type { Window } from '../text/windows';
import { OrdinaryFacts } from './ordinaryFacts';
import { isCapital } from './ordinaryFields';
import { numberAt, type OrdinaryMessage, SPECIAL } from './ordinaryMessage';
import type { OrdinaryReader } from './ordinaryRecords';

/**
 * Ordinary records of SIPStack logs: a first line with time and begin mark, pseudo header fields, mostly a message, and the end mark, with
 * nothing between them with which a record may begin. `OcsRecord` reads any.
 */
export class SipstackRecords implements OrdinaryReader {
  readonly #sink: RowSink;
  readonly #message: OrdinaryMessage;
  #places: Places | undefined;
  readonly #record = new OrdinaryFacts();
  #logType = '';
  #callId = '';
  #cseq: number | undefined;
  readonly #body = { start: 0, end: 0 };

  constructor(sink: RowSink, message: OrdinaryMessage) {
    this.#sink = sink;
    this.#message = message;
  }

  read(window: Window, start: number): number {
    const { units, lines, length } = window;
    const { marks, heads, startLines } = this.#placesIn(window);
    if (!isHead(units, start) || !lines.moveTo(start, length)) return SPECIAL;
    const headEnd = lines.end;
    const first = lines.next;
    if (!stands(units, headEnd - BEGIN.length, BEGIN) || isSpace(units[first] as number)) return SPECIAL;
    const endMark = marks.at(headEnd);
    if (endMark >= length || units[endMark - 1] !== LF || !stands(units, endMark, END)) return SPECIAL;
    if (heads.at(headEnd) < endMark) return SPECIAL;
    const startLine = startLineIn(units, startLines, first, endMark);
    this.#forget();
    if (startLine === SPECIAL || !this.#takePseudoFields(window, first, startLine)) return SPECIAL;
    if (startLine < endMark && !this.#readMessage(window, startLine, endMark)) return SPECIAL;
    if (!lines.moveTo(endMark, length)) return SPECIAL;
    const { end, next } = lines;
    const isAdded =
      startLine === endMark
        ? this.#addOther(window, start, headEnd, end)
        : this.#addMessage(window, start, headEnd, end);
    return isAdded ? next : SPECIAL;
  }

  #placesIn(window: Window): Places {
    if (this.#places?.window !== window) this.#places = new Places(window);
    return this.#places;
  }

  #forget(): void {
    this.#record.direction = 'unknown';
    this.#logType = this.#callId = '';
    this.#cseq = undefined;
  }

  /** Takes the pseudo header fields in the lines from `from` to `end`; returns whether all are plain lines, and written as usual. */
  #takePseudoFields(window: Window, from: number, end: number): boolean {
    const { lines } = window;
    for (let line = from; line < end; line = lines.next) {
      if (!lines.moveTo(line, end) || !this.#takePseudoField(window, line)) return false;
    }
    return true;
  }

  #takePseudoField(window: Window, start: number): boolean {
    const { units, lines } = window;
    const first = units[start] as number;
    if (first === LETTER_D) {
      if (stands(units, start, INCOMING)) this.#record.direction = 'incoming';
      else if (stands(units, start, OUTGOING)) this.#record.direction = 'outgoing';
      else return !stands(units, start, DIRECTION, 32);
    } else if (first === LETTER_L || first === LETTER_S) {
      const { end } = lines;
      if (!window.holdsCharacters(start, end)) return false;
      const line = window.slice(start, end);
      this.#logType = valueOn(line, 0, line.length, 'logtype') ?? this.#logType;
      this.#callId = valueOn(line, 0, line.length, 'sip-call-id') ?? this.#callId;
      const cseq = /^\d{1,9}(?=\s|$)/.exec(valueOn(line, 0, line.length, 'sip-cseq') ?? '')?.[0];
      if (cseq !== undefined) this.#cseq = Number(cseq);
    }
    return true;
  }

  /** Adds the record at `start..end`, which holds no message. */
  #addOther(window: Window, start: number, headEnd: number, end: number): boolean {
    const { base } = window;
    this.#sink.addRecord({
      start: base + start,
      end: base + end,
      kind: otherKind(this.#logType, this.#callId),
      time: timeIn(window, start, headEnd),
      isDated: true,
      closed: true,
      callId: this.#callId,
      cseq: this.#cseq ?? NONE,
    });
    return true;
  }

  /** Adds the record at `start..end` with the message that was read; returns whether its values are ordinary, too. */
  #addMessage(window: Window, start: number, headEnd: number, end: number): boolean {
    const { units, base } = window;
    const record = this.#record;
    record.start = base + start;
    record.end = base + end;
    record.time = timeIn(window, start, headEnd);
    record.isDated = true;
    return this.#sink.addOrdinary(record, this.#message, this.#body, units, base, false);
  }

  /** Reads the message whose start-line is on the line at `line`, and whose record the mark at `endMark` ends. */
  #readMessage(window: Window, line: number, endMark: number): boolean {
    const message = this.#message;
    const { units, lines } = window;
    if (!lines.moveTo(line, endMark)) return false;
    let from = line + START.length;
    let to = lines.end;
    while (from < to && isSpace(units[from] as number)) from++;
    while (to > from && isSpace(units[to - 1] as number)) to--;
    if (from === to || !message.readStartLine(units, from, to)) return false;
    const bodyAt = message.readHead(window, lines.next, endMark, 0, MESSAGE_BODY);
    if (bodyAt === SPECIAL || !stands(units, bodyAt, MESSAGE_BODY, 32)) return false;
    return this.#findBody(window, bodyAt + MESSAGE_BODY.length + 1, endMark);
  }

  /** Finds the body at `start..end`, without the lines that the logger writes around it. Returns whether it is sure of it. */
  #findBody(window: Window, start: number, end: number): boolean {
    const { units } = window;
    const body = this.#body;
    body.start = start;
    body.end = end;
    trim(units, body);
    if (body.end - body.start < 4) {
      // A dash stands for no body; some web pages have made it an en dash.
      for (let at = body.start; at < body.end; at++) if ((units[at] as number) > 127) return false;
      if (body.end - body.start === 1 && units[body.start] === DASH) body.end = body.start;
      return true;
    }
    const line = { start: body.start, end: body.start };
    while (line.end < body.end && !isLineEnd(units[line.end] as number)) line.end++;
    const firstEnd = line.end;
    if (isBodyMark(window, line)) {
      body.start = firstEnd;
      trim(units, body);
    }
    line.end = line.start = body.end;
    while (line.start > body.start && !isLineEnd(units[line.start - 1] as number)) line.start--;
    const lastStart = line.start;
    if (isBodyMark(window, line)) {
      body.end = lastStart;
      trim(units, body);
    }
    if (body.end - body.start === 1 && units[body.start] === DASH) body.end = body.start;
    return true;
  }
}

/** Where in a window stands what begins both marks, what first lines have, and what start-lines have. */
class Places {
  readonly marks: NextUnit;
  readonly heads: NextUnit;
  readonly startLines: NextUnit;

  constructor(readonly window: Window) {
    this.marks = window.places.of(MARK);
    this.heads = window.places.of(HEAD);
    this.startLines = window.places.of(ANY_START_LINE);
  }
}

/** Index of the line `Start-Line:` in front of `end`; `end` where there is surely none, `SPECIAL` where one has to look closer. */
function startLineIn(units: Units, startLines: NextUnit, from: number, end: number): number {
  const word = startLines.at(from);
  if (word >= end) return end;
  const line = word + START_LINE.length - START.length;
  if (units[line - 1] === LF && stands(units, line, START)) return line;
  // Records about a message name its start-line.
  const isNamed = stands(units, word + START_LINE.length - NAMED_START.length, NAMED_START);
  return isNamed && startLines.at(word + 1) >= end ? end : SPECIAL;
}

/** Whether `line`, which loses the blanks around it, is one that the logger writes around a body. */
function isBodyMark(window: Window, line: { start: number; end: number }): boolean {
  const { units } = window;
  trim(units, line);
  const length = line.end - line.start;
  if (units[line.start] !== DASH || length < 2 || length >= 80) return false;
  if (length === USUAL.length && stands(units, line.start, USUAL)) return true;
  return isOtherBodyMark(window.slice(line.start, line.end));
}

/** `TL_INFO(TF_…` */
function isHead(units: Units, start: number): boolean {
  if (!stands(units, start, LEVEL)) return false;
  let at = start + LEVEL.length;
  while (isCapital(units[at] as number)) at++;
  return at < start + 25 && stands(units, at, FLAG_UNITS);
}

/** Milliseconds since 1970-01-01 in `::MM/DD/YYYY-hh:mm:ss.mmm.`, read as UTC since the log gives no zone; else NaN. */
function timeIn({ units }: Window, start: number, end: number): number {
  let at = start + 2;
  while (at < end && (units[at - 1] !== COLON || units[at - 2] !== COLON)) at++;
  if (at > end - 23) return Number.NaN;
  const isStamp =
    units[at + 2] === SLASH &&
    units[at + 5] === SLASH &&
    units[at + 10] === DASH &&
    units[at + 13] === COLON &&
    units[at + 16] === COLON &&
    units[at + 19] === DOT;
  if (!isStamp) return Number.NaN;
  const day = midnight(partOf(units, at + 6, 4), partOf(units, at, 2), partOf(units, at + 3, 2));
  const minutes = partOf(units, at + 11, 2) * 60 + partOf(units, at + 14, 2);
  return day + (minutes * 60 + partOf(units, at + 17, 2)) * 1000 + partOf(units, at + 20, 3);
}

/** The number in `length` digits at `at`; NaN where others stand there. */
function partOf(units: Units, at: number, length: number): number {
  const number = numberAt(units, at, at + length);
  return number === SPECIAL ? Number.NaN : number;
}

/** Takes blanks and line ends from both sides of `span`. */
function trim(units: Units, span: { start: number; end: number }): void {
  while (span.start < span.end && isSpace(units[span.start] as number)) span.start++;
  while (span.end > span.start && isSpace(units[span.end - 1] as number)) span.end--;
}

const isLineEnd = (code: number): boolean => code === LF || code === CR;
const isSpace = (code: number): boolean => code === 32 || code === 9 || code === CR || code === LF;

const LF = 10;
const CR = 13;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const LETTER_D = 68;
const LETTER_L = 76;
const LETTER_S = 83;

const MARK = new UnitWord('$$');
const HEAD = new UnitWord(FLAG);
const ANY_START_LINE = new UnitWord(START_LINE);
const LEVEL = unitsOf('TL_');
const FLAG_UNITS = unitsOf(FLAG);
const BEGIN = unitsOf(BEGIN_MARK);
const END = unitsOf(END_MARK);
const START = unitsOf('Start-Line:');
const NAMED_START = unitsOf('SIP-Start-Line:');
const DIRECTION = unitsOf('direction');
const INCOMING = unitsOf('Direction: incoming');
const OUTGOING = unitsOf('Direction: outgoing');
const MESSAGE_BODY = unitsOf('message-body');
const USUAL = unitsOf(USUAL_MARK);
