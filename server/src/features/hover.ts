import type { Hover, Position } from 'vscode-languageserver-types';
import type { Message } from '../trace/message';
import { touches } from '../trace/text/span';
import type { Trace } from '../trace/trace';
import { bodyHover } from './hovers/bodyHover';
import { headerHover } from './hovers/headerHover';
import type { HoverText } from './hovers/hoverText';
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
        ? inLog(message, startLineHover(message, message.fromLog(offset)))
        : inLog(
            message,
            bodyHover(message, message.fromLog(offset)) ?? headerHover(message, message.fromLog(offset)),
          )) ?? hresultHover(trace, offset);
  if (found === undefined) return undefined;
  return { contents: markup(found.blocks, options.markdown), range: toRange(trace, found.span) };
}

/** Parts of a message count in its own text; an editor wants to know where they stand in the log. */
const inLog = (message: Message, found: HoverText | undefined): HoverText | undefined =>
  found && { ...found, span: message.inLog(found.span) };
