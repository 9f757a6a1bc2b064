import type { Direction } from './store';
import { ownValue } from './text/ownValue';
import { type DateOrder, readTimeStamp, type TimeStamp } from './text/timeStamp';

/** What the log says of a message beside the message itself. Empty texts and `undefined` where it says nothing. */
export interface Envelope {
  readonly direction: Direction;
  readonly timeStamp: TimeStamp | undefined;
  /** `UDP`, `TCP`, `TLS`, `SCTP`, `WS` or `WSS`. */
  readonly transport: string;
  /** `host:port` (`[host]:port` for IPv6) of the sender and of the receiver; without port where the log gives none. */
  readonly source: string;
  readonly destination: string;
  /** The same two seen from the program that wrote the log; empty where it does not say which is its own. */
  readonly local: string;
  readonly remote: string;
  /** Process or thread, as written. */
  readonly thread: string;
  /** Number of the entry, as written. */
  readonly sequence: string;
  /** Whether the program logs such a message a second time. */
  readonly isDuplicate: boolean;
}

/** An envelope that says nothing: of a bare message. */
export const emptyEnvelope: Envelope = {
  direction: 'unknown',
  timeStamp: undefined,
  transport: '',
  source: '',
  destination: '',
  local: '',
  remote: '',
  thread: '',
  sequence: '',
  isDuplicate: false,
};

/** What the named groups of a framing's patterns found; see `Framing`. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** Direction that the groups show. */
export const directionOf = (groups: Groups, otherwise: Direction = 'unknown'): Direction =>
  groups.incoming !== undefined ? 'incoming' : groups.outgoing !== undefined ? 'outgoing' : otherwise;

/** Time that the groups or else the head line show. */
export function timeStampOf(groups: Groups, headLine: string, order?: DateOrder): TimeStamp | undefined {
  if (groups.ticks !== undefined)
    return { time: Number(groups.ticks), hasDate: false, hasYear: false, zone: undefined };
  if (groups.delta !== undefined) return undefined;
  const isWhole = groups.milliseconds === undefined && groups.year === undefined && groups.utc === undefined;
  if (isWhole) return readTimeStamp(groups.time ?? headLine, order);
  const milliseconds = groups.milliseconds === undefined ? '' : `.${groups.milliseconds.padStart(3, '0')}`;
  const year = groups.year === undefined ? '' : ` ${groups.year}`;
  const zone = groups.utc === undefined ? '' : 'Z';
  return readTimeStamp(`${groups.time ?? headLine}${milliseconds}${zone}${year}`, order);
}

/** Puts together what the groups say. */
export function envelopeFrom(
  groups: Groups,
  more: { timeStamp: TimeStamp | undefined; direction: Direction; isDuplicate: boolean },
): Envelope {
  const incoming = more.direction === 'incoming';
  const outgoing = more.direction === 'outgoing';
  const leg = incoming ? 'ingress' : 'egress';
  const local = address(groups.local ?? groups[`${leg}Local`], groups.localPort);
  const remote = address(groups.remote ?? groups[`${leg}Remote`], groups.remotePort);
  const source = address(groups.source, groups.sourcePort) || (incoming ? remote : outgoing ? local : '');
  const destination =
    address(groups.destination, groups.destinationPort) || (incoming ? local : outgoing ? remote : '');
  return {
    ...more,
    transport:
      groups.udp !== undefined
        ? 'UDP'
        : groups.tcp !== undefined
          ? 'TCP'
          : (groups.transport ?? groups[`${leg}Transport`] ?? '').toUpperCase(),
    source,
    destination,
    local: local || (incoming ? destination : outgoing ? source : ''),
    remote: remote || (incoming ? source : outgoing ? destination : ''),
    thread: groups.thread ?? '',
    sequence: groups.sequence ?? '',
  };
}

/** `host:port` with brackets around an IPv6 address, from the shapes in which logs write addresses. */
function address(host: string | undefined, port: string | undefined): string {
  if (host === undefined || host === '') return '';
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const isSixth = bare.includes(':') && bare.indexOf(':') !== bare.lastIndexOf(':') && !bare.includes(']');
  if (port === undefined || port === '') return isSixth ? `[${bare}]` : host;
  const number = ownValue(SERVICES, port) ?? port;
  return isSixth ? `[${bare}]:${number}` : `${bare}:${number}`;
}
/** Ports that some programs name. */
const SERVICES: Readonly<Record<string, string>> = { sip: '5060', 'sip-tls': '5061', sips: '5061' };
