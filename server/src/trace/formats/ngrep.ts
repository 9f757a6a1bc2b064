import type { Pieces } from '../messageText';
import type { Span } from '../text/span';
import { addLines, type Entry, entryLines, withTabs } from './entry';
import { addHexDump } from './hexDump';
import { inParts } from './inParts';

const PROTOCOL = String.raw`(?:^|(?<=[\s>]))(?:(?<udp>U)|(?<tcp>T)|(?<quoted>I))6?(?:\(\d{1,3}\))? `;
const TIME = String.raw`(?:(?<time>\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{1,9}) |[-+]\d{1,20}\.\d{1,9} )?`;
const NUMBER = String.raw`(?: #\d+)?(?=\s|$)`;
const host = (name: string): string => String.raw`\[?(?<${name}>[\da-fA-F.:]{2,45}?)\]?`;
const place = (name: string): string => String.raw`${host(name)}(?::(?<${name}Port>\d{1,5}))?`;
const FRAGMENT = new RegExp(
  String.raw`${PROTOCOL}${TIME}${host('source')} -> ${host('destination')} \+\d+@\d+:\d+${NUMBER}`,
);
/** Behind the places of an ICMP packet its type and code, of one of TCP its flags. */
const PACKET = new RegExp(
  String.raw`${PROTOCOL}${TIME}${place('source')} -> ${place('destination')}(?: \d+:\d+)?(?: \[[A-Z]{1,8}\])?${NUMBER}`,
);

/**
 * ngrep. It shows each octet that cannot be printed as a dot (or as `-P` says), so CR LF as `..`, with `-W byline` as a
 * dot and a line end.
 *
 *     #
 *     U 2026/11/22 18:47:27.086090 192.0.2.1:5060 -> 192.0.2.2:5060 #1
 *       INVITE sip:bob@example.com SIP/2.0..Via: SIP/2.0/UDP 192.0.2.1:5060;branch=
 *       z9hG4bK1..From: <sip:alice@example.com>;tag=a..To: <sip:bob@example.com>..
 *
 * That is the default: wrapped, with two blanks in front of each line, the last one filled with blanks. `-W none` writes
 * one long line, `-W single` that line behind the head. `-q` leaves out the lines of `#`, one for each packet that was
 * looked at; an empty line stands in their place. `-t` and `-T` give the time; that of `-T` counts from the packet before
 * and is not read. `-N` adds the number of the protocol: `T(6)`. Packets of TCP have flags, `[AP]`; fragments no ports,
 * `+109@1480:1480`. `-x` writes a hex dump.
 */
export const ngrep = inParts({
  id: 'ngrep',
  isKnownByHead: true,
  heads: [FRAGMENT, PACKET].map((pattern) => ({ word: '-> ', pattern })),
  payload: (entry, to) => {
    const { log, headEnd, lines } = entry;
    const onHead = { start: headEnd + 1, end: lines.start };
    if (log.slice(onHead.start, onHead.end).trim() !== '') addLines(entry, onHead, to);
    else if (addHexDump(entry, lines.start, to)) return;
    else if (isWrapped(entry)) addWrapped(entry, to);
    else addLines(entry, { start: lines.start, end: endOfPayload(entry) }, to);
    const mark = unprintable(to.text);
    to.readAs(withTabs(mark === '.' ? to.text : to.text.replaceAll(mark, '.')));
  },
});

/** What `-P` has ngrep show for CR and LF: it stands between the first lines. */
function unprintable(text: string): string {
  const [, mark = '.'] =
    /([^\w\s<>()"';,=:/?&@-])(?:\1|\n)[A-Z][A-Za-z-]{0,40}[ \t]?:/i.exec(text.slice(0, 2000)) ?? [];
  return mark;
}

function isWrapped(entry: Entry): boolean {
  const [first] = entryLines(entry, entry.lines);
  return first !== undefined && entry.log.startsWith('  ', first.start);
}

/** Joins wrapped lines. Editors may have taken the blanks from their ends: these are put back, but for the last line. */
function addWrapped(entry: Entry, to: Pieces): void {
  const { log } = entry;
  const lines: Span[] = [];
  for (const { start, end } of entryLines(entry, entry.lines)) {
    if (!log.startsWith('  ', start)) break;
    lines.push({ start: start + 2, end });
  }
  const width = Math.max(...lines.map(({ start, end }) => end - start));
  for (const [index, { start, end }] of lines.entries()) {
    if (index < lines.length - 1) to.add(log, { start, end }, ' '.repeat(width - (end - start)));
    else to.add(log, { start, end: start + log.slice(start, end).trimEnd().length });
  }
}

/** Behind the last line of the payload. An empty line or one of `#` stands between it and the next head line. */
function endOfPayload(entry: Entry): number {
  const { log, lines } = entry;
  let end = lines.start;
  let last = { text: '', start: end };
  for (const line of entryLines(entry, lines)) {
    last = { text: log.slice(line.start, Math.min(line.end, line.start + 300)), start: end };
    if (/^(?:#+(?:exit)?|exit)$/.test(last.text)) return last.start;
    end = line.next;
  }
  return last.text === '' ? last.start : end;
}
