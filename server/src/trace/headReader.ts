import { MS_DIAGNOSTICS_KEYS } from './microsoft/msDiagnosticsKeys';
import { readTopVia, type TopVia, tagIn } from './sip/nameAddress';
import { NONE } from './store';
import type { Interner } from './text/interner';
import type { LineCursor } from './text/lineCursor';
import { isSpace as isLws } from './text/span';
import { standsAt } from './text/standsAt';

/** The header fields that the tables need, by what they are to the reader. */
enum Field {
  callId,
  cseq,
  via,
  from,
  to,
  contentLength,
  contentType,
  /** Any of those that tell of what went wrong. Whether there is one is all that is noted. */
  diagnostics,
}
const FIELD_COUNT = Field.diagnostics;

/** Bits of `Messages.present`: which header fields a message has. */
export const PRESENT = {
  'call-id': 1 << Field.callId,
  cseq: 1 << Field.cseq,
  via: 1 << Field.via,
  from: 1 << Field.from,
  to: 1 << Field.to,
  'content-length': 1 << Field.contentLength,
  'content-type': 1 << Field.contentType,
  'ms-diagnostics': 1 << FIELD_COUNT,
  /** Not a header field: the lines of the message are not as they were sent. */
  shape: 1 << (FIELD_COUNT + 1),
  /** Not a header field: the program had logged the message before. */
  duplicate: 1 << (FIELD_COUNT + 2),
  /** Not a header field: the message was read from what its entries hold, put together. */
  pieces: 1 << (FIELD_COUNT + 3),
  /** Not a header field: the start-line is not plainly right. */
  odd: 1 << (FIELD_COUNT + 4),
} as const;

/**
 * Notes where the few header fields stand that tie messages together, while a format walks over their lines. Of
 * several with one name the first counts. The rest of a message is read when somebody asks for it.
 */
export class HeadReader {
  readonly #starts = new Int32Array(FIELD_COUNT);
  readonly #ends = new Int32Array(FIELD_COUNT);
  #last = -1;
  #present = 0;
  /** Whether one of the header fields that are noted goes on over more lines. */
  isFolded = false;
  /** End of the last line that was taken for being plain. */
  plainEnd = 0;
  /** Where sent-by and branch of the top Via stand. */
  readonly #via: TopVia = { sentByStart: 0, sentByEnd: 0, branchStart: 0, branchEnd: 0 };

  /** Forgets the message before. */
  reset(): void {
    this.#ends.fill(0);
    this.#starts.fill(0);
    this.#last = -1;
    this.#present = 0;
    this.isFolded = false;
  }

  /**
   * Takes the cursor's line where it is plainly a header field: a name that begins with a letter, a colon, and a line end in front of offset
   * `limit`; but not where it has the name `stop` (lower case). Returns whether it is.
   */
  takePlainOn({ text, start, end, next }: LineCursor, limit: number, stop = ''): boolean {
    return next <= limit && end < next && this.#takeIfPlain(text, start, end, stop);
  }

  #takeIfPlain(text: string, start: number, end: number, stop: string): boolean {
    if (!isLetter(text.charCodeAt(start))) return false;
    const colon = endOfName(text, start);
    const length = colon - start;
    if (text.charCodeAt(colon) !== COLON || length > LONGEST_NAME) return false;
    if (length === stop.length && standsAt(text, start, stop)) return false;
    this.#takeField(text, start, length, colon + 1, end);
    this.plainEnd = end;
    return true;
  }

  /** Takes the line `start..end`, which begins a header field. */
  take(text: string, start: number, end: number): void {
    const nameEnd = endOfName(text, start);
    let colon = nameEnd;
    while (isBlank(text.charCodeAt(colon))) colon++;
    this.#last = -1;
    if (colon < end && text.charCodeAt(colon) === COLON) {
      this.#takeField(text, start, nameEnd - start, colon + 1, end);
    }
  }

  /** Takes the header field with a name of `length` characters and what stands from `value` to `end` behind its colon. */
  #takeField(text: string, start: number, length: number, value: number, end: number): void {
    this.#last = -1;
    const field = fieldNamed(text, start, length);
    if (field === -1) return;
    const isFirst = (this.#present & (1 << field)) === 0;
    this.#present |= 1 << field;
    if (!isFirst || field === Field.diagnostics) return;
    this.#note(text, field, value, end);
    this.#last = field;
  }

  /** Takes a line that goes on the one before (RFC 3261 7.3.1, folding); it ends at `end`. */
  takeContinuation(text: string, end: number): void {
    if (this.#last === -1) return;
    this.#note(text, this.#last, this.#starts[this.#last] ?? 0, end);
    this.isFolded = true;
  }

  /** Notes the value in `value..end`, without blanks and line ends around it. */
  #note(text: string, field: Field, value: number, end: number): void {
    let start = value;
    let behind = end;
    while (start < behind && isLws(text.charCodeAt(start))) start++;
    while (behind > start && isLws(text.charCodeAt(behind - 1))) behind--;
    this.#starts[field] = start;
    this.#ends[field] = behind;
  }

  /** Where the value of `field` begins; 0 when the message lacks it. */
  #start(text: string, field: Field): number {
    const end = this.#ends[field] ?? 0;
    let start = this.#starts[field] ?? 0;
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    return start;
  }

  /** Where the value of `field` ends; 0 when the message lacks it. */
  #end(text: string, field: Field): number {
    const start = this.#starts[field] ?? 0;
    let end = this.#ends[field] ?? 0;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    return end;
  }

  #text(text: string, field: Field): string {
    return text.slice(this.#start(text, field), this.#end(text, field)).trim();
  }

  /** Bits of `PRESENT`. */
  get present(): number {
    return this.#present;
  }

  /** Number of the Call-ID among `names`; 0 when absent. */
  callId(text: string, names: Interner): number {
    return names.idAt(text, this.#start(text, Field.callId), this.#end(text, Field.callId));
  }

  /** Number in CSeq; `NONE` when there is none. RFC 3261 20.16. */
  cseq(text: string): number {
    const end = this.#end(text, Field.cseq);
    const start = this.#start(text, Field.cseq);
    let number = 0;
    let at = start;
    for (; at < end; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
    }
    const digits = at - start;
    if (digits === 0 || digits > 10 || (at < end && !isSpace(text.charCodeAt(at)))) return NONE;
    return Math.min(number, NONE);
  }

  /** Number of the method in CSeq among `names`, upper and lower case as written; 0 when absent. RFC 3261 20.16. */
  cseqMethod(text: string, names: Interner): number {
    const end = this.#end(text, Field.cseq);
    let start = this.#start(text, Field.cseq);
    while (start < end && !isSpace(text.charCodeAt(start))) start++;
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    let behind = start;
    // Copies of web pages may have the next header field on the same line.
    while (behind < end && !isSpace(text.charCodeAt(behind))) behind++;
    return names.idAt(text, start, behind);
  }

  /** Finds what `branch` and `sentBy` tell of. */
  readTopVia(text: string): void {
    readTopVia(text, this.#starts[Field.via] ?? 0, this.#ends[Field.via] ?? 0, this.#via);
  }

  /** Number among `names` of the branch of the top Via; 0 when absent. */
  branch(text: string, names: Interner): number {
    return names.idAt(text, this.#via.branchStart, this.#via.branchEnd);
  }

  /** Number among `names` of sent-by of the top Via in lower case without blanks; 0 when absent. */
  sentBy(text: string, names: Interner): number {
    const { sentByStart, sentByEnd } = this.#via;
    for (let at = sentByStart; at < sentByEnd; at++) {
      const code = text.charCodeAt(at);
      if (code > 32 && (code < 65 || code > 90) && code < 128) continue;
      return names.idOf(text.slice(sentByStart, sentByEnd).replace(/\s+/g, '').toLowerCase());
    }
    return names.idAt(text, sentByStart, sentByEnd);
  }

  fromTag(text: string, names: Interner): number {
    return this.#tag(text, Field.from, names);
  }

  toTag(text: string, names: Interner): number {
    return this.#tag(text, Field.to, names);
  }

  #tag(text: string, field: Field, names: Interner): number {
    const tag = tagIn(text, this.#start(text, field), this.#ends[field] ?? 0);
    return tag === undefined ? 0 : names.idAt(text, tag.start, tag.end);
  }

  /** Octets of the body as announced; `undefined` when absent or not a number. RFC 3261 20.14. */
  contentLength(text: string): number | undefined {
    const start = this.#start(text, Field.contentLength);
    const end = this.#end(text, Field.contentLength);
    if (end - start > 9 || start === end) return undefined;
    let length = 0;
    for (let at = start; at < end; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      length = length * 10 + digit;
    }
    return length;
  }

  /** Media type as written; empty when absent. */
  contentType(text: string): string {
    return (this.#present & (1 << Field.contentType)) === 0 ? '' : this.#text(text, Field.contentType);
  }
}

/** Longest name of a header field. */
const LONGEST_NAME = 64;
const COLON = 58;
const HYPHEN = 45;
const ZERO = 48;

/** Which header field has the name of `length` characters at `start`; -1 for none that the tables need. */
function fieldNamed(text: string, start: number, length: number): Field | -1 {
  switch (text.charCodeAt(start) | 32) {
    case 99: // c
      if (length === 1) return Field.contentType;
      if (length === 4 && isNamed(text, start, 'CSeq', 'cseq')) return Field.cseq;
      if (length === 7 && isNamed(text, start, 'Call-ID', 'call-id')) return Field.callId;
      if (length === 12 && isNamed(text, start, 'Content-Type', 'content-type')) return Field.contentType;
      return length === 14 && isNamed(text, start, 'Content-Length', 'content-length') ? Field.contentLength : -1;
    case 102: // f
      return length === 1 || (length === 4 && isNamed(text, start, 'From', 'from')) ? Field.from : -1;
    case 105: // i
      return length === 1 ? Field.callId : -1;
    case 108: // l
      return length === 1 ? Field.contentLength : -1;
    case 109: // m
      return text.charCodeAt(start + 2) === HYPHEN && isDiagnostics(text, start, length) ? Field.diagnostics : -1;
    case 116: // t
      return length === 1 || (length === 2 && isNamed(text, start, 'To', 'to')) ? Field.to : -1;
    case 118: // v
      return length === 1 || (length === 3 && isNamed(text, start, 'Via', 'via')) ? Field.via : -1;
    default:
      return -1;
  }
}

/** Whether `name` stands at `start`, mostly as it is `usual`, or else in any case. */
const isNamed = (text: string, start: number, usual: string, name: string): boolean =>
  text.startsWith(usual, start) || standsAt(text, start, name);

const isDiagnostics = (text: string, start: number, length: number): boolean =>
  MS_DIAGNOSTICS_KEYS.some((key) => key.length === length && standsAt(text, start, key));

/** Behind the letters, digits, hyphens and underscores from `at` on: of these nearly all names are made. */
function endOfName(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    if (!isLetter(code) && code !== HYPHEN && (code < 48 || code > 57) && code !== 95) return end;
    end++;
  }
}

/** Also the blank that copies of web pages have. */
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
const isBlank = (code: number): boolean => code === 32 || code === 9;
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
