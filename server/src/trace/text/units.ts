import type { LineIndex } from './lineIndex';
import { NextIndex, Places } from './nextIndex';
import { PlainLines } from './plainLines';

/**
 * A text as numbers, one for each UTF-16 unit or octet: a loop over these is some five times as fast as one that asks a string for each
 * character. Those beyond Latin-1 are all `BEYOND`, since nobody asks which they are, so that all code sees one kind of array.
 */
export type Units = Uint8Array;
const BEYOND = 255;

/** What stands in start-lines that are not broken. A Via has a slash behind it. */
const VERSION = 'SIP/2.0';

/** A part of a log, as numbers and as characters: small enough to stay in the cache of a processor while it is read. */
export class Window {
  readonly lines: PlainLines;
  readonly places: Places;
  readonly #versions: NextIndex;

  constructor(
    readonly units: Units,
    readonly text: string,
    /** Offset in the log of the first unit. All else that is said of a window counts from there. */
    readonly base: number,
    /** Whether each unit is an octet in UTF-8. */
    readonly hasOctets: boolean,
    /** Whether it is known that each unit is of ASCII. */
    readonly isAscii: boolean,
    /** Room to note where lines end. */
    feeds: Int32Array,
  ) {
    this.lines = new PlainLines(text, units, feeds);
    this.places = new Places(text);
    this.#versions = new NextIndex(text, VERSION, '/');
  }

  /** How many units there are. */
  get length(): number {
    return this.text.length;
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

/** Units in a window; fewer where only a few records are read. Longer strings V8 would not put where new ones cost nothing. */
const LEAST_UNITS = 1 << 14;
export const MOST_UNITS = 1 << 16;

/** Shows a log in windows, each of them in the memory of the one before. */
export abstract class Windows {
  /** Where units stand. */
  protected readonly units = new Uint8Array(MOST_UNITS);
  /** Where lines end: signed, since V8 compares unsigned numbers as fractions. */
  protected readonly feeds = new Int32Array(MOST_UNITS);
  #length = 0;

  /** A window that holds what stands at `from..to` of the log, or up to its end. */
  protected abstract take(from: number, to: number): Window;

  /** A window that begins at offset `from` of the log. The one before is gone. */
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
    const { units } = this;
    const { length } = text;
    const { read, written } = this.#encoder.encodeInto(text, units);
    const isAscii = read === length && written === length;
    if (!isAscii) for (let at = 0; at < length; at++) units[at] = Math.min(text.charCodeAt(at), BEYOND);
    return new Window(units, text, from, isAscii, isAscii, this.feeds);
  }
}
