import type { Pieces } from '../messageText';
import { type Entry, entryLines } from './entry';

/**
 * A line of a hex dump: perhaps the offset, up to 16 octets, perhaps the same as text.
 *
 *       49 4e 56 49 54 45 20 73    69 70 3a 62 6f 62 40 65    INVITE sip:bob@e     ngrep -x
 *     →0x0030:  2e30 0d0a 5669 613a 2053 4950 2f32 2e30  .0..Via:.SIP/2.0        tcpdump -X, -x without the text
 *     0030  2e 30 0d 0a 56 69 61 3a  20 53 49 50 2f 32 2e 30   .0..Via: SIP/2.0     tshark -x
 */
const LINE =
  /^(\s{0,8}(?:0x[\da-f]{4,8}:? {1,3}|[\da-f]{4,8} {2})?)((?:[\da-f]{2}){1,2}(?: (?:[\da-f]{2}){1,2}){0,7}(?: {1,4}[\da-f]{2}(?: [\da-f]{2}){0,7})?)(?: {2,60}|\s*$)/;

const FULL = 16;

/**
 * Adds what the lines behind `start` hold, if they are a hex dump. The octets have their places in the log where they stand
 * as text, or where they begin as digits. Returns whether there were any.
 */
export function addHexDump(entry: Entry, start: number, to: Pieces): boolean {
  const { log } = entry;
  let column = 0;
  for (const line of entryLines(entry, { start, end: entry.lines.end })) {
    const text = log.slice(line.start, Math.min(line.end, line.start + 200));
    const [whole, offset = '', digits = ''] = LINE.exec(text) ?? [];
    if (whole === undefined) break;
    const octets = digits.replaceAll(' ', '').match(/../g) ?? [];
    if (column === 0) column = octets.length < FULL ? whole.length : offset.length + digits.length + gapBehind(offset);
    const from = column < text.length ? column : offset.length;
    const inLine = Math.min(octets.length, text.length - from);
    to.addAs(octets.slice(0, inLine).map(shown).join(''), line.start + from);
    to.addFilling(octets.slice(inLine).map(shown).join(''));
  }
  return to.length > 0;
}

/** How many blanks stand between digits and text. */
const gapBehind = (offset: string): number => (offset.includes('0x') ? 2 : offset.trim() === '' ? 4 : 3);

/** An octet as a character; those beyond ASCII as the programs show them. */
function shown(octet: string): string {
  const code = Number.parseInt(octet, 16);
  return code < 128 ? String.fromCharCode(code) : '.';
}
