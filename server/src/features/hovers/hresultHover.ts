import type { Trace } from '../../trace/trace';
import { explainHresult } from '../knowledge';
import { explanationBlocks } from '../richText';
import type { HoverText } from './hoverText';

/** A Windows result code (`0xc3e93c5e`) anywhere in a log, such as in a `Result-Code:`. */
export function hresultHover({ text }: Trace, offset: number): HoverText | undefined {
  const from = Math.max(0, offset - 10);
  for (const match of text.slice(from, offset + 11).matchAll(/\b0x[0-9a-f]{8}\b/gi)) {
    const span = { start: from + match.index, end: from + match.index + 10 };
    if (offset < span.start || offset > span.end) continue;
    const explanation = explainHresult(match[0]);
    return explanation && { span, blocks: explanationBlocks(explanation) };
  }
  return undefined;
}
