const HOST = String.raw`\[[0-9A-Fa-f.:]{2,45}\]|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f.]{0,15}){2,7}|[\w.-]{1,80}`;
const TRANSPORT = '(?:udp|tcp|tls|sctp|wss?)';

/**
 * Addresses in the text that the script of a proxy writes: `udp:192.0.2.1:5060 -> 192.0.2.2:5060`, `from 192.0.2.1:5060`.
 * A bare address may be anything. IPv6 addresses come with brackets and without.
 */
export const PROXY_ADDRESSES = String.raw`(?:(?<=\bfrom )|(?=\S{1,100} {0,2}->))(?:(?<transport>${TRANSPORT}):)?(?<source>${HOST}):(?<sourcePort>\d{1,5})(?: {0,2}-> {0,2}(?:${TRANSPORT}:)?(?<destination>${HOST}):(?<destinationPort>\d{1,5}))?`;

/** What syslog daemons write for CR and LF, so that all of a message stands on one line. */
export const CONTROL_CODE = String.raw`(?:[#\\]01[25]|<01[03]>|\^M )`;
