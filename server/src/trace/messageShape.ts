import { isHeaderLike, isSipField } from './sip/startLine';
import { commonPrefix } from './text/linePrefix';
import type { LineShape, Separator } from './text/lineShape';

/** Longest prefix that a log is expected to have in front of its lines. */
const LONGEST_PREFIX = 400;

/**
 * How the log writes the lines of the message whose start-line begins at `start`, told from the line that holds it
 * (`lineStart..lineEnd`) and the ones that follow.
 */
export function shapeAt(text: string, lineStart: number, start: number, lineEnd: number): LineShape {
  const separator = separatorOn(text, start, lineEnd);
  const next = nextLine(text, lineEnd);
  if (separator !== 'none') return shape({ prefixStart: start, prefixEnd: start, separator });
  const suffix = suffixOf(text, start, lineEnd, next);
  const doubled = isDoubled(text, next);
  const first = doubled ? nextLine(text, endOfLine(text, next)) : next;
  return shape({ ...prefixOf(text, lineStart, start, first), suffix, doubled });
}

const shape = (parts: Partial<LineShape>): LineShape => ({
  prefixStart: 0,
  prefixEnd: 0,
  indent: 0,
  suffix: '',
  separator: 'none',
  doubled: false,
  skipsDeeper: false,
  ...parts,
});

/** A message on one line shows its first header field behind what stands for the line end. */
function separatorOn(text: string, start: number, lineEnd: number): Separator {
  const line = text.slice(start, Math.min(lineEnd, start + 8192));
  if (/#015(?:#012| )?[A-Za-z-]+ ?:|#012[A-Za-z-]+ ?:/.test(line)) return 'octal';
  if (/<01[03]>[A-Za-z-]+ ?:/.test(line)) return 'decimal';
  if (/(?:\\r\\n|\\n|\\r)[A-Za-z-]+ ?:/.test(line)) return 'escaped';
  const dots = /\.\.[A-Za-z-]{1,40} ?:/.exec(line);
  return dots !== null && isSipField(line, dots.index + 2) ? 'dots' : 'none';
}

/** `^M` or a dot behind the start-line; the dot is the CR only where the next line has one too, or the version has. */
function suffixOf(text: string, start: number, lineEnd: number, next: number): LineShape['suffix'] {
  let end = lineEnd;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (text.startsWith('^M', end - 2)) return '^M';
  if (text.charCodeAt(end - 1) !== 46) return '';
  if (text.startsWith('SIP/2.0.', end - 8)) return '.';
  return text.charCodeAt(endOfLine(text, next) - 1) === 46 ? '.' : '';
}

/** Whether an empty line stands between the start-line and the first header field, and behind that one again. */
function isDoubled(text: string, next: number): boolean {
  if (endOfLine(text, next) !== next || next >= text.length) return false;
  const first = nextLine(text, next);
  const firstEnd = endOfLine(text, first);
  if (!isSipField(text, first)) return false;
  const between = nextLine(text, firstEnd);
  return between < text.length && endOfLine(text, between) === between;
}

/** The prefix or the indentation that the start-line and the line at `next` have in common. */
function prefixOf(text: string, lineStart: number, start: number, next: number): Partial<LineShape> {
  const from = Math.max(lineStart, start - LONGEST_PREFIX);
  const end = endOfLine(text, next);
  if (from === lineStart && start > lineStart && next < end) {
    const { sample, here } = commonPrefix(text, lineStart, start, next, end);
    if (here > next && !isIndent(text, next, here)) {
      if (isHeaderLike(text, here)) return { prefixStart: lineStart, prefixEnd: sample };
      if (sample === start) return { prefixStart: lineStart, prefixEnd: sample };
    }
  }
  const indent = endOfBlanks(text, next, end) - next;
  return indent > 0 && isHeaderLike(text, next) ? { indent } : {};
}

const isIndent = (text: string, start: number, end: number): boolean => endOfBlanks(text, start, end) === end;

function endOfBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** End of the line that begins at `start`, without its line end. */
function endOfLine(text: string, start: number): number {
  let end = start;
  while (end < text.length && end - start < 65536 && !isLineEnd(text.charCodeAt(end))) end++;
  return end;
}

/** Offset of the line behind the one that ends at `lineEnd`. */
function nextLine(text: string, lineEnd: number): number {
  let at = lineEnd;
  while (text.charCodeAt(at) === 13) at++;
  return text.charCodeAt(at) === 10 || at === lineEnd ? Math.min(at + 1, text.length) : at;
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;
const isBlank = (code: number): boolean => code === 32 || code === 9;
