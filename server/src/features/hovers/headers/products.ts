import { userAgentCode } from '../../../trace/tables';
import { productName } from '../../../trace/userAgent';
import type { Inline } from '../../richText';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import { quoted, type ValueHovers, type ValuePlace } from './headerValue';

/** How many products of one value are looked up. */
const MOST_PRODUCTS = 12;

/** User-Agent and Server: the software, as its own names and the tables have it. RFC 3261 20.41, 20.35. */
function productHover({ message, field }: ValuePlace): HoverText {
  const text = message.slice(field.value).slice(0, 600);
  const rows = [...text.matchAll(/([^\s/()]{1,60})\/([^\s()]{1,60})/g)]
    .slice(0, MOST_PRODUCTS)
    .map(([product, code = '']) => ({ product, row: userAgentCode(code) }));
  const known = rows.filter(({ row }) => row !== undefined);
  const name = productName(text);
  const isServer = field.key === 'server';
  const sources = [...new Set(known.flatMap(({ row }) => row?.source.split('; ') ?? []))];
  return {
    span: field.value,
    blocks: answerBlocks({
      title: isServer ? 'Server' : 'User-Agent',
      summary:
        text === ''
          ? 'Empty: the sender does not say what software it is.'
          : known.length > 0
            ? ['Sent by ', quoted(name), '.']
            : [`The software that ${isServer ? 'answered' : 'sent this'}, in its own words: `, quoted(name), '.'],
      facts: known.map(({ product, row }): Inline[] => [quoted(product), `: ${row?.product ?? ''}`]),
      source: [isServer ? 'RFC 3261 20.35' : 'RFC 3261 20.41', ...sources.slice(0, 3)].join('; '),
    }),
  };
}

export const productHovers: ValueHovers = { 'user-agent': productHover, server: productHover };
