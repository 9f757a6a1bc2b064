import { printable } from '../../trace/text/printable';
import { type Block, type Inline, sourceBlock } from '../richText';

/** The shape that most hovers have: what it is, the answer in a sentence, facts of this log, where it says so. */
export interface Answer {
  readonly title: string;
  readonly summary: readonly Inline[] | string;
  /** What this log shows with it, as paragraphs in front of the list. */
  readonly inLog?: readonly Block[];
  readonly facts?: readonly (readonly Inline[])[];
  /** Documents with sections, separated by `; `. */
  readonly source: string;
}

export const answerBlocks = ({ title, summary, inLog = [], facts = [], source }: Answer): Block[] => [
  [{ strong: printable(title) }],
  typeof summary === 'string' ? [printable(summary, LONGEST_SUMMARY)] : summary,
  ...inLog,
  ...(facts.length === 0 ? [] : [{ list: atMost(facts) }]),
  sourceBlock(source),
];
/** A summary may repeat parts of the log, each of which is short. */
const LONGEST_SUMMARY = 1000;

/** How many items of a list are shown. */
export const MOST_ITEMS = 24;

/** The first items, and how many more there are. */
const atMost = (items: readonly (readonly Inline[])[]): readonly (readonly Inline[])[] =>
  items.length <= MOST_ITEMS ? items : [...items.slice(0, MOST_ITEMS), [`… and ${items.length - MOST_ITEMS} more`]];

/** Items of a list without those that do not apply. */
export const factsOf = (...facts: readonly (readonly Inline[] | string | undefined | false)[]): (readonly Inline[])[] =>
  facts.flatMap((fact) => (fact === undefined || fact === false ? [] : [typeof fact === 'string' ? [fact] : fact]));

/** Sources without those that another one says more exactly: `RFC 8122` beside `RFC 8122 5`. */
export function sourcesOf(...sources: readonly (string | undefined)[]): string {
  const all = [
    ...new Set(sources.flatMap((source) => (source === undefined || source === '' ? [] : source.split('; ')))),
  ];
  return all.filter((one) => !all.some((other) => other.startsWith(`${one} `))).join('; ');
}

/** `1,234`, whatever the machine's language is. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `1 octet`, `30 octets`. */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : several}`;
