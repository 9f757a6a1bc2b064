/** Half-open range of UTF-16 offsets into the log text: `start <= i < end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The characters of `span`. */
export const textOf = (text: string, span: Span): string => text.slice(span.start, span.end);

/** Offset of the first `mark` in `span`; -1 when it holds none. Looks no further than the span, however long the text. */
export function offsetIn(text: string, span: Span, mark: string): number {
  const found = text.slice(span.start, span.end).indexOf(mark);
  return found === -1 ? -1 : span.start + found;
}

/** `span` without blanks and line ends at both sides; an empty span at its start when nothing else is in it. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** Space, TAB, CR or LF: what RFC 3261 25.1 calls LWS, wherever the folding stands. */
export const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 13 || code === 10;

/** Whether `offset` lies in `span` or directly behind it, as a cursor does at the end of a word. */
export const touches = (span: Span, offset: number): boolean => span.start <= offset && offset <= span.end;
