import type { Span } from '../../trace/text/span';
import type { Block } from '../richText';

/** What a hover says, and about which characters. */
export interface HoverText {
  readonly span: Span;
  readonly blocks: readonly Block[];
}
