import { record } from '../logs';
import type { Element, Packet } from './flow';

/** How a log shows packets; `viewpoint` is the element that writes it. */
export type FlowFormat = (packets: readonly Packet[], viewpoint: Element) => string;

const BASE = Date.UTC(2026, 0, 12, 8);
const isoAt = (at: number): string => new Date(BASE + Math.round(at * 1000)).toISOString();
const linesOf = ({ startLine, headers, body }: Packet): string[] => [startLine, ...headers, '', ...body];
const octetsOf = (packet: Packet): number => linesOf(packet).reduce((sum, line) => sum + line.length + 2, 0);
const isOf = ({ source, target }: Packet, element: Element): boolean => source === element || target === element;

/** Records of SIPStack: what one server receives and sends. */
const ocsSipstack: FlowFormat = (packets, viewpoint) =>
  packets
    .map(({ at, source, target, startLine, headers, body }) => {
      const isOutgoing = source === viewpoint;
      const peer = isOutgoing ? target : source;
      return record({
        start: startLine,
        headers: headers.join('\n'),
        at,
        direction: isOutgoing ? 'outgoing' : 'incoming',
        peer: `${peer.host}:${peer.port}`,
        ...(body.length === 0 ? {} : { body: body.join('\n') }),
      });
    })
    .join('\n')
    .replaceAll('\n', '\r\n');

/** The transport log of sofia-sip: what one element receives and sends. */
const freeswitchSofia: FlowFormat = (packets, viewpoint) => {
  const rule = `   ${'-'.repeat(72)}`;
  return packets
    .map((packet) => {
      const isOutgoing = packet.source === viewpoint;
      const { host, port } = isOutgoing ? packet.target : packet.source;
      const where = `${packet.transport.toLowerCase()}/[${host}]:${port}`;
      const verb = isOutgoing ? ['send', 'to'] : ['recv', 'from'];
      const time = `${isoAt(packet.at).slice(11, 23)}000`;
      const head = `${verb[0]} ${octetsOf(packet)} bytes ${verb[1]} ${where} at ${time}:`;
      return [head, rule, ...linesOf(packet).map((line) => `   ${line}`), rule].join('\n');
    })
    .join('\n');
};

/** `ngrep -W byline -t`: packets as they pass, with both addresses. */
const ngrep: FlowFormat = (packets) =>
  packets
    .map((packet, index) => {
      const { source, target, transport, at } = packet;
      const when = `${isoAt(at).slice(0, 10).replaceAll('-', '/')} ${isoAt(at).slice(11, 23)}000`;
      const isUdp = transport === 'UDP';
      const head = `${isUdp ? 'U' : 'T'} ${when} ${source.host}:${source.port} -> ${target.host}:${target.port}${isUdp ? '' : ' [AP]'} #${index + 1}`;
      return ['#', head, ...linesOf(packet).map((line) => `${line}.`), ''].join('\n');
    })
    .join('\n');

export const FLOW_FORMATS: Readonly<Record<string, FlowFormat>> = {
  'ocs-sipstack': ocsSipstack,
  'freeswitch-sofia': freeswitchSofia,
  ngrep,
};

/** The elements of a flow, in the order in which they come into it. */
export const elementsOf = (packets: readonly Packet[]): Element[] => [
  ...new Set(packets.flatMap(({ source, target }) => [source, target])),
];

/** The packets that one element receives or sends: what its own log shows. */
export const seenBy = (packets: readonly Packet[], element: Element): Packet[] =>
  packets.filter((packet) => isOf(packet, element));

/**
 * Two minutes later the first two elements greet each other, so that the log goes on and silence is silence. Empty where
 * there are no packets.
 */
export function twoMinutesLater(packets: readonly Packet[]): Packet[] {
  const first = packets[0];
  if (first === undefined) return [];
  const { source, target, transport } = first;
  const at = Math.max(...packets.map((packet) => packet.at)) + 120;
  const headers = [
    `Via: SIP/2.0/${transport} ${source.name}:${source.port};branch=z9hG4bKping1`,
    'Max-Forwards: 70',
    `From: <sip:${source.name}>;tag=ping1`,
    `To: <sip:${target.name}>`,
    'Call-ID: ping1',
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
  ];
  const answered = headers
    .filter((line) => !line.startsWith('Max-Forwards'))
    .map((line) => (line.startsWith('To:') ? `${line};tag=pong1` : line));
  return [
    { at, source, target, transport, startLine: `OPTIONS sip:${target.name} SIP/2.0`, headers, body: [] },
    {
      at: at + 0.02,
      source: target,
      target: source,
      transport,
      startLine: 'SIP/2.0 200 OK',
      headers: answered,
      body: [],
    },
  ];
}
