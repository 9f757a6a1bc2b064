import type { Direction } from '../store';
import type { CustomFormatId, Format } from './format';
import { type FramedFormat, framed } from './framedFormat';
import type { Framing, HeadLine } from './framing';
import { formats as builtIn } from './index';
import { firstOf, onlyWith, type Pattern } from './pattern';
import { leadingText, requiredWords } from './requiredWords';

/** Makes a pattern of an expression; throws an `Error` that says what is wrong with it and what to do. */
export type CompilePattern = (expression: string) => Pattern;

/** Something in the description of a format that keeps it from being used. */
export interface FormatProblem {
  /** Place among the formats, from 1; 0 when the list itself is wrong. */
  readonly format: number;
  /** Name of the format; empty when it has none. */
  readonly name: string;
  /** Such as `name`, `head[2]` or `head[2].contains`; empty when it is about the whole format. Lists count from 1. */
  readonly key: string;
  /** What is wrong, and what to do. */
  readonly message: string;
}

export interface CustomFormats {
  readonly formats: readonly FramedFormat[];
  readonly problems: readonly FormatProblem[];
}

/** More would be a mistake. */
const MOST_FORMATS = 50;
const LONGEST_NAME = 40;
const FARTHEST_REACH = 50;

/** Keys of a format and of a head line that is more than an expression; the manifest describes the same ones. */
export const FORMAT_KEYS = ['name', 'head', 'details', 'skips', 'reach', 'end', 'entry', 'dateOrder'] as const;
export const HEAD_KEYS = ['pattern', 'contains', 'direction', 'duplicate'] as const;

/** Groups that a head line or a detail may have; see `Framing`. */
export const GROUPS: ReadonlySet<string> = new Set([
  'incoming',
  'outgoing',
  'time',
  'utc',
  'transport',
  'source',
  'sourcePort',
  'destination',
  'destinationPort',
  'local',
  'localPort',
  'remote',
  'remotePort',
  'thread',
  'sequence',
  'again',
]);

/** Lines that a message holds. An expression that matches one of them cannot tell where a message begins or ends. */
const START_LINES = ['INVITE sip:bob@example.com SIP/2.0', 'SIP/2.0 200 OK'];
const HEADER_LINES = ['Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1', 'Call-ID: 1@192.0.2.1'];

/** `Format 2 ("my-sbc"), head[1]: …` */
export function problemText({ format, name, key, message }: FormatProblem): string {
  if (format === 0) return message;
  return `Format ${format}${name === '' ? '' : ` ("${name}")`}${key === '' ? '' : `, "${key}"`}: ${message}`;
}

/**
 * Reads what a person has put into the setting `sipTrace.formats`, a list of framings as JSON. A format with a problem
 * is left out; it keeps no other one from being used.
 */
export function readCustomFormats(value: unknown, compile: CompilePattern): CustomFormats {
  const whole = (message: string): CustomFormats => ({
    formats: [],
    problems: [{ format: 0, name: '', key: '', message }],
  });
  if (value === undefined || value === null) return { formats: [], problems: [] };
  if (!Array.isArray(value)) {
    return whole(`The setting is ${kindOf(value)}. It must be a list: [ { "name": "my-sbc", "head": "…" } ].`);
  }
  if (value.length > MOST_FORMATS) {
    return whole(
      `The setting has ${value.length} formats. There may be ${MOST_FORMATS}: remove those that you do not need.`,
    );
  }
  const problems: FormatProblem[] = [];
  const taken = new Map<string, string>(builtIn.map(({ id }) => [id, 'SIP Trace reads a format of this name already']));
  const formats = value.flatMap((entry: unknown, index) => {
    const reader = new FormatReader(entry, index + 1, compile, taken);
    const framing = reader.read();
    problems.push(...reader.problems);
    taken.set(reader.name, `format ${index + 1} has the same name`);
    return framing === undefined || reader.problems.length > 0
      ? []
      : [{ ...framed(framing), isAlwaysKnown: true as const }];
  });
  return { formats, problems };
}

/** All formats there are, those of the person first: where two know the same head line, hers has the record. */
export const withCustomFormats = (custom: readonly Format[]): readonly Format[] =>
  custom.length === 0 ? builtIn : [...custom, ...builtIn];

/** Reads one format and collects what is wrong with it. */
class FormatReader {
  readonly problems: FormatProblem[] = [];
  name = '';

  constructor(
    readonly value: unknown,
    readonly place: number,
    readonly compile: CompilePattern,
    readonly taken: ReadonlyMap<string, string>,
  ) {}

  read(): Framing | undefined {
    const { value } = this;
    if (!isObject(value)) {
      this.#add('', `This is ${kindOf(value)}. It must be an object such as { "name": "my-sbc", "head": "…" }.`);
      return undefined;
    }
    const id = this.#readName(value.name);
    this.#checkKeys(value, FORMAT_KEYS, '');
    const heads = this.#heads(value.head);
    const details = this.#patterns('details', value.details, START_LINES);
    const skips = this.#patterns('skips', value.skips, START_LINES);
    const ends = this.#patterns('end', value.end, [...START_LINES, ...HEADER_LINES]);
    const entries = this.#patterns('entry', value.entry, [...START_LINES, ...HEADER_LINES]);
    const reach = this.#reach(value.reach);
    const dateOrder = this.#oneOf('dateOrder', value.dateOrder, ['day-first', 'month-first'] as const);
    for (const pattern of details) this.#checkGroups('details', pattern);
    for (const pattern of ends) this.#checkGroups('end', pattern);
    return {
      id,
      heads,
      ...(details.length > 0 && { details }),
      ...(skips.length > 0 && { skips: firstOf(skips) }),
      ...(ends.length > 0 && {
        ends: ends.map((pattern) => ({ word: leadingText(pattern.source).trimStart(), pattern })),
      }),
      ...(entries.length > 0 && { entries: firstOf(entries) }),
      ...(reach !== undefined && { reach }),
      ...(dateOrder !== undefined && { dateOrder }),
    };
  }

  #add(key: string, message: string): void {
    this.problems.push({ format: this.place, name: this.name, key, message });
  }

  #readName(name: unknown): CustomFormatId {
    if (typeof name === 'string') this.name = name.slice(0, LONGEST_NAME);
    const shown = this.name as CustomFormatId;
    if (name === undefined) this.#add('name', 'A name is missing. Add one, such as "my-sbc".');
    else if (typeof name !== 'string')
      this.#add('name', `This is ${kindOf(name)}. It must be a text such as "my-sbc".`);
    else if (name.length > LONGEST_NAME || !/^[A-Za-z0-9][\w.-]*$/.test(name)) {
      this.#add(
        'name',
        `Use at most ${LONGEST_NAME} letters, digits, hyphens, dots and underscores, with a letter or digit first, such as "my-sbc".`,
      );
    } else {
      const reason = this.taken.get(name);
      if (reason !== undefined) this.#add('name', `"${name}" is taken: ${reason}. Choose another name.`);
    }
    return shown;
  }

  #checkKeys(value: Readonly<Record<string, unknown>>, keys: readonly string[], prefix: string): void {
    for (const key of Object.keys(value)) {
      if (keys.includes(key)) continue;
      this.#add(`${prefix}${key}`, `There is no such key. The keys are ${listed(keys)}.`);
    }
  }

  /** One or more head lines; an expression with alternatives gives one for each word that the lines may hold. */
  #heads(value: unknown): HeadLine[] {
    if (value === undefined) {
      this.#add(
        'head',
        'The expression for the line in front of each message is missing, such as "\\\\[sbc\\\\] (?:(?<incoming>RX)|(?<outgoing>TX))".',
      );
      return [];
    }
    const list = Array.isArray(value) ? value : [value];
    if (list.length === 0)
      this.#add('head', 'The list is empty. Add an expression for the line in front of each message.');
    return list.flatMap((head: unknown, index) =>
      this.#head(Array.isArray(value) ? `head[${index + 1}]` : 'head', head),
    );
  }

  #head(key: string, value: unknown): HeadLine[] {
    const more = isObject(value) ? value : { pattern: value };
    if (isObject(value)) this.#checkKeys(value, HEAD_KEYS, `${key}.`);
    const place = isObject(value) ? `${key}.pattern` : key;
    const pattern = this.#pattern(place, more.pattern, []);
    const direction = this.#oneOf(`${key}.direction`, more.direction, ['incoming', 'outgoing'] as const);
    const { duplicate } = more;
    if (duplicate !== undefined && typeof duplicate !== 'boolean') {
      this.#add(`${key}.duplicate`, `This is ${kindOf(duplicate)}. It must be true or false.`);
    }
    if (pattern === undefined) return [];
    this.#checkGroups(place, pattern);
    return this.#words(key, place, more.contains, pattern).map((word) =>
      headLine(word, pattern, direction, duplicate === true),
    );
  }

  /** What every such head line holds: as the person says, or as the expression shows. */
  #words(key: string, place: string, contains: unknown, { source }: Pattern): readonly string[] {
    if (contains !== undefined) {
      if (typeof contains === 'string' && contains.trim() !== '') return [contains];
      this.#add(`${key}.contains`, 'This must be a text that every such line holds, and not only blanks.');
      return [];
    }
    const words = requiredWords(source);
    if (words.length === 0) {
      this.#add(
        place,
        'No fixed text can be seen in this expression, and to try it on every line of a log would be slow. Say which text ' +
          'each of these lines holds: { "pattern": "…", "contains": "the text" }.',
      );
    }
    return words;
  }

  #patterns(key: string, value: unknown, never: readonly string[]): Pattern[] {
    if (value === undefined) return [];
    const list = Array.isArray(value) ? value : [value];
    return list.flatMap((expression: unknown, index) => {
      const pattern = this.#pattern(Array.isArray(value) ? `${key}[${index + 1}]` : key, expression, never);
      return pattern === undefined ? [] : [onlyWith(requiredWords(pattern.source), pattern)];
    });
  }

  /** The pattern that `expression` describes; it matches neither the empty line nor one of the lines `never`. */
  #pattern(key: string, expression: unknown, never: readonly string[]): Pattern | undefined {
    if (typeof expression !== 'string' || expression === '') {
      const is = expression === '' ? 'an empty text' : expression === undefined ? 'missing' : kindOf(expression);
      this.#add(key, `This is ${is}. It must be a regular expression, as a text.`);
      return undefined;
    }
    try {
      const pattern = this.compile(expression);
      const wrong = ['', ...never].find((line) => pattern.test(line));
      if (wrong === undefined) return pattern;
      this.#add(
        key,
        wrong === ''
          ? 'This matches the empty line, so it tells nothing. Say what must stand on the line.'
          : `This matches lines of messages too, such as "${wrong}". Say more precisely what stands on the line, and begin with ^.`,
      );
    } catch (error) {
      this.#add(key, error instanceof Error ? error.message : String(error));
    }
    return undefined;
  }

  #checkGroups(key: string, { source }: Pattern): void {
    for (const [, name = ''] of source.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)) {
      if (GROUPS.has(name)) continue;
      this.#add(key, `There is no group "${name}". The groups are ${listed([...GROUPS])}; for any other, write (?:…).`);
    }
  }

  #reach(value: unknown): number | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= FARTHEST_REACH) return value;
    this.#add(
      'reach',
      `This must be a whole number from 1 to ${FARTHEST_REACH}: in how many lines behind the head line the message begins.`,
    );
    return undefined;
  }

  #oneOf<Choice extends string>(key: string, value: unknown, choices: readonly Choice[]): Choice | undefined {
    if (value === undefined) return undefined;
    const choice = choices.find((known) => known === value);
    if (choice === undefined) this.#add(key, `This must be ${choices.map((known) => `"${known}"`).join(' or ')}.`);
    return choice;
  }
}

const headLine = (
  word: string,
  pattern: Pattern,
  direction: Direction | undefined,
  isDuplicate: boolean,
): HeadLine => ({
  word,
  pattern,
  ...(direction !== undefined && { direction }),
  ...(isDuplicate && { isDuplicate }),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
