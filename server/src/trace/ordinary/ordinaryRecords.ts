import type { Format } from '../formats/format';
import { RowSink } from '../rowSink';
import { KNOWN_METHODS } from '../sip/startLine';
import type { Store } from '../store';
import { type NextUnit, UnitWord } from '../text/nextUnit';
import { areAscii, standsAny, type Units, unitsOf } from '../text/units';
import type { Window, Windows } from '../text/windows';
import { isBlankLine, OrdinaryMessage, SPECIAL } from './ordinaryMessage';

/** Reads the ordinary records of one format. */
export interface OrdinaryReader {
  /**
   * Reads the record that begins with the line at index `start` of `window` into the tables, if it is ordinary and lies in the window.
   * Returns the index of the line behind it; else `SPECIAL`, with nothing done.
   */
  read(window: Window, start: number, words: Words): number;
}

/** The words of known formats in a window. */
export interface Words {
  /** Index of the first one at or behind `at`; more than that of anything when there is none. */
  next(at: number): number;
}

/** Makes the reader of a format. */
export type MakesOrdinaryReader = (sink: RowSink, message: OrdinaryMessage) => OrdinaryReader;

/** A format that a log is known to have, and its index. */
export interface KnownFormat {
  readonly index: number;
  readonly format: Format;
}

/**
 * Reads what nothing is special about in a log: lines that are no part of any record, and ordinary records. The `Scanner` reads
 * everything else, and would read this in just the same way.
 */
export class OrdinaryRecords implements Words {
  readonly #windows: Windows;
  readonly #sink: RowSink;
  readonly #known: readonly KnownFormat[];
  /** The reader of each known format that has one. */
  readonly #readers: readonly (OrdinaryReader | undefined)[];
  readonly #words: readonly (readonly UnitWord[])[];
  readonly #leastWords: readonly UnitWord[];
  #window: Window | undefined;
  /** How many units of the window ordinary records have. Lines between records are read as fast by others. */
  #gain = 0;
  readonly #mayPause: boolean;
  /** Whether there is any record that it could read, and no word that is not ASCII: these cannot be searched for in units. */
  readonly isNeeded: boolean;
  /** How long the next pause is, and where this one ends, in units. */
  #pause = SHORTEST_PAUSE;
  #pauseEnd = 0;
  /**
   * How much of a window may be left where the record there seems to be special because the end of the window cuts it: so much that few
   * are taken for special that are not, and so little that many that are special do not make many windows.
   */
  readonly #mostLeft: number;
  /** Where in the window the words of each known format stand, and those of all; the same arrays for all windows, so that V8 sees one kind. */
  readonly #places: readonly NextUnit[][];
  readonly #anyPlaces: NextUnit[] = [];
  /** From here to there no word stands. */
  #quietFrom = 0;
  #quietUntil = -1;

  /** With `isOptional` others read what is special and go on behind it: then it is used where it gains something. */
  constructor(windows: Windows, store: Store, known: readonly KnownFormat[], isOptional: boolean) {
    this.#mayPause = isOptional;
    this.#mostLeft = isOptional ? 0.25 : 0.75;
    this.#windows = windows;
    this.#sink = new RowSink(store);
    this.#known = known;
    const message = new OrdinaryMessage();
    this.#readers = known.map(({ format }) => format.ordinary?.(this.#sink, message));
    this.#words = known.map(({ format }) => format.words.map((word) => new UnitWord(word)));
    this.#leastWords = leastWords(known.flatMap(({ format }) => format.words)).map((word) => new UnitWord(word));
    this.#places = known.map(() => []);
    this.isNeeded =
      this.#readers.some((reader) => reader !== undefined) && this.#words.flat().every(({ units }) => areAscii(units));
  }

  /**
   * Reads from the line at offset `from` of the log on, to the first line that is special, or at or behind `until`. Returns the offset of
   * that line.
   */
  readFrom(from: number, until: number): number {
    if (!this.isNeeded || from < this.#pauseEnd) return from;
    let at = from;
    for (;;) {
      let window = this.#window;
      if (!window?.isThere || at < window.base || at >= window.base + window.length) {
        if (this.#pausesAt(at)) return at;
        window = this.#moveTo(at);
      }
      at = window.base + this.#readIn(window, at - window.base, until - window.base);
      if (at >= until) return at;
      const left = window.base + window.length - at;
      if (left > window.length * this.#mostLeft || this.#pausesAt(at) || this.#moveTo(at).length <= left) return at;
    }
  }

  /** Whether so little was ordinary in the window that is left at offset `at` that no other one is made for a while. */
  #pausesAt(at: number): boolean {
    const window = this.#window;
    if (window === undefined || !this.#mayPause || at < window.base) return false;
    if (this.#gain > (at - window.base) * LEAST_GAIN) {
      this.#pause = SHORTEST_PAUSE;
      return false;
    }
    this.#window = undefined;
    this.#pauseEnd = at + this.#pause;
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    return true;
  }

  next(at: number): number {
    if (at >= this.#quietFrom && at <= this.#quietUntil) return this.#quietUntil;
    let next = NEVER;
    for (const places of this.#anyPlaces) next = Math.min(next, places.at(at));
    this.#quietFrom = at;
    this.#quietUntil = next;
    return next;
  }

  #moveTo(at: number): Window {
    const window = this.#windows.at(at);
    this.#window = window;
    this.#gain = 0;
    this.#quietUntil = -1;
    for (const [index, places] of this.#places.entries()) put(places, window, this.#words[index] ?? []);
    put(this.#anyPlaces, window, this.#leastWords);
    return window;
  }

  /** Reads from the line at index `from` of `window` on; returns the index of the line at which it ends. */
  #readIn(window: Window, from: number, until: number): number {
    const { units, lines, length } = window;
    const last = Math.min(until, length);
    let line = from;
    while (line < last && lines.moveTo(line, length)) {
      if (lines.end === line) {
        line = lines.next;
        continue;
      }
      if (this.next(line) < lines.end) {
        const next = this.#readRecord(window, line);
        if (next === SPECIAL) break;
        this.#gain += next - line;
        line = next;
        continue;
      }
      if (window.nextVersion(line) < lines.end || mayBegin(units, line, lines.end)) break;
      line = lines.next;
    }
    return line;
  }

  /** Reads the record that begins with the line at `line`, which was walked last, and on which a word of a format stands. */
  #readRecord(window: Window, line: number): number {
    const { end } = window.lines;
    let found: OrdinaryReader | undefined;
    for (let index = 0; index < this.#known.length; index++) {
      if (!stand(this.#places[index] ?? [], line, end)) continue;
      const reader = this.#readers[index];
      if (reader === undefined || found !== undefined) return SPECIAL;
      found = reader;
      this.#sink.format = this.#known[index]?.index ?? 0;
    }
    return found === undefined ? SPECIAL : found.read(window, line, this);
  }
}

/** Those of `words` that hold no other: where `---> ` stands, `-> ` does. */
export const leastWords = (words: readonly string[]): readonly string[] =>
  [...new Set(words)].filter((word) => !words.some((other) => other !== word && word.includes(other)));

/** Puts in `places` where the `words` stand in `window`. */
function put(places: NextUnit[], window: Window, words: readonly UnitWord[]): void {
  for (let index = 0; index < words.length; index++) places[index] = window.places.of(words[index] as UnitWord);
}

/** Whether one of the words stands at `start..end`. */
function stand(places: readonly NextUnit[], start: number, end: number): boolean {
  for (const place of places) if (place.at(start) < end) return true;
  return false;
}

/** Index that nothing has. Infinity is no whole number, and code that has met one compares all indices as fractions. */
const NEVER = 1 << 30;
/** The share of a window that ordinary records have to take so that the next one is made at once. */
const LEAST_GAIN = 0.125;
/** Lengths of pauses, in units. */
const SHORTEST_PAUSE = 1 << 16;
const LONGEST_PAUSE = 1 << 20;

/** Whether the line at `start..end`, which holds no word of a format and no version, may be a start-line all the same, a broken one. */
export function mayBegin(units: Units, start: number, end: number): boolean {
  if (start === end || isBlankLine(units, start, end)) return false;
  let last = end;
  while (isBlankLine(units, last - 1, last)) last--;
  // `SIP/3.0` at the end, `SIP/1.0 4` at the beginning.
  if (units[last - 2] === DOT && units[last - 4] === SLASH) return true;
  return (((units[start] as number) | 32) === LETTER_S && units[start + 3] === SLASH) || beginsWithMethod(units, start);
}

/** Whether a known method stands at `start`, with anything behind it. */
export function beginsWithMethod(units: Units, start: number): boolean {
  const first = units[start] as number;
  return first >= 65 && first <= 85 && standsAny(units, start, METHODS);
}

const DOT = 46;
const SLASH = 47;
const LETTER_S = 115;
const METHODS = KNOWN_METHODS.map(unitsOf);
