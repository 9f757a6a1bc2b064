import { PRESENT } from '../headReader';
import { MS_DIAGNOSTICS_KEYS } from '../microsoft/msDiagnosticsKeys';
import { KNOWN_METHODS } from '../sip/startLine';
import { MessagePlace, NONE } from '../store';
import type { Interner } from '../text/interner';
import { stands, type Units, unitsOf } from '../text/units';
import type { Window } from '../text/windows';
import { type Found, type FoundVia, findTag, findTopVia, isCapital, isLetter } from './ordinaryFields';

/** Stands for "this is not ordinary; look closer". */
export const SPECIAL = -1;

/**
 * Reads messages that nothing is special about from units: each line ends in LF or CR LF, each header field stands on a line and
 * begins with `name:`, and what the tables need of it is written as nearly all programs write it. What it finds is what
 * `HeadReader` and `RecordSink` find; anything else it leaves to these.
 */
export class OrdinaryMessage {
  /** The start-line without its line end. */
  readonly startLine: Found = { start: 0, end: 0 };
  /** From the first header field to the end of the last one. */
  readonly headers: Found = { start: 0, end: 0 };
  /** Status code of a response, 0 of a request. */
  status = 0;
  /** Bits of `PRESENT`. */
  present = 0;
  /** Octets of the body as announced; 0 where none are. */
  contentLength = 0;
  readonly contentType: Found = { start: 0, end: 0 };
  #methodEnd = 0;
  readonly #callId: Found = { start: 0, end: 0 };
  readonly #cseq: Found = { start: 0, end: 0 };
  readonly #from: Found = { start: 0, end: 0 };
  readonly #to: Found = { start: 0, end: 0 };
  readonly #via: Found = { start: 0, end: 0 };
  readonly #topVia: FoundVia = { sentBy: { start: 0, end: 0 }, branch: { start: 0, end: 0 } };
  readonly #tag: Found = { start: 0, end: 0 };

  /** Reads the start-line at `start..end`. Returns whether it is ordinary: one with which surely nothing is wrong (`isPlainStartLine`). */
  readStartLine(units: Units, start: number, end: number): boolean {
    this.startLine.start = start;
    this.startLine.end = end;
    this.status = 0;
    if (stands(units, start, VERSION_AND_BLANK)) {
      const code = start + VERSION_AND_BLANK.length;
      const status = numberAt(units, code, code + 3);
      const behind = units[code + 3] as number;
      if (code + 3 >= end || status < 100 || status > 699 || behind !== BLANK) return false;
      this.status = status;
      return true;
    }
    let at = start;
    while (at < end && isCapital(units[at] as number)) at++;
    if (at === start || at - start >= LONGEST_NAME || units[at] !== BLANK) return false;
    this.#methodEnd = at;
    const uri = at + 1;
    const uriEnd = end - VERSION.length - 1;
    if (uri >= uriEnd || !isLetter(units[uri] as number)) return false;
    if (units[uriEnd] !== BLANK || !stands(units, uriEnd + 1, VERSION)) return false;
    for (at = uri; at < uriEnd; at++) if (!isPrinted(units[at] as number)) return false;
    return true;
  }

  /**
   * Whether the start-line that was read is just as its sender wrote it, whatever stands around it in the log: a method that is
   * known and the URI of a person or a number, or a reason phrase of usual letters. RFC 3261 7.1, 7.2.
   */
  isWhole(units: Units): boolean {
    const { start, end } = this.startLine;
    if (this.status > 0) return end - start < LONGEST_STATUS_LINE && isPlainReason(units, start + 12, end);
    const uri = this.#methodEnd + 1;
    return isKnownMethod(units, start, this.#methodEnd) && beginsWithScheme(units, uri, end - VERSION.length - 1);
  }

  /**
   * Reads the header fields from index `from` on, each behind `indent` blanks, up to a line that has none or has the name `stop` (lower
   * case). Returns its index; `SPECIAL` where something else comes, and where no line ends plainly in front of `limit`.
   */
  readHead({ units, lines }: Window, from: number, limit: number, indent: number, stop?: readonly number[]): number {
    this.#forget();
    this.headers.start = from + indent;
    for (let line = from; lines.moveTo(line, limit); line = lines.next) {
      const { end } = lines;
      const start = line + indent;
      if (end <= start || !isLetter(units[start] as number))
        return line > from && isBlankLine(units, line, end) ? line : SPECIAL;
      if (indent > 0 && !isBlankLine(units, line, start)) return SPECIAL;
      let colon = start + 1;
      while (NAME[units[colon] as number] === 1) colon++;
      if (units[colon] !== COLON || colon - start > LONGEST_NAME) return SPECIAL;
      if (stop !== undefined && colon - start === stop.length && stands(units, start, stop, 32)) {
        return line > from ? line : SPECIAL;
      }
      if (!this.#takeField(units, start, colon, end)) return SPECIAL;
      this.headers.end = end;
    }
    return SPECIAL;
  }

  /** Whether the length of the body is announced. */
  get announcesLength(): boolean {
    return (this.present & PRESENT['content-length']) !== 0;
  }

  /** Whether the body may be made of messages or parts, by its type. */
  mayHoldMessage(units: Units): boolean {
    const { start, end } = this.contentType;
    return (
      start === end ||
      !isPrinted(units[start] as number) ||
      stands(units, start, MESSAGE, 32) ||
      stands(units, start, MULTIPART, 32)
    );
  }

  #forget(): void {
    this.present = this.contentLength = 0;
    clear(this.#callId);
    clear(this.#cseq);
    clear(this.#from);
    clear(this.#to);
    clear(this.#via);
    clear(this.contentType);
  }

  /** Notes the header field at `start..end`, its name up to `colon`, where the tables need it; false where its value is special. */
  #takeField(units: Units, start: number, colon: number, end: number): boolean {
    const length = colon - start;
    switch ((units[start] as number) | 32) {
      case 99: // c
        if (length === 1 || (length === 12 && stands(units, start, CONTENT_TYPE, 32)))
          return this.#note(units, PRESENT['content-type'], this.contentType, colon, end);
        if (length === 4 && stands(units, start, CSEQ, 32))
          return this.#note(units, PRESENT.cseq, this.#cseq, colon, end);
        if (length === 7 && stands(units, start, CALL_ID, 32))
          return this.#note(units, PRESENT['call-id'], this.#callId, colon, end);
        if (length === 14 && stands(units, start, CONTENT_LENGTH, 32)) return this.#noteLength(units, colon, end);
        return true;
      case 102: // f
        if (length === 1 || (length === 4 && stands(units, start, FROM, 32)))
          return this.#note(units, PRESENT.from, this.#from, colon, end);
        return true;
      case 105: // i
        return length !== 1 || this.#note(units, PRESENT['call-id'], this.#callId, colon, end);
      case 108: // l
        return length !== 1 || this.#noteLength(units, colon, end);
      case 109: // m
        if (units[start + 2] === HYPHEN && isDiagnostics(units, start, length))
          this.present |= PRESENT['ms-diagnostics'];
        return true;
      case 116: // t
        if (length === 1 || (length === 2 && stands(units, start, TO, 32)))
          return this.#note(units, PRESENT.to, this.#to, colon, end);
        return true;
      case 118: // v
        if (length === 1 || (length === 3 && stands(units, start, VIA, 32)))
          return this.#note(units, PRESENT.via, this.#via, colon, end);
        return true;
      default:
        return true;
    }
  }

  /** Notes the value behind `colon` if it is the first one of `bit`. */
  #note(units: Units, bit: number, into: Found, colon: number, end: number): boolean {
    if ((this.present & bit) !== 0) return true;
    this.present |= bit;
    let start = colon + 1;
    let behind = end;
    while (start < behind && isBlank(units[start] as number)) start++;
    while (behind > start && isBlank(units[behind - 1] as number)) behind--;
    into.start = start;
    into.end = behind;
    // A blank that copies of web pages have may count as one: U+00A0, C2 A0 in UTF-8.
    return start === behind || (isEdge(units[start] as number) && isEdge(units[behind - 1] as number));
  }

  #noteLength(units: Units, colon: number, end: number): boolean {
    if ((this.present & PRESENT['content-length']) !== 0) return true;
    const value = this.#tag;
    if (!this.#note(units, PRESENT['content-length'], value, colon, end)) return false;
    if (value.start === value.end || value.end - value.start > 9) return false;
    this.contentLength = numberAt(units, value.start, value.end);
    return this.contentLength !== -1;
  }

  /**
   * Puts what has been read into the row of `Messages` that begins at `row` of `words`: status, method, CSeq, and the names that tie messages together. Returns whether
   * nothing about their values is special; else the row has to be filled anew.
   */
  putNames(units: Units, words: Uint32Array, row: number, names: Interner): boolean {
    const cseq = this.#cseq;
    let digits = cseq.start;
    while (digits < cseq.end && isDigit(units[digits] as number)) digits++;
    let method = digits;
    while (method < cseq.end && isBlank(units[method] as number)) method++;
    let methodEnd = method;
    while (methodEnd < cseq.end && isPrinted(units[methodEnd] as number)) methodEnd++;
    const hasNumber = digits > cseq.start && digits - cseq.start <= 10 && method > digits;
    if (cseq.start < cseq.end && (!hasNumber || methodEnd < cseq.end)) return false;
    const via = this.#via;
    const { sentBy, branch } = this.#topVia;
    if (via.start < via.end) {
      if (!findTopVia(units, via.start, via.end, this.#topVia)) return false;
    } else sentBy.start = sentBy.end = branch.start = branch.end = 0;
    if (!findTag(units, this.#from.start, this.#from.end, this.#tag)) return false;
    const { start, end } = this.#tag;
    if (!findTag(units, this.#to.start, this.#to.end, this.#tag)) return false;
    for (let at = this.#callId.start; at < this.#callId.end; at++) if (!isPrinted(units[at] as number)) return false;
    words[row + MessagePlace.status] = this.status;
    // Mostly a message belongs with the one in front of it, and most of its names are those of that one.
    const before = Math.max(row - MessagePlace.width, 0);
    const isRequest = this.status === 0;
    const methodStart = isRequest ? this.startLine.start : method;
    const behindMethod = isRequest ? this.#methodEnd : methodEnd;
    words[row + MessagePlace.method] = names.idIn(
      units,
      methodStart,
      behindMethod,
      words[before + MessagePlace.method] as number,
    );
    words[row + MessagePlace.cseq] = hasNumber ? Math.min(numberAt(units, cseq.start, digits), NONE) : NONE;
    const callId = this.#callId;
    words[row + MessagePlace.callId] = names.idIn(
      units,
      callId.start,
      callId.end,
      words[before + MessagePlace.callId] as number,
    );
    words[row + MessagePlace.branch] = names.idIn(
      units,
      branch.start,
      branch.end,
      words[before + MessagePlace.branch] as number,
    );
    words[row + MessagePlace.sentBy] = names.idInLowerCase(
      units,
      sentBy.start,
      sentBy.end,
      words[before + MessagePlace.sentBy] as number,
    );
    words[row + MessagePlace.fromTag] = names.idIn(units, start, end, words[before + MessagePlace.fromTag] as number);
    const { start: toStart, end: toEnd } = this.#tag;
    words[row + MessagePlace.toTag] = names.idIn(units, toStart, toEnd, words[before + MessagePlace.toTag] as number);
    return true;
  }
}

function clear(found: Found): void {
  found.start = found.end = 0;
}

/** Whether nothing but blanks stands at `start..end`. */
export function isBlankLine(units: Units, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isBlank(units[at] as number)) return false;
  return true;
}

/** The number in the digits at `start..end`; -1 where others stand there. */
export function numberAt(units: Units, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = (units[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Whether a scheme stands at `start`, with something behind it in front of `end`. */
function beginsWithScheme(units: Units, start: number, end: number): boolean {
  for (const scheme of SCHEMES) if (stands(units, start, scheme)) return start + scheme.length < end;
  return false;
}

/** Whether the name of `length` units at `start` is that of a header field that tells of what went wrong. */
function isDiagnostics(units: Units, start: number, length: number): boolean {
  for (const key of DIAGNOSTICS) if (length === key.length && stands(units, start, key, 32)) return true;
  return false;
}

function isKnownMethod(units: Units, start: number, end: number): boolean {
  const first = units[start] as number;
  for (const method of METHODS) {
    if (method[0] === first && method.length === end - start && stands(units, start, method)) return true;
  }
  return false;
}

/** Whether the reason phrase at `start..end` has nothing in it that could be a line end or a mark of the log. */
function isPlainReason(units: Units, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (REASON[units[at] as number] === 0) return false;
  const last = units[end - 1] as number;
  return isLetter(last) || isDigit(last);
}

const isBlank = (code: number): boolean => code === BLANK || code === TAB;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** Whether a value may begin and end with it, for all that is known about blanks. */
const isEdge = (code: number): boolean => code > BLANK && code !== 0xa0 && code !== 0xc2;
/** Whether it can be seen and is of ASCII. */
const isPrinted = (code: number): boolean => code > BLANK && code < 127;

const TAB = 9;
const BLANK = 32;
const HYPHEN = 45;
const COLON = 58;
const LONGEST_NAME = 64;
const LONGEST_STATUS_LINE = 300;

/** 1 for what names of header fields are made of, by unit. */
const NAME = tableOf('-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
/** The same for reason phrases. */
const REASON = tableOf(' -_/,:;=()&+*@!?0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');

/** 1 for each of `characters`, by unit. */
export function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const code of unitsOf(characters)) table[code] = 1;
  return table;
}

const VERSION = unitsOf('SIP/2.0');
const VERSION_AND_BLANK = unitsOf('SIP/2.0 ');
const METHODS = KNOWN_METHODS.map(unitsOf);
const SCHEMES = ['sip:', 'sips:', 'tel:'].map(unitsOf);
const CONTENT_TYPE = unitsOf('content-type');
const CONTENT_LENGTH = unitsOf('content-length');
const MESSAGE = unitsOf('message/');
const MULTIPART = unitsOf('multipart/');
const CSEQ = unitsOf('cseq');
const CALL_ID = unitsOf('call-id');
const FROM = unitsOf('from');
const TO = unitsOf('to');
const VIA = unitsOf('via');
const DIAGNOSTICS = MS_DIAGNOSTICS_KEYS.map(unitsOf);
