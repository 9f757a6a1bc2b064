import { type HeaderField, readHeaderFields } from '../sip/headerFields';
import { LineCursor } from '../text/lineCursor';
import type { Span } from '../text/span';
import { type MediaType, readMediaType } from './mediaType';

/** A body: that of a message, or one part of a multipart body. Offsets are those of the text that was read. */
export interface Entity {
  readonly type: MediaType;
  /** The header fields of a part; none for the body of a message. */
  readonly headers: readonly HeaderField[];
  readonly body: Span;
}

/** One part of a multipart body. RFC 2046 5.1. */
export interface Part extends Entity {
  /** The boundary line in front of it, without its line end. */
  readonly boundaryLine: Span;
  /** From the boundary line to the end of the body. */
  readonly span: Span;
}

export interface Multipart {
  readonly parts: readonly Part[];
  /** The line that closes the last part; `undefined` where the log has cut it. */
  readonly closing: Span | undefined;
  /** Offset up to which was read. */
  readonly readTo: number;
}

/** Characters that are read of a multipart body, and its parts. */
export const LONGEST_MULTIPART = 1024 * 1024;
const MOST_PARTS = 500;

/** Splits the multipart body in `span`. Where the type names no boundary, the first line that begins with `--` does. */
export function readMultipart(text: string, span: Span, boundary: string): Multipart {
  const readTo = Math.min(span.end, span.start + LONGEST_MULTIPART);
  const body = text.slice(span.start, readTo);
  const mark = `--${boundary === '' ? firstBoundary(body) : boundary}`;
  const lines: { readonly span: Span; readonly closes: boolean }[] = [];
  if (mark.length > 2) {
    for (let at = body.startsWith(mark) ? 0 : nextLineWith(body, mark, 0); at !== -1 && lines.length <= MOST_PARTS; ) {
      const end = endOfLine(body, at);
      const rest = body.slice(at + mark.length, Math.min(end, at + mark.length + 80)).trim();
      // A longer boundary may begin with this one.
      if (rest === '' || rest === '--') lines.push({ span: { start: at, end }, closes: rest === '--' });
      if (rest === '--') break;
      at = nextLineWith(body, mark, end);
    }
  }
  const parts: Part[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.closes) break;
    const next = lines[index + 1];
    parts.push(
      partIn(
        text,
        span.start,
        body,
        line.span,
        next === undefined ? body.length : withoutLineEnd(body, next.span.start),
      ),
    );
  }
  const closing = lines.find(({ closes }) => closes)?.span;
  return {
    parts,
    closing: closing && { start: span.start + closing.start, end: span.start + closing.end },
    readTo,
  };
}

function partIn(text: string, base: number, body: string, boundaryLine: Span, end: number): Part {
  const start = Math.min(afterLineEnd(body, boundaryLine.end), end);
  let bodyStart = end;
  let headersEnd = end;
  const line = new LineCursor(body.slice(start, Math.min(end, start + LONGEST_HEAD)));
  for (; line.hasLine; line.advance()) {
    if (line.end > line.start) continue;
    headersEnd = start + line.start;
    bodyStart = Math.min(start + line.next, end);
    break;
  }
  const { fields } = readHeaderFields(text, {
    start: base + start,
    end: base + Math.min(headersEnd, start + LONGEST_HEAD),
  });
  return {
    type: typeOf(text, fields),
    headers: fields,
    body: { start: base + bodyStart, end: base + Math.max(bodyStart, end) },
    boundaryLine: { start: base + boundaryLine.start, end: base + boundaryLine.end },
    span: { start: base + boundaryLine.start, end: base + end },
  };
}

/** Characters in which the header fields of a part end. */
const LONGEST_HEAD = 16 * 1024;

/** A part without Content-Type is plain text. RFC 2046 5.1. */
function typeOf(text: string, fields: readonly HeaderField[]): MediaType {
  const field = fields.find(({ key }) => key === 'content-type');
  return field === undefined ? { name: 'text/plain', boundary: '' } : readMediaType(text, field.value);
}

function firstBoundary(body: string): string {
  const [, boundary = ''] = /^--([^\r\n]{1,70})[ \t]*$/m.exec(body.slice(0, 2000)) ?? [];
  return boundary;
}

/** Offset of the next line that begins with `mark`, at or behind `from`; -1 when there is none. */
function nextLineWith(body: string, mark: string, from: number): number {
  for (let at = body.indexOf(mark, from); at !== -1; at = body.indexOf(mark, at + 1)) {
    const before = body.charCodeAt(at - 1);
    if (at === 0 || before === 10 || before === 13) return at;
  }
  return -1;
}

function endOfLine(body: string, from: number): number {
  for (let at = from; at < body.length; at++) {
    const code = body.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return body.length;
}

function afterLineEnd(body: string, at: number): number {
  if (body.charCodeAt(at) === 13) return body.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  return body.charCodeAt(at) === 10 ? at + 1 : at;
}

function withoutLineEnd(body: string, at: number): number {
  if (body.charCodeAt(at - 1) === 10) return body.charCodeAt(at - 2) === 13 ? at - 2 : at - 1;
  return body.charCodeAt(at - 1) === 13 ? at - 1 : at;
}
