import { BEYOND, type Units } from './units';
import { CODE } from './windowMemoryCode';

/** Units in the longest window. */
export const MOST_UNITS = 1 << 16;
/** Octets behind the units, which are looked at with the last one; they have to be 0. */
export const MARGIN = 64;
/** Octets in UTF-8 of a UTF-16 unit, at most. */
const WIDEST = 3;

/**
 * Where a window lies, one at a time, and what is done there. With `plainMemory`, which sees one unit at a time, reading takes 1.3 times as
 * long and more.
 */
export interface WindowMemory {
  /** The units of the window. */
  readonly units: Units;
  /** Where lines end: signed, since V8 compares unsigned numbers as fractions. */
  readonly feeds: Int32Array;
  /** Room for the text of a window. */
  readonly utf8: Uint8Array;
  /** Notes in `feeds` at which LF each line ends of the first `length` units. Returns how many, or -1 where a CR stands in front of anything but LF. */
  lineEnds(length: number): number;
  /**
   * Index of the first unit from `from` on that is `one` and has `other` behind it; any unit has where `mask` and `other` are 0, not 255.
   * Where none stands in front of `length`, it is that or more.
   */
  findPair(from: number, length: number, one: number, other: number, mask: number): number;
  /** Makes units of the first `length` octets of `utf8`, which are valid; returns how many. */
  putUnits(length: number): number;
}

/** What is used of https://webassembly.github.io/spec/js-api/, which nearly every host of JavaScript has. */
declare const WebAssembly: {
  readonly Module: new (octets: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: Pick<WindowMemory, 'lineEnds' | 'findPair' | 'putUnits'> & {
      readonly memory: { readonly buffer: ArrayBuffer };
      readonly feeds: { readonly value: number };
      readonly utf8: { readonly value: number };
    };
  };
};

/** Sixteen units at a time. Throws where the host has no WebAssembly, or none with vectors. */
export function vectorMemory(): WindowMemory {
  const code = Uint8Array.from(CODE.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
  const { memory, feeds, utf8, ...functions } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  return {
    units: new Uint8Array(memory.buffer, 0, MOST_UNITS + MARGIN),
    feeds: new Int32Array(memory.buffer, feeds.value, MOST_UNITS),
    utf8: new Uint8Array(memory.buffer, utf8.value, MOST_UNITS * WIDEST),
    lineEnds: functions.lineEnds,
    findPair: functions.findPair,
    putUnits: functions.putUnits,
  };
}

/** One unit at a time. */
export function plainMemory(): WindowMemory {
  const units = new Uint8Array(MOST_UNITS + MARGIN);
  const feeds = new Int32Array(MOST_UNITS);
  const utf8 = new Uint8Array(MOST_UNITS * WIDEST);
  let searched = units;
  return {
    units,
    feeds,
    utf8,
    lineEnds(length) {
      let count = 0;
      for (let at = 0; at < length; at++) {
        if (units[at] === LF) feeds[count++] = at;
        else if (units[at] === CR && units[at + 1] !== LF) return -1;
      }
      return count;
    },
    findPair(from, length, one, other, mask) {
      if (searched.length !== length) searched = units.subarray(0, length);
      for (let at = searched.indexOf(one, from); at !== -1; at = searched.indexOf(one, at + 1)) {
        if (((units[at + 1] as number) & mask) === other) return at;
      }
      return length;
    },
    putUnits(length) {
      let count = 0;
      for (let at = 0; at < length; ) {
        const octet = utf8[at] as number;
        if (octet < 0x80) {
          units[count++] = octet;
          at++;
        } else if (octet < 0xe0) {
          units[count++] = Math.min(((octet & 31) << 6) | ((utf8[at + 1] as number) & 63), BEYOND);
          at += 2;
        } else {
          units[count++] = BEYOND;
          // Four octets are a pair of surrogates.
          if (octet >= 0xf0) units[count++] = BEYOND;
          at += octet >= 0xf0 ? 4 : 3;
        }
      }
      return count;
    },
  };
}

let memory: WindowMemory | undefined;

/** The memory that all windows of this process share. */
export function windowMemory(): WindowMemory {
  if (memory === undefined) {
    try {
      memory = vectorMemory();
    } catch {
      // An old browser, or a host that forbids WebAssembly. Everything is found all the same.
      memory = plainMemory();
    }
  }
  return memory;
}

const LF = 10;
const CR = 13;
