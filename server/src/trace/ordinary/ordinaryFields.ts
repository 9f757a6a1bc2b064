import { stands, type Units, unitsOf } from '../text/units';

/** What stands somewhere among units. */
export interface Found {
  start: number;
  end: number;
}

/**
 * Finds the tag in the From or To value at `start..end`; empty where it has none. Returns whether nothing about the value is
 * special: `tagIn` of `sip/nameAddress.ts` finds the same, in any value. RFC 3261 20.20, 20.39.
 */
export function findTag(units: Units, start: number, end: number, into: Found): boolean {
  into.start = into.end = 0;
  const parameters = behindAddress(units, start, end);
  return parameters !== -1 && (parameters === end || findParameter(units, parameters, end, TAG, into));
}

/** Index behind the address in a From or To value; -1 where it is special. */
function behindAddress(units: Units, start: number, end: number): number {
  let at = start;
  if (units[at] === QUOTE) {
    at++;
    while (at < end && units[at] !== QUOTE) if (units[at++] === BACKSLASH) return -1;
    if (++at >= end) return -1;
    if (units[at] === BLANK) at++;
    if (units[at] !== LESS) return -1;
  }
  let semicolon = end;
  for (; at < end && units[at] !== LESS; at++) {
    const code = units[at] as number;
    if (code === QUOTE || code === GREATER) return -1;
    if (code === SEMICOLON && semicolon === end) semicolon = at;
  }
  if (at === end) return semicolon;
  if (semicolon < end) return -1;
  while (at < end && units[at] !== GREATER) at++;
  return at === end ? -1 : at + 1;
}

/** Where sent-by (`host:port`) and branch of the topmost Via stand; each empty when absent. */
export interface FoundVia {
  readonly sentBy: Found;
  readonly branch: Found;
}

/**
 * Finds sent-by and branch in the Via value at `start..end`. Returns whether nothing about the value is special: `readTopVia` of
 * `sip/nameAddress.ts` finds the same, in any value. RFC 3261 20.42.
 */
export function findTopVia(units: Units, start: number, end: number, { sentBy, branch }: FoundVia): boolean {
  branch.start = branch.end = 0;
  if (!stands(units, start, PROTOCOL)) return false;
  let at = start + PROTOCOL.length;
  const protocolEnd = at + 4;
  while (at < protocolEnd && isLetter(units[at] as number)) at++;
  if (units[at] !== BLANK) return false;
  sentBy.start = ++at;
  for (; at < end; at++) {
    const code = units[at] as number;
    if (code === SEMICOLON || code === COMMA) break;
    if (code <= BLANK || code >= 127) return false;
  }
  sentBy.end = at;
  if (sentBy.start >= at) return false;
  return at === end || units[at] === COMMA || findParameter(units, at, end, BRANCH, branch);
}

/**
 * Finds the value of the parameter `name` among those that begin with the semicolon at `start`; they end at `end`, or at a comma.
 * Returns whether nothing about them is special up to the one that is looked for.
 */
function findParameter(units: Units, start: number, end: number, name: readonly number[], into: Found): boolean {
  for (let at = start; at < end; ) {
    if (units[at] === COMMA && name === BRANCH) return true;
    if (units[at] !== SEMICOLON) return false;
    const from = ++at;
    while (at < end && PLAIN[units[at] as number] === 1 && units[at] !== EQUALS) at++;
    const isSought = at - from === name.length && stands(units, from, name, 32);
    if (at === from) return false;
    if (units[at] !== EQUALS || at === end) {
      if (isSought) return false;
      continue;
    }
    const value = ++at;
    while (at < end && PLAIN[units[at] as number] === 1) at++;
    if (!isSought) continue;
    if (at === value || (at < end && units[at] !== SEMICOLON && (units[at] !== COMMA || name === TAG))) return false;
    into.start = value;
    into.end = at;
    return true;
  }
  return true;
}

export const isCapital = (code: number): boolean => code >= 65 && code <= 90;
export const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

const TAG = unitsOf('tag');
const BRANCH = unitsOf('branch');
const PROTOCOL = unitsOf('SIP/2.0/');
const BLANK = 32;
const QUOTE = 34;
const COMMA = 44;
const SEMICOLON = 59;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const BACKSLASH = 92;

/** 1 for what parameters are made of, by unit: what can be seen of ASCII, but for what parts and quotes. */
const PLAIN = new Uint8Array(256).fill(1, BLANK + 1, 127);
for (const code of [QUOTE, COMMA, SEMICOLON, LESS, GREATER]) PLAIN[code] = 0;
