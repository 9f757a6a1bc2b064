import { printable } from '../../../trace/text/printable';
import { explainHeaderField } from '../../knowledge';
import { explainParameter } from '../../knowledge/parameters';
import { type Block, explanationBlocks, sourceBlock } from '../../richText';
import type { HoverText } from '../hoverText';
import { parameterAt, parameterHover, type ValuePlace } from './headerValue';

/** The answer for a value without a grammar of its own here: a parameter that is known, or what the header field means. */
export function generalHover({ message, field, offset }: ValuePlace): HoverText {
  const parameter = parameterAt(message, field.value, offset);
  const name = parameter === undefined ? '' : message.slice(parameter.name);
  if (name !== '' && explainParameter(field.key, name) !== undefined) {
    const found = parameterHover(message, field.key, field.value, offset);
    if (found !== undefined) return found;
  }
  const explanation = explainHeaderField(field.key);
  const span = field.value.start < field.value.end ? field.value : field.span;
  if (explanation === undefined) return { span, blocks: unknownHeaderBlocks(message.slice(field.name)) };
  return { span, blocks: explanationBlocks(explanation) };
}

/** A header field that no table has. */
export const unknownHeaderBlocks = (name: string): Block[] => [
  [{ code: printable(name) }, ' is no header field of a specification known here; a product may have added it.'],
  ['A receiver that does not know a header field ignores it.'],
  sourceBlock('RFC 3261 7.3.2'),
];
