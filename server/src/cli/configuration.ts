import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { findNodeAtLocation, type Node, type ParseError, type ParseErrorCode, parseTree } from 'jsonc-parser';
import {
  defaultFindingSettings,
  type FindingSettings,
  readFindingSettings,
  type SettingProblem,
} from '../trace/findings/configuration';
import { LineIndex } from '../trace/text/lineIndex';
import { nearest } from '../trace/text/nearest';
import { printable } from '../trace/text/printable';
import { decoded } from './decoded';
import { reasonOf } from './files';

/** Name of the file that says which findings of the logs below its folder are shown. */
export const CONFIGURATION_NAME = '.sip-trace.json';

/** What holds for a log. */
export interface Configuration {
  /** The file that says it, as it is shown; `null` when none does. */
  readonly file: string | null;
  readonly settings: FindingSettings;
}

/** A configuration that cannot be used; the message has a line for each reason. Exit status 2. */
export class ConfigurationError extends Error {
  constructor(
    /** As it is shown. */
    readonly file: string,
    message: string,
  ) {
    super(message);
  }
}

const NONE: Configuration = { file: null, settings: defaultFindingSettings };

/** Finds and reads configurations, each once. */
export class Configurations {
  readonly #byFolder = new Map<string, Configuration | ConfigurationError>();
  readonly #given: Configuration | undefined;

  /** `given` is the file that holds for all logs; `false` when none does. Throws when it cannot be used. */
  constructor(given?: string | false) {
    if (given === false) this.#given = NONE;
    else if (given !== undefined) this.#given = readConfiguration(given);
  }

  /**
   * What holds for the log `file`, or for standard input (`-`): the nearest configuration in its folder or above. One that cannot be
   * used is returned as the same error for each of its logs: those of other folders are checked all the same.
   */
  for(file: string): Configuration | ConfigurationError {
    return this.#given ?? this.#in(file === '-' ? resolve('.') : dirname(resolve(file)));
  }

  /** The search ends at a folder that is a repository of its own, or at the root of the file system. */
  #in(folder: string): Configuration | ConfigurationError {
    let found = this.#byFolder.get(folder);
    if (found === undefined) {
      const file = join(folder, CONFIGURATION_NAME);
      const parent = dirname(folder);
      if (isFile(file)) found = usable(relative('.', file).startsWith('..') ? file : relative('.', file));
      else found = parent === folder || existsSync(join(folder, '.git')) ? NONE : this.#in(parent);
      this.#byFolder.set(folder, found);
    }
    return found;
  }
}

function usable(file: string): Configuration | ConfigurationError {
  try {
    return readConfiguration(file);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

/** No configuration is longer, in octets. */
const LONGEST = 1_000_000;
/** Reasons that are told at once. */
const MOST_PROBLEMS = 20;

function readConfiguration(file: string): Configuration {
  const text = textOf(file);
  const { tree, value } = parsed(file, text);
  const { settings, problems } = readFindingSettings(value);
  const all = [...unknownKeys(value), ...problems];
  if (all.length > 0) {
    const at = placesIn(file, text);
    const offsetOf = ({ path }: SettingProblem): number => {
      const node = findNodeAtLocation(tree, [...path]);
      return (node?.parent?.type === 'property' ? node.parent : node)?.offset ?? 0;
    };
    throw failure(
      file,
      all.map((problem) => at(offsetOf(problem), `${shown(problem.path)}: ${problem.reason}`)),
    );
  }
  return { file, settings };
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > LONGEST) throw new Error('it is longer than 1 MB');
    return decoded(readFileSync(file)).replace(/^\ufeff/, '');
  } catch (error) {
    throw failure(file, [`${file}: the configuration cannot be read: ${reasonOf(error)}`]);
  }
}

/** The object in a text of JSON, and where its parts stand. */
function parsed(file: string, text: string): { tree: Node; value: object } {
  const at = placesIn(file, text);
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors, { disallowComments: true });
    const reasons = errors.map(({ error, offset }) =>
      at(offset, `this is no JSON: ${WORDS[error] ?? 'not expected here'}`),
    );
    if (reasons.length > 0) throw failure(file, reasons);
    if (tree?.type !== 'object') throw failure(file, [at(tree?.offset ?? 0, 'it must be an object in braces: {}')]);
    return { tree, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw failure(file, [at(0, error instanceof RangeError ? 'it is nested too deeply' : reasonOf(error))]);
  }
}

/** What is wrong, by the number of an error of the parser. */
const WORDS: Readonly<Partial<Record<ParseErrorCode, string>>> = {
  1: 'a word or a character that JSON does not have',
  2: 'a number that is broken',
  3: 'the name of a property in quotes is missing',
  4: 'a value is missing',
  5: 'a colon is missing',
  6: 'a comma is missing',
  7: 'a closing brace is missing',
  8: 'a closing bracket is missing',
  9: 'something follows behind the end',
  10: 'comments are not allowed',
  11: 'a comment has no end',
  12: 'a text has no closing quote',
  13: 'a number that is broken',
  14: 'a character behind \\u that is none',
  15: 'a character behind a backslash that has no meaning there',
  16: 'a control character in a text',
};

const KEYS = ['$schema', 'profile', 'findings', 'suppress'];

function unknownKeys(value: object): SettingProblem[] {
  return Object.keys(value)
    .filter((key) => !KEYS.includes(key))
    .map((key) => {
      // In the settings of an editor the names have this in front of them.
      const meant = nearest(key.replace(/^sipTrace\./, ''), KEYS);
      const guess = meant === undefined ? `; there are ${KEYS.join(', ')}` : `; did you mean "${meant}"?`;
      return { path: [key], reason: `there is no such key${guess}` };
    });
}

/** `FILE:LINE:COLUMN: reason`, from 1, for an offset of the text. */
function placesIn(file: string, text: string): (offset: number, reason: string) => string {
  const lines = new LineIndex(text);
  return (offset, reason) => {
    const { line, character } = lines.placeAt(offset);
    return `${file}:${line + 1}:${character + 1}: ${reason}`;
  };
}

function failure(file: string, reasons: readonly string[]): ConfigurationError {
  const more = reasons.length - MOST_PROBLEMS;
  const lines = reasons.slice(0, MOST_PROBLEMS).map((reason) => `sip-trace: ${reason}\n`);
  return new ConfigurationError(file, [...lines, ...(more > 0 ? [`sip-trace: and ${more} more\n`] : [])].join(''));
}

/** `suppress[2].method`. */
const shown = (path: readonly (string | number)[]): string =>
  path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${printable(key, 60)}`))
    .join('');
