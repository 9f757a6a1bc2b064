import type { Hover, Position } from 'vscode-languageserver-types';
import { touches } from '../trace/text/span';
import type { Trace } from '../trace/trace';
import { headerHover } from './hovers/headerHover';
import { hresultHover } from './hovers/hresultHover';
import { startLineHover } from './hovers/startLineHover';
import { toRange } from './positions';
import { markup } from './richText';

export interface HoverOptions {
  /** Whether the editor shows Markdown. */
  readonly markdown: boolean;
}

/** What is known about the thing at `position`; `undefined` where nothing is. */
export function hover(trace: Trace, position: Position, options: HoverOptions): Hover | undefined {
  const offset = trace.lines.offsetAt(position);
  const message = trace.messageAround(offset);
  const found =
    (message === undefined
      ? undefined
      : touches(message.startLineSpan, offset)
        ? startLineHover(message, offset)
        : headerHover(message, offset)) ?? hresultHover(trace, offset);
  if (found === undefined) return undefined;
  return { contents: markup(found.blocks, options.markdown), range: toRange(trace, found.span) };
}
