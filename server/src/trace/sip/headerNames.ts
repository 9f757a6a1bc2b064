import { standsAt } from '../text/standsAt';
/**
 * Value offset of the header field on the line `start..end` when its name is `name` (lower case) or its compact form
 * `compact` (one lower-case letter, '' for none); -1 otherwise. Blanks before the colon are allowed. RFC 3261 7.3.1, 7.3.3.
 */
export function valueOffset(text: string, start: number, end: number, name: string, compact = ''): number {
  let at = start;
  if (standsAt(text, at, name) && isNameEnd(text.charCodeAt(at + name.length))) at += name.length;
  else if (compact !== '' && standsAt(text, at, compact) && isNameEnd(text.charCodeAt(at + 1))) at += 1;
  else return -1;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  if (at >= end || text.charCodeAt(at) !== 58) return -1;
  at++;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

const isBlank = (code: number): boolean => code === 32 || code === 9;
const isNameEnd = (code: number): boolean => code === 58 || isBlank(code);
