import { userAgentCode } from '../../../trace/tables';
import { productName } from '../../../trace/userAgent';
import { explainServerVersion } from '../../knowledge';
import { explanationBlocks, type Inline } from '../../richText';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import { quoted, type ValueHovers, type ValuePlace } from './headerValue';

/** How many products of one value are looked up. */
const MOST_PRODUCTS = 12;

/** User-Agent: the software that sent the message, as its own names and the tables have it. RFC 3261 20.41. */
function userAgentHover({ message, field }: ValuePlace): HoverText {
  const text = message.slice(field.value).slice(0, LONGEST);
  const known = [...text.matchAll(/([^\s/()]{1,60})\/([^\s()]{1,60})/g)]
    .slice(0, MOST_PRODUCTS)
    .map(([product, code = '']) => ({ product, row: userAgentCode(code) }))
    .filter(({ row }) => row !== undefined);
  const sources = [...new Set(known.flatMap(({ row }) => row?.source.split('; ') ?? []))];
  const name = quoted(productName(text));
  return {
    span: field.value,
    blocks: answerBlocks({
      title: 'User-Agent',
      summary:
        text === ''
          ? 'Empty: the sender does not say what software it is.'
          : known.length > 0
            ? ['Sent by ', name, '.']
            : ['The software that sent this, in its own words: ', name, '.'],
      facts: known.map(({ product, row }): Inline[] => [quoted(product), `: ${row?.product ?? ''}`]),
      source: ['RFC 3261 20.41', ...sources.slice(0, MOST_SOURCES)].join('; '),
    }),
  };
}

/** Longest value that is looked through, in UTF-16 units. */
const LONGEST = 600;

/** How many of the addresses that know a product are named. */
const MOST_SOURCES = 3;

/** Server: the software that answered; the servers of Microsoft tell their version only. RFC 3261 20.35. */
function serverHover({ message, field }: ValuePlace): HoverText {
  const text = message.slice(field.value).slice(0, LONGEST);
  const explanation = explainServerVersion(text);
  if (explanation !== undefined) return { span: field.value, blocks: explanationBlocks(explanation) };
  return {
    span: field.value,
    blocks: answerBlocks({
      title: 'Server',
      summary:
        text === ''
          ? 'Empty: the server does not say what software it is.'
          : ['The software that answered, in its own words: ', quoted(text), '.'],
      source: 'RFC 3261 20.35',
    }),
  };
}

export const productHovers: ValueHovers = { 'user-agent': userAgentHover, server: serverHover };
