import { MS_DIAGNOSTICS_KEYS } from './microsoft/msDiagnosticsKeys';
import { readTopVia, type TopVia, tagIn } from './sip/nameAddress';
import { NONE } from './store';
import type { Interner } from './text/columns';
import type { LineCursor } from './text/lineCursor';
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
}
const FIELD_COUNT = 7;

/** Bits of `MessageColumns.present`: which header fields a message has. */
export const PRESENT = {
  'call-id': 1 << Field.callId,
  cseq: 1 << Field.cseq,
  via: 1 << Field.via,
  from: 1 << Field.from,
  to: 1 << Field.to,
  'ms-diagnostics': 1 << FIELD_COUNT,
  /** Not a header field: the lines of the message are not as they were sent. */
  shape: 1 << (FIELD_COUNT + 1),
  /** Not a header field: the program had logged the message before. */
  duplicate: 1 << (FIELD_COUNT + 2),
  /** Not a header field: the message was read from what its entries hold, put together. */
  pieces: 1 << (FIELD_COUNT + 3),
} as const;

/**
 * Notes where the few header fields stand that tie messages together, while a format walks over their lines. Of
 * several with one name the first counts. The rest of a message is read when somebody asks for it.
 */
export class HeadReader {
  readonly #starts = new Uint32Array(FIELD_COUNT);
  readonly #ends = new Uint32Array(FIELD_COUNT);
  #last = -1;
  #hasDiagnostics = false;
  /** Whether one of the header fields that are noted goes on over more lines. */
  isFolded = false;
  /** Where sent-by and branch of the top Via stand. */
  readonly #via: TopVia = { sentByStart: 0, sentByEnd: 0, branchStart: 0, branchEnd: 0 };

  /** Forgets the message before. */
  reset(): void {
    this.#ends.fill(0);
    this.#starts.fill(0);
    this.#last = -1;
    this.#hasDiagnostics = false;
    this.isFolded = false;
  }

  /**
   * Takes the lines from the cursor's on that are plainly header fields: a name that begins with a letter, a colon, and
   * a line end in front of offset `limit`. Leaves the cursor on the first line that is not, or that has the name `stop`
   * (lower case), and returns the end of the last one that is; -1 when there is none.
   */
  takePlain(line: LineCursor, limit: number, stop = ''): number {
    const { text } = line;
    let last = -1;
    while (line.next <= limit && line.end < line.next && line.hasLine) {
      const { start } = line;
      if (!isLetter(text.charCodeAt(start))) break;
      const colon = endOfName(text, start);
      if (text.charCodeAt(colon) !== COLON || colon - start > LONGEST_NAME) break;
      const length = colon - start;
      if (length === stop.length && standsAt(text, start, stop)) break;
      this.#takeField(text, start, length, colon + 1, line.end);
      last = line.end;
      line.advance();
    }
    return last;
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
    switch (text.charCodeAt(start) | 32) {
      case 99: // c
        if (length === 4) this.#note(Field.cseq, text, start, 'cseq', value, end);
        else if (length === 7) this.#note(Field.callId, text, start, 'call-id', value, end);
        else if (length === 14) this.#note(Field.contentLength, text, start, 'content-length', value, end);
        else if (length === 12) this.#note(Field.contentType, text, start, 'content-type', value, end);
        else if (length === 1) this.#note(Field.contentType, text, start, 'c', value, end);
        break;
      case 102: // f
        if (length === 4) this.#note(Field.from, text, start, 'from', value, end);
        else if (length === 1) this.#note(Field.from, text, start, 'f', value, end);
        break;
      case 105: // i
        if (length === 1) this.#note(Field.callId, text, start, 'i', value, end);
        break;
      case 108: // l
        if (length === 1) this.#note(Field.contentLength, text, start, 'l', value, end);
        break;
      case 109: // m
        this.#hasDiagnostics ||= text.charCodeAt(start + 2) === HYPHEN && isDiagnostics(text, start, length);
        break;
      case 116: // t
        if (length === 2) this.#note(Field.to, text, start, 'to', value, end);
        else if (length === 1) this.#note(Field.to, text, start, 't', value, end);
        break;
      case 118: // v
        if (length === 3) this.#note(Field.via, text, start, 'via', value, end);
        else if (length === 1) this.#note(Field.via, text, start, 'v', value, end);
        break;
    }
  }

  /** Takes a line that goes on the one before (RFC 3261 7.3.1, folding); it ends at `end`. */
  takeContinuation(end: number): void {
    if (this.#last === -1) return;
    this.#ends[this.#last] = end;
    this.isFolded = true;
  }

  #note(field: Field, text: string, start: number, name: string, value: number, end: number): void {
    if (this.#ends[field] !== 0 || !standsAt(text, start, name)) return;
    let at = value;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    this.#starts[field] = at;
    this.#ends[field] = end;
    this.#last = field;
  }

  /** Where the value of `field` begins, behind blanks and, where it is folded, line ends. */
  #start(text: string, field: Field): number {
    const end = this.#ends[field] ?? 0;
    let start = this.#starts[field] ?? 0;
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    return start;
  }

  /** Where the value of `field` ends, without blanks behind it; 0 when the message lacks it. */
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
    let bits = this.#hasDiagnostics ? PRESENT['ms-diagnostics'] : 0;
    for (let field = 0; field < FIELD_COUNT; field++) {
      if (this.#ends[field] !== 0) bits |= 1 << field;
    }
    return bits;
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
    const end = this.#ends[Field.via] ?? 0;
    readTopVia(text, end === 0 ? 0 : (this.#starts[Field.via] ?? 0), end, this.#via);
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
    const end = this.#ends[field] ?? 0;
    if (end === 0) return 0;
    const tag = tagIn(text, this.#start(text, field), end);
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
    return this.#ends[Field.contentType] === 0 ? '' : this.#text(text, Field.contentType);
  }
}

/** Longest name of a header field. */
const LONGEST_NAME = 64;
const COLON = 58;
const HYPHEN = 45;
const ZERO = 48;

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
