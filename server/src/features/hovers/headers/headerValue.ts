import type { Message } from '../../../trace/message';
import type { HeaderField } from '../../../trace/sip/headerFields';
import { listIn, type Parameter, parametersIn, unescaped } from '../../../trace/sip/parameters';
import { headerField } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import { type Span, touches } from '../../../trace/text/span';
import type { Explanation } from '../../explanation';
import { explainParameter, parameterValueMeaning } from '../../knowledge/parameters';
import { type Block, explanationBlocks, type Inline } from '../../richText';
import { MOST_ITEMS } from '../answer';
import type { HoverText } from '../hoverText';

/** A place in the value of a header field. */
export interface ValuePlace {
  readonly message: Message;
  readonly field: HeaderField;
  /** Offset of `message.text`. */
  readonly offset: number;
}

/** What is known about the thing at a place; `undefined` leaves it to the general answer. */
export type ValueHover = (place: ValuePlace) => HoverText | undefined;

/** The answers for some header fields, by their keys. */
export type ValueHovers = Readonly<Record<string, ValueHover>>;

/** Text of a log, as one short line. */
export const quoted = (text: string, longest = 80): Inline => ({ code: printable(text, longest) });

/** Usual spelling of the name of a header field. */
export const usualName = (field: HeaderField): string => headerField(field.key)?.name ?? field.key;

/**
 * The value of a comma-separated list that holds the offset, or the one before it; the whole value of an empty list, and of
 * a header field that has one value only, where a comma separates nothing.
 */
export function elementAt({ message, field, offset }: ValuePlace): Span {
  if (headerField(field.key)?.values === 'one') return field.value;
  const elements = listIn(message.text, field.value);
  return (
    elements.find((element) => touches(element, offset)) ??
    elements.findLast(({ end }) => end <= offset) ??
    elements[0] ??
    field.value
  );
}

/** All values of the header fields with the key of `field`, over all of them, and the place of the one at `element`. */
export function placeInAll({ message, field }: ValuePlace, element: Span): { number: number; count: number } {
  const all = message.headersNamed(field.key).flatMap(({ value }) => listIn(message.text, value));
  return { number: all.findIndex(({ start }) => start === element.start) + 1, count: all.length };
}

/** From the name of a parameter to behind its value. */
export const parameterSpan = ({ name, value }: Parameter): Span => ({
  start: name.start,
  end: Math.max(name.end, value?.end ?? 0),
});

/** The parameter in `parameters` that holds the offset. */
export function parameterAt(message: Message, parameters: Span, offset: number): Parameter | undefined {
  if (!touches(parameters, offset)) return undefined;
  for (const parameter of parametersIn(message.text, parameters)) {
    if (parameter.name.start > offset) return undefined;
    if (touches(parameterSpan(parameter), offset)) return parameter;
  }
  return undefined;
}

/** Text of a parameter's value without quotes and escapes; empty for a flag. */
export const parameterValue = (message: Message, { value }: Parameter): string =>
  value === undefined ? '' : unescaped(message.text, value);

/** Adds what this message says with the parameter. */
export type ParameterFacts = (name: string, value: string) => readonly Block[];

/**
 * What the parameter at the offset means, of the header field `key` or of a `uri`; `undefined` when there is none there.
 * The value of a parameter that is not known is not repeated.
 */
export function parameterHover(
  message: Message,
  key: string,
  parameters: Span,
  offset: number,
  facts: ParameterFacts = () => [],
): HoverText | undefined {
  const parameter = parameterAt(message, parameters, offset);
  if (parameter === undefined) return undefined;
  const name = message.slice(parameter.name);
  const span = parameterSpan(parameter);
  const explanation = explainParameter(key, name);
  if (explanation === undefined) return { span, blocks: unknownBlocks(name) };
  const value = parameterValue(message, parameter);
  const meaning = parameterValueMeaning(key, name, value);
  const own: Block[] = meaning === undefined ? [] : [[quoted(value), `: ${meaning}`]];
  return { span, blocks: explanationBlocks(explanation, [...own, ...facts(name.toLowerCase(), value)]) };
}

/** A name that no table has. */
export const unknownBlocks = (name: string): Block[] => [
  [quoted(name), ' stands in no specification known here; a product may have added it.'],
];

/** Parameters whose values are not repeated in a hover. */
const SECRET = /pass|pwd|secret|token|^pn-prid$|^key|nonce|response|^ms-identity/i;

/** Each parameter with its meaning, as items of a list; those that are not known share one item at its end. */
export function parameterItems(message: Message, key: string, parameters: Span): Inline[][] {
  const items: Inline[][] = [];
  const unknown: string[] = [];
  let count = 0;
  for (const parameter of parametersIn(message.text, parameters)) {
    count++;
    if (count > MOST_ITEMS) continue;
    const item = parameterItem(message, key, parameter);
    if (item === undefined) unknown.push(message.slice(parameter.name));
    else items.push(item);
  }
  if (unknown.length > 0) {
    const names = unknown.flatMap((name, index): Inline[] => (index === 0 ? [quoted(name)] : [', ', quoted(name)]));
    items.push([...names, ': not in a specification known here']);
  }
  if (count > MOST_ITEMS) items.push([`… and ${count - MOST_ITEMS} more`]);
  return items;
}

/** A parameter with its meaning; `undefined` when no table has it. */
function parameterItem(message: Message, key: string, parameter: Parameter): Inline[] | undefined {
  const name = message.slice(parameter.name);
  const explanation = explainParameter(key, name);
  const value = parameterValue(message, parameter);
  const isShown = explanation !== undefined && !SECRET.test(name) && value !== '';
  const meaning = parameterValueMeaning(key, name, value) ?? explanation?.summary;
  if (meaning === undefined) return undefined;
  return [quoted(isShown ? `${name}=${value}` : name), `: ${firstSentence(meaning)}`];
}

/**
 * `source` with the documents that explain the parameters of a list, such as the specification of an extension; nothing
 * is added for a parameter of a document that is there already.
 */
export function withParameterSources(
  source: string,
  message: Message,
  ...lists: readonly (readonly [key: string, parameters: Span])[]
): string {
  const parts = source.split('; ');
  const documents = new Set(parts.map(documentOf));
  for (const [key, parameters] of lists) {
    let count = 0;
    for (const { name } of parametersIn(message.text, parameters)) {
      if (++count > MOST_ITEMS) break;
      const own = explainParameter(key, message.slice(name))?.source.split('; ') ?? [];
      if (own.some((part) => documents.has(documentOf(part)))) continue;
      for (const part of own) documents.add(documentOf(part));
      parts.push(...own);
    }
  }
  return parts.join('; ');
}

/** `RFC 3261` of `RFC 3261 20.10`, `[MS-SIPRE]` of `[MS-SIPRE] 3.1`; what is neither is a document of its own. */
const documentOf = (source: string): string => /^(?:RFC \d+|\[[^\]]+\])/.exec(source)?.[0] ?? source;

/** A list has no room for all that is known. */
export function firstSentence(text: string): string {
  const sentence = /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;
  // What stands behind a colon is detail, unless the beginning says too little alone.
  const colon = sentence.indexOf(': ', LEAST_BEFORE_COLON);
  return colon === -1 ? sentence : `${sentence.slice(0, colon)}.`;
}
const LEAST_BEFORE_COLON = 24;

/** A name in a list, explained by a table. */
export function tokenHover(token: string, span: Span, explain: (token: string) => Explanation | undefined): HoverText {
  const explanation = explain(token);
  return { span, blocks: explanation === undefined ? unknownBlocks(token) : explanationBlocks(explanation) };
}
