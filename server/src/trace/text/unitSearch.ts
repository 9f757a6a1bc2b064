import { CODE } from './unitSearchCode';
import type { Units } from './units';

/** Units in the longest window. */
export const MOST_UNITS = 1 << 16;
/** Octets behind the units, which are looked at with the last one; they have to be 0. */
export const MARGIN = 64;

/**
 * Searches in the units of a window, which lie in a memory of its own. A third of the time that reading takes would go into these searches
 * if they were made in TypeScript, which sees one unit at a time.
 */
export interface UnitSearch {
  /** Where the units of the window stand. */
  readonly units: Units;
  /** Where lines end: signed, since V8 compares unsigned numbers as fractions. */
  readonly feeds: Int32Array;
  /** Notes in `feeds` at which LF each line ends of the first `length` units. Returns how many, or -1 where a CR stands in front of anything but LF. */
  lineEnds(length: number): number;
  /**
   * Index of the first unit from `from` on that is `one` and has `other` behind it; any unit has where `mask` and `other` are 0, not 255.
   * Where none stands in front of `length`, it is that or more.
   */
  findPair(from: number, length: number, one: number, other: number, mask: number): number;
}

/** What is used of https://webassembly.github.io/spec/js-api/, which nearly every host of JavaScript has. */
declare const WebAssembly: {
  readonly Module: new (octets: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: Pick<UnitSearch, 'lineEnds' | 'findPair'> & {
      readonly memory: { readonly buffer: ArrayBuffer };
      readonly feeds: { readonly value: number };
    };
  };
};

/** Sixteen units at a time. Throws where the host has no WebAssembly, or none with vectors. */
export function vectorSearch(): UnitSearch {
  const code = Uint8Array.from(CODE.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
  const { memory, feeds, lineEnds, findPair } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  return {
    units: new Uint8Array(memory.buffer, 0, MOST_UNITS + MARGIN),
    feeds: new Int32Array(memory.buffer, feeds.value, MOST_UNITS),
    lineEnds,
    findPair,
  };
}

/** One unit at a time. */
export function plainSearch(): UnitSearch {
  const units = new Uint8Array(MOST_UNITS + MARGIN);
  const feeds = new Int32Array(MOST_UNITS);
  return {
    units,
    feeds,
    lineEnds(length) {
      let count = 0;
      for (let at = 0; at < length; at++) {
        if (units[at] === LF) feeds[count++] = at;
        else if (units[at] === CR && units[at + 1] !== LF) return -1;
      }
      return count;
    },
    findPair(from, length, one, other, mask) {
      let at = from;
      while (at < length && (units[at] !== one || ((units[at + 1] as number) & mask) !== other)) at++;
      return at;
    },
  };
}

let search: UnitSearch | undefined;

/** The searches of this process, for one window at a time. */
export function unitSearch(): UnitSearch {
  if (search === undefined) {
    try {
      search = vectorSearch();
    } catch {
      // An old browser, or a host that forbids WebAssembly. Everything is found all the same.
      search = plainSearch();
    }
  }
  return search;
}

const LF = 10;
const CR = 13;
