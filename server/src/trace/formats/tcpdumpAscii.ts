import { Pieces } from '../messageText';
import { startLineIn } from '../sip/startLineIn';
import { ownValue } from '../text/ownValue';
import type { Span } from '../text/span';
import { addLines, type Entry, entryLines } from './entry';
import { addHexDump } from './hexDump';
import { inParts } from './inParts';
import { octetLength } from './messageLines';

const NUMBER = String.raw`(?:^\s{0,9}\d{1,9} {2}|^|(?<=[\s>]))`;
const TIME = String.raw`(?:(?<delta>^ \d\d:\d\d:\d\d\.\d{1,9} )|(?<time>(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d{1,9}|\d{9,10}\.\d{1,9}) )?`;
/** Interface and direction, as `-i any` has them. */
const INTERFACE = String.raw`(?:(?:[\w.@:-]{1,20} {1,8})?(?:(?<incoming>In)|(?<outgoing>Out)|[BMP]) {1,4})?`;
const MAC = String.raw`[\da-fA-F:]{11,23}(?: \([^()]{1,30}\))?`;
/** What lies below IP, as `-e` has it. */
const LINK = String.raw`(?:ifindex \d{1,9} )?(?:${MAC}(?: > ${MAC})?,? )?(?:ethertype 802[^:]{1,30}length \d+: )?(?:vlan \d+, p \d+,(?: DEI,)? )?`;
const IP = String.raw`(?:IP6?|ip6?:|ethertype IPv[46](?: \(0x[\da-f]{1,8}\))?,?(?: length \d+:)?(?: IP6?)?|AF IPv[46] \(\d+\), length \d+:(?: IP6?)?)`;
/** What `-v` tells of the IP header; in parentheses. */
const IP_HEADER = String.raw` \((?:tos|class|flowlabel|hlim)(?:[^()]|\([^()]{0,40}\)){1,300}\)`;
const host = (name: string): string =>
  String.raw`(?<${name}>\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F]{0,4}:[\da-fA-F:.]{1,40}?|[\w-][\w.-]{0,80}?)(?:\.(?<${name}Port>\d{1,5}|[a-z][\w-]{0,20}))?`;
const ADDRESSES = `${host('source')} > ${host('destination')}: `;
const TRANSPORT = String.raw`(?:(?<tcp>Flags \[|tcp |[SFPRWE.]{1,5} (?:\d|ack |cksum ))|(?<udp>(?:\[[^\]]{1,30}\] )?(?:UDP|udp|SIP|ip-proto-17))|(?<quoted>ICMP6?))?`;

/**
 * `tcpdump -A`: the octets of each packet as text, the headers of IP, UDP and TCP included, CR left out in front of LF and
 * what cannot be printed shown as a dot.
 *
 *     18:47:27.086835 IP 192.0.2.1.5060 > 192.0.2.2.5060: SIP: SIP/2.0 100 Trying
 *     E..M.9..@..T.............9.LSIP/2.0 100 Trying
 *     Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK1
 *     …
 *
 * With `-v` the addresses stand on the next line, and SIP over UDP once more, behind TABs, in front of the octets; without
 * `-A` there alone. The time may be a clock, a date with it (`-tttt`), seconds since 1970 (`-tt`), nothing (`-t`), or count
 * from a packet before (`-ttt`, `-ttttt`, a blank in front), which is not read. `-x`, `-X` and `-XX` write hex dumps.
 */
export const tcpdumpAscii = inParts({
  id: 'tcpdump-ascii',
  isKnownByHead: true,
  heads: [' > ', 'IP (', 'IP6 ('].map((word) => ({
    word,
    pattern: new RegExp(
      `${NUMBER}${TIME}${INTERFACE}${LINK}${IP}(?:${IP_HEADER}$|(?:${IP_HEADER})? ${ADDRESSES}${TRANSPORT})`,
    ),
  })),
  details: [new RegExp(`^ {4}${ADDRESSES}${TRANSPORT}`)],
  payload: (entry, to) => {
    const decoded: Span[] = [];
    let behind = entry.lines.start;
    for (const line of entryLines(entry, entry.lines)) {
      if (!/^\t(?!0x)/.test(entry.log.slice(line.start, line.start + 3))) break;
      decoded.push({ start: line.start + 1, end: line.next });
      behind = line.next;
    }
    const packet = new Pieces();
    if (!addHexDump(entry, behind, packet)) addLines(entry, { start: behind, end: entry.lines.end }, packet);
    const headers = headersLength(entry, packet.text);
    if (headers !== -1) to.append(packet.behind(startLineNear(packet.text, headers) ?? headers));
    else if (decoded.length === 0) to.append(packet);
    else for (const line of decoded) to.add(entry.log, line);
  },
});

/** Offset of the start-line that begins at `at` or near by: of the octets of headers, CR in front of LF is not shown. */
function startLineNear(packet: string, at: number): number | undefined {
  const from = Math.max(0, at - 8);
  const version = packet.indexOf('SIP/2.0', from);
  const end = packet.indexOf('\n', at);
  const start =
    version === -1 ? undefined : startLineIn(packet, from, end === -1 ? packet.length : end, version)?.start;
  return start !== undefined && start <= at + 8 ? start : undefined;
}

/** Length of the headers that `packet` begins with, in characters; -1 when no IP header does. RFC 791, 8200, 768, 9293. */
function headersLength({ log, groups, headLine, lines }: Entry, packet: string): number {
  const isSixth = groups.source?.includes(':') ?? false;
  // Nothing, or the header of Ethernet, Linux cooked, Ethernet with a VLAN, Linux cooked 2, BSD loopback in front.
  const start = [0, 14, 16, 18, 20, 4].find((at) => (isSixth ? /[`a-o]/ : /[E-O]/).test(packet[at] ?? ''));
  if (start === undefined) return -1;
  const ip = start + (isSixth ? 40 : (packet.charCodeAt(start) & 15) * 4);
  if (groups.sourcePort === undefined) return behindOctets(packet, ip);
  const head = log.slice(headLine.start, lines.start);
  const segment = packet.slice(behindOctets(packet, ip));
  return behindOctets(packet, ip + (groups.tcp === undefined ? 8 : tcpHeaderLength(head, segment)));
}

/** Offset behind so many octets of headers; CR LF is one, the LF that the log writes so. */
function behindOctets(packet: string, octets: number): number {
  let at = 0;
  for (let left = octets; left > 0; left--) at += packet.startsWith('\r\n', at) ? 2 : 1;
  return at;
}

/** By the options that the head line lists, or with `-q` by the length that it tells; with time stamps when it is silent. */
function tcpHeaderLength(head: string, segment: string): number {
  const options = /(?:options \[|<)((?:mss|nop|TS|timestamp|sack|wscale|eol)[^\]>]*)[\]>]/.exec(head)?.[1];
  if (options !== undefined) return 20 + Math.ceil(optionsLength(options) / 4) * 4;
  const length = /(?:tcp|length) (\d+)/.exec(head)?.[1];
  const candidates = [20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60];
  const fitting = candidates.find(
    (at) => octetLength(segment, at, segment.length) + lineEnds(segment, at) === Number(length),
  );
  return fitting ?? (head.includes('Flags [') ? 20 : 32);
}

const OPTION_LENGTHS: Readonly<Record<string, number>> = {
  eol: 1,
  nop: 1,
  mss: 4,
  wscale: 3,
  sackOK: 2,
  TS: 10,
  timestamp: 10,
};

function optionsLength(options: string): number {
  let length = 0;
  for (const option of options.split(',')) {
    const [name = ''] = option.trim().split(' ');
    length += name === 'sack' ? 2 + 8 * (option.split('{').length - 1) : (ownValue(OPTION_LENGTHS, name) ?? 0);
  }
  return length;
}

/** How many octets the line ends behind `at` lack: CR is not shown. */
const lineEnds = (text: string, at: number): number => text.slice(at).split('\n').length - 1;
