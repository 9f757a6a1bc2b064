import { type Span, touches } from '../../../trace/text/span';
import type { Trace } from '../../../trace/trace';

/** How much of a line is looked at, to both sides of the cursor. */
const REACH = 400;

/** What the log itself says is its only source. */
export const THE_LOG = 'the log itself';

/** A piece of a line of the log. */
export interface LinePart {
  readonly text: string;
  /** Offset of its first character in the log. */
  readonly start: number;
  /** Whether the line begins with it. */
  readonly isWhole: boolean;
}

/** The line that holds `offset`, as far as it is looked at. */
export function partAround(trace: Trace, offset: number): LinePart {
  const line = trace.lineAt(offset);
  const lineStart = trace.lines.startOf(line);
  const start = Math.max(lineStart, offset - REACH);
  const end = Math.min(trace.lines.endOf(line), offset + REACH);
  return { text: trace.text.slice(start, end), start, isWhole: start === lineStart };
}

/** The match of `pattern` that holds `offset`. */
export function matchAt(
  part: LinePart,
  pattern: RegExp,
  offset: number,
): { match: RegExpExecArray; span: Span } | undefined {
  for (const match of part.text.matchAll(pattern)) {
    const span = { start: part.start + match.index, end: part.start + match.index + match[0].length };
    if (touches(span, offset)) return { match, span };
    if (span.start > offset) return undefined;
  }
  return undefined;
}
