import { MS_DIAGNOSTICS_KEYS } from './microsoft/msDiagnosticsKeys';
import { valueOffset } from './sip/headerNames';
import { readTopVia, tagOf } from './sip/nameAddress';
import { NONE } from './store';
import type { Span } from './text/span';

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

  /** Forgets the message before. */
  reset(): void {
    this.#ends.fill(0);
    this.#starts.fill(0);
    this.#last = -1;
    this.#hasDiagnostics = false;
    this.isFolded = false;
  }

  /** Takes the line `start..end`, which begins a header field. */
  take(text: string, start: number, end: number): void {
    this.#last = -1;
    switch (text.charCodeAt(start) | 32) {
      case 99: // c
        if ((text.charCodeAt(start + 1) | 32) === 115)
          this.#note(Field.cseq, valueOffset(text, start, end, 'cseq'), end);
        else if ((text.charCodeAt(start + 1) | 32) === 97) {
          this.#note(Field.callId, valueOffset(text, start, end, 'call-id'), end);
        } else {
          this.#note(Field.contentLength, valueOffset(text, start, end, 'content-length'), end);
          this.#note(Field.contentType, valueOffset(text, start, end, 'content-type', 'c'), end);
        }
        break;
      case 102: // f
        this.#note(Field.from, valueOffset(text, start, end, 'from', 'f'), end);
        break;
      case 105: // i
        this.#note(Field.callId, valueOffset(text, start, end, 'call-id', 'i'), end);
        break;
      case 108: // l
        this.#note(Field.contentLength, valueOffset(text, start, end, 'content-length', 'l'), end);
        break;
      case 109: // m
        this.#hasDiagnostics ||= MS_DIAGNOSTICS_KEYS.some((key) => valueOffset(text, start, end, key) !== -1);
        break;
      case 116: // t
        this.#note(Field.to, valueOffset(text, start, end, 'to', 't'), end);
        break;
      case 118: // v
        this.#note(Field.via, valueOffset(text, start, end, 'via', 'v'), end);
        break;
    }
  }

  /** Takes a line that goes on the one before (RFC 3261 7.3.1, folding); it ends at `end`. */
  takeContinuation(end: number): void {
    if (this.#last === -1) return;
    this.#ends[this.#last] = end;
    this.isFolded = true;
  }

  #note(field: Field, start: number, end: number): void {
    if (start === -1 || this.#ends[field] !== 0) return;
    this.#starts[field] = start;
    this.#ends[field] = end;
    this.#last = field;
  }

  #span(field: Field): Span | undefined {
    const end = this.#ends[field] ?? 0;
    return end === 0 ? undefined : { start: this.#starts[field] ?? 0, end };
  }

  #text(text: string, field: Field): string {
    const span = this.#span(field);
    return span === undefined ? '' : text.slice(span.start, span.end).trim();
  }

  /** Bits of `PRESENT`. */
  get present(): number {
    let bits = this.#hasDiagnostics ? PRESENT['ms-diagnostics'] : 0;
    for (let field = 0; field < FIELD_COUNT; field++) {
      if (this.#ends[field] !== 0) bits |= 1 << field;
    }
    return bits;
  }

  callId(text: string): string {
    return this.#text(text, Field.callId);
  }

  /** Number (`NONE` when there is none) and method (upper and lower case as written; empty when absent). RFC 3261 20.16. */
  cseq(text: string): { number: number; method: string } {
    const value = this.#text(text, Field.cseq);
    const space = value.search(/\s/);
    const digits = space === -1 ? value : value.slice(0, space);
    return {
      number: /^\d{1,10}$/.test(digits) ? Math.min(Number(digits), NONE) : NONE,
      // Copies of web pages may have the next header field on the same line.
      method: space === -1 ? '' : (/\S+/.exec(value.slice(space))?.[0] ?? ''),
    };
  }

  /** sent-by in lower case without blanks, and branch of the top Via; empty where absent. */
  topVia(text: string): { sentBy: string; branch: string } {
    const span = this.#span(Field.via);
    if (span === undefined) return { sentBy: '', branch: '' };
    const { sentBy, branch } = readTopVia(text, span);
    return {
      sentBy: sentBy === undefined ? '' : text.slice(sentBy.start, sentBy.end).replace(/\s+/g, '').toLowerCase(),
      branch: branch === undefined ? '' : text.slice(branch.start, branch.end),
    };
  }

  fromTag(text: string): string {
    return this.#tag(text, Field.from);
  }

  toTag(text: string): string {
    return this.#tag(text, Field.to);
  }

  #tag(text: string, field: Field): string {
    const span = this.#span(field);
    const tag = span === undefined ? undefined : tagOf(text, span);
    return tag === undefined ? '' : text.slice(tag.start, tag.end);
  }

  /** Octets of the body as announced; `undefined` when absent or not a number. RFC 3261 20.14. */
  contentLength(text: string): number | undefined {
    const value = this.#text(text, Field.contentLength);
    return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  }

  /** Media type as written; empty when absent. */
  contentType(text: string): string {
    return this.#text(text, Field.contentType);
  }
}
