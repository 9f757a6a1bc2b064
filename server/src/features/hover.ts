import type { Hover, Position } from 'vscode-languageserver-types';
import type { Message } from '../trace/message';
import { touches } from '../trace/text/span';
import type { Trace } from '../trace/trace';
import { bodyHover } from './hovers/bodyHover';
import { envelopeHover } from './hovers/envelopeHover';
import { headerHover } from './hovers/headerHover';
import type { HoverText } from './hovers/hoverText';
import { hresultHover } from './hovers/hresultHover';
import { startLineHover } from './hovers/startLineHover';
import { toRange } from './positions';
import { type Block, markup } from './richText';

export interface HoverOptions {
  /** Whether the editor shows Markdown. */
  readonly markdown: boolean;
  /** Whether the log is still being read, so that what follows is not known yet. */
  readonly isPartial?: boolean;
}

const PARTIAL: Block = ['The log is still being read: what stands further down does not count yet.'];

/** What is known about the thing at `position`; `undefined` where nothing is. */
export function hover(trace: Trace, position: Position, options: HoverOptions): Hover | undefined {
  const offset = trace.lines.offsetAt(position);
  const message = trace.messageAround(offset);
  const found =
    (message === undefined ? undefined : messageHover(message, offset)) ??
    hresultHover(trace, offset) ??
    (message !== undefined && isSent(message, offset) ? undefined : envelopeHover(trace, offset, message));
  if (found === undefined) return undefined;
  const blocks = options.isPartial ? [...found.blocks, PARTIAL] : found.blocks;
  return { contents: markup(blocks, options.markdown), range: toRange(trace, found.span) };
}

/** What is known about a place within a message: start-line, header fields, body. */
function messageHover(message: Message, offset: number): HoverText | undefined {
  if (!isSent(message, offset)) return undefined;
  const inText = message.fromLog(offset);
  if (touches(message.startLineSpan, offset)) return inLog(message, startLineHover(message, inText));
  return inLog(message, bodyHover(message, inText) ?? headerHover(message, inText));
}

/** Whether the character at `offset` was sent, and not put in front of the lines of the message by the log. */
function isSent(message: Message, offset: number): boolean {
  const inText = message.fromLog(offset);
  return message.inLog({ start: inText, end: inText }).start === offset;
}

/** Parts of a message count in its own text; an editor wants to know where they stand in the log. */
const inLog = (message: Message, found: HoverText | undefined): HoverText | undefined =>
  found && { ...found, span: message.inLog(found.span) };
