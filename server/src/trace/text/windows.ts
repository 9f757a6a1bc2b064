import type { LineIndex } from './lineIndex';
import { NextUnit, UnitPlaces, UnitWord } from './nextUnit';
import { PlainLines } from './plainLines';
import type { Units } from './units';
import { MARGIN, MOST_UNITS, type WindowMemory, windowMemory } from './windowMemory';

/** What stands in start-lines that are not broken. A Via has a slash behind it. */
const VERSION = new UnitWord('SIP/2.0', '/');

/** How many windows have been made. */
let made = 0;

/**
 * A part of a log, as numbers: small enough to stay in the cache of a processor while it is read. All windows have the same memory, so that
 * one is there until the next one is made.
 */
export class Window {
  readonly units: Units;
  readonly lines: PlainLines;
  readonly places: UnitPlaces;
  readonly #versions: NextUnit;
  readonly #number = ++made;

  /** The units stand in the memory. */
  constructor(
    memory: WindowMemory,
    /** How many units there are. */
    readonly length: number,
    /** The characters at `start..end`, counted from the beginning of the window, which few ask for. */
    readonly slice: (start: number, end: number) => string,
    /** Offset in the log of the first unit. All else that is said of a window counts from there. */
    readonly base: number,
    /** Whether each unit is an octet in UTF-8. */
    readonly hasOctets: boolean,
    /** Whether it is known that each unit is of ASCII. */
    readonly isAscii: boolean,
  ) {
    this.units = memory.units;
    this.units.fill(0, length, length + MARGIN);
    this.lines = new PlainLines(memory, length);
    this.places = new UnitPlaces(memory, length);
    // Not among the places: a format may have the same word, whatever stands behind it.
    this.#versions = new NextUnit(memory, length, VERSION);
  }

  /** Whether no other one has been made since. */
  get isThere(): boolean {
    return this.#number === made;
  }

  /** Index of the first `SIP/2.0` at or behind `at` that may be that of a start-line; the length when there is none. */
  nextVersion(at: number): number {
    return this.#versions.at(at);
  }

  /** Whether the units at `start..end` are characters, and no octets that only together are one. */
  holdsCharacters(start: number, end: number): boolean {
    if (this.isAscii || !this.hasOctets) return true;
    for (let at = start; at < end; at++) if ((this.units[at] as number) > 127) return false;
    return true;
  }
}

/** Units in the first window: more are not looked at where only a few records are read. */
const LEAST_UNITS = 1 << 14;

/** Shows a log in windows. */
export abstract class Windows {
  protected readonly memory = windowMemory();
  #length = 0;

  /** A window that holds what stands at `from..to` of the log, or up to its end. */
  protected abstract take(from: number, to: number): Window;

  /** A window that begins at offset `from` of the log. */
  at(from: number): Window {
    this.#length = this.#length === 0 ? LEAST_UNITS : MOST_UNITS;
    return this.take(from, from + this.#length);
  }
}

/** What every host of JavaScript has. https://encoding.spec.whatwg.org/#interface-textencoder */
declare const TextEncoder: new () => {
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
};

/** Windows of a text; `lines` gets to know the lines that are found in them. */
export class TextWindows extends Windows {
  readonly #encoder = new TextEncoder();
  /** Whether all windows have been of ASCII. */
  #isAscii = true;

  constructor(
    readonly text: string,
    readonly lines?: LineIndex,
  ) {
    super();
  }

  protected take(from: number, to: number): Window {
    const window = this.#windowOf(this.text.slice(from, to), from);
    if (window.lines.arePlain) this.lines?.take(from, window.lines);
    return window;
  }

  #windowOf(text: string, from: number): Window {
    const { length } = text;
    const isAscii = this.#put(text);
    const slice = (start: number, end: number): string => text.slice(start, end);
    return new Window(this.memory, length, slice, from, isAscii, isAscii);
  }

  /** Puts the units of `text` into the memory; returns whether all are of ASCII. */
  #put(text: string): boolean {
    const { units, utf8, putUnits } = this.memory;
    const { length } = text;
    if (this.#isAscii) {
      const { read, written } = this.#encoder.encodeInto(text, units);
      this.#isAscii = read === length && written === length;
      if (this.#isAscii) return true;
    }
    // A character beyond ASCII is seldom alone.
    const { written } = this.#encoder.encodeInto(text, utf8);
    putUnits(written);
    return written === length;
  }
}
