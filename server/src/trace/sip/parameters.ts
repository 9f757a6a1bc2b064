import { isSpace, offsetIn, type Span, trimmed } from '../text/span';
import { standsAt } from '../text/standsAt';

/** `;name=value` behind a value. RFC 3261 25.1 (generic-param). */
export interface Parameter {
  readonly name: Span;
  /** The value without its quotes; `undefined` for a flag such as `lr`. */
  readonly value: Span | undefined;
}

/**
 * The parameters in `span`, one after another; `separator` is `;` behind most values and `,` in credentials and
 * challenges. Quoted strings, `<…>` and escaped quotes are stepped over. Text before the first separator counts as a
 * parameter as well. Nothing is decoded.
 */
export function* parametersIn(text: string, span: Span, separator: ';' | ',' = ';'): Generator<Parameter> {
  for (const piece of pieces(text, span, separator)) {
    const whole = trimmed(text, piece);
    if (whole.start === whole.end) continue;
    const equals = offsetIn(text, whole, '=');
    if (equals === -1) {
      yield { name: whole, value: undefined };
      continue;
    }
    const name = trimmed(text, { start: whole.start, end: equals });
    yield { name, value: unquoted(text, trimmed(text, { start: equals + 1, end: whole.end })) };
  }
}

/** Value of parameter `name` (lower case) in `span`; `undefined` when it is absent, empty for a flag. */
export function parameterIn(text: string, span: Span, name: string, separator: ';' | ',' = ';'): Span | undefined {
  const mark = separator.charCodeAt(0);
  for (let at = span.start; at < span.end; ) {
    const end = endOfPiece(text, at, span.end, mark);
    let start = at;
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    const nameEnd = start + name.length;
    if (nameEnd <= end && standsAt(text, start, name)) {
      let equals = nameEnd;
      while (equals < end && isSpace(text.charCodeAt(equals))) equals++;
      if (equals === end) return { start: nameEnd, end: nameEnd };
      if (text.charCodeAt(equals) === EQUALS) return unquoted(text, trimmed(text, { start: equals + 1, end }));
    }
    at = end + 1;
  }
  return undefined;
}
const QUOTE = 34;
const EQUALS = 61;

/** Where the separator `mark` next stands outside of quoted strings and `<…>`; `end` when it does not. */
function endOfPiece(text: string, start: number, end: number, mark: number): number {
  let quoted = false;
  let bracketed = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 60) bracketed = true;
    else if (code === 62) bracketed = false;
    else if (code === mark && !bracketed) return at;
  }
  return end;
}

/** The values of a comma-separated header field, each without blanks around it. RFC 3261 7.3.1. */
export function listIn(text: string, span: Span): Span[] {
  const values: Span[] = [];
  for (const piece of pieces(text, span, ',')) {
    const value = trimmed(text, piece);
    if (value.start < value.end) values.push(value);
  }
  return values;
}

/** Parts of `span` between separators that stand outside of quoted strings and `<…>`. */
function* pieces(text: string, span: Span, separator: ';' | ','): Generator<Span> {
  const mark = separator.charCodeAt(0);
  for (let start = span.start; ; ) {
    const end = endOfPiece(text, start, span.end, mark);
    yield { start, end };
    if (end >= span.end) return;
    start = end + 1;
  }
}

/** `span` without a pair of quotes around it. */
export function unquoted(text: string, span: Span): Span {
  const long = span.end - span.start >= 2;
  return long && text.charCodeAt(span.start) === QUOTE && text.charCodeAt(span.end - 1) === QUOTE
    ? { start: span.start + 1, end: span.end - 1 }
    : span;
}

/** Text of a quoted string's inside with its escapes taken back (RFC 3261 25.1, quoted-pair), folding as one space. */
export const unescaped = (text: string, span: Span): string => unfolded(text, span).replace(/\\(.)/gs, '$1');

/** Text of `span` with its folding taken back: line ends with the blanks around them become one space. RFC 3261 7.3.1. */
export function unfolded(text: string, span: Span): string {
  const whole = text.slice(span.start, span.end);
  const lines = whole.split(/[\r\n]+/);
  if (lines.length === 1) return whole;
  const last = lines.length - 1;
  return lines
    .map((line, index) => (index === 0 ? line.trimEnd() : index === last ? line.trimStart() : line.trim()))
    .filter((line, index) => line !== '' || index === 0 || index === last)
    .join(' ');
}
