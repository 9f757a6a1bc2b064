/** What stands in front of `at` on its line: the last `most` UTF-16 units of it. */
export function prefixAt(text: string, at: number, most = 400): string {
  const first = Math.max(0, at - most);
  let start = at;
  while (start > first && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return text.slice(start, at);
}
const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/**
 * Whether a log can have written `prefix`: nothing, blanks, a time, the name of a program. What quotes cannot: `> ` of a
 * mail, `//`, `#` and `*` of a comment, a quotation mark directly in front.
 */
export const isLogPrefix = (prefix: string): boolean => !QUOTATION.test(prefix);
const QUOTATION = /^[ \t]*(?:>|\/\/|#|\*(?=[\s*/]|$))|["'`\\]$/;
