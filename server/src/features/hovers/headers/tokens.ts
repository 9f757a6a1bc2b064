import type { Token } from '../../../trace/tables';
import { offsetIn, type Span, touches, trimmed } from '../../../trace/text/span';
import type { Explanation } from '../../explanation';
import { explainContentType, explainHeaderField, explainMethod, explainOptionTag, explainToken } from '../../knowledge';
import { explanationBlocks } from '../../richText';
import type { HoverText } from '../hoverText';
import { headOf } from './events';
import {
  elementAt,
  parameterHover,
  tokenHover,
  type ValueHover,
  type ValueHovers,
  type ValuePlace,
} from './headerValue';

/** A media type of Accept, Content-Type and the like; `*` stands for any. */
export function explainMediaType(name: string): Explanation | undefined {
  const explanation = explainContentType(name);
  if (explanation !== undefined) return explanation;
  if (!/^[\w.+-]{1,60}\/\*$|^\*\/\*$/.test(name)) return undefined;
  const what = name.startsWith('*') ? 'any kind' : `kind ${name.slice(0, -2)}`;
  return { title: name, summary: `Any body of ${what}.`, details: [], source: 'RFC 3261 20.1' };
}

const wordOf =
  (registry: Token['registry']) =>
  (word: string): Explanation | undefined =>
    explainToken(registry, word);

/** A list of names, perhaps with parameters, each explained by a table. */
const listHover =
  (explain: (name: string) => Explanation | undefined): ValueHover =>
  (place: ValuePlace): HoverText => {
    const { message, field, offset } = place;
    const { head, parameters } = headOf(message.text, elementAt(place));
    const parameter = touches(head, offset) ? undefined : parameterHover(message, field.key, parameters, offset);
    return parameter ?? tokenHover(message.slice(head), head, explain);
  };

/** What an empty list says. */
const EMPTY: Readonly<Record<string, string>> = {
  supported: 'An empty list: the sender knows no extension.',
  allow: 'An empty list: the sender takes no method.',
  accept: 'An empty list: the sender takes no body of any kind.',
  'allow-events': 'An empty list: the sender notifies of no events.',
};

const orEmpty =
  (hover: ValueHover): ValueHover =>
  (place) => {
    const { field } = place;
    const text = EMPTY[field.key];
    const explanation = explainHeaderField(field.key);
    if (field.value.start < field.value.end || text === undefined || explanation === undefined) return hover(place);
    return { span: field.span, blocks: explanationBlocks(explanation, [[text]]) };
  };

/** Privacy: words between semicolons. RFC 3323 4.2. */
function privacyHover({ message, field, offset }: ValuePlace): HoverText {
  let span: Span = field.value;
  for (let start = field.value.start; start <= offset; ) {
    const semicolon = offsetIn(message.text, { start, end: field.value.end }, ';');
    const end = semicolon === -1 ? field.value.end : semicolon;
    span = trimmed(message.text, { start, end });
    if (end >= offset || semicolon === -1) break;
    start = end + 1;
  }
  return tokenHover(message.slice(span), span, wordOf('privacy'));
}

const optionTags = orEmpty(listHover(explainOptionTag));
const mediaTypes = orEmpty(listHover(explainMediaType));
const security = listHover(wordOf('security-mechanism'));

export const tokenHovers: ValueHovers = {
  supported: optionTags,
  require: optionTags,
  'proxy-require': optionTags,
  unsupported: optionTags,
  allow: orEmpty(listHover(explainMethod)),
  accept: mediaTypes,
  'info-package': listHover(wordOf('info-package')),
  'recv-info': listHover(wordOf('info-package')),
  priority: listHover(wordOf('priority')),
  privacy: privacyHover,
  'security-client': security,
  'security-server': security,
  'security-verify': security,
};
