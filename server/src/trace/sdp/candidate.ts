/** An ICE candidate of a=candidate, in whichever of its forms. Numbers that cannot be read are `undefined`. */
export type Candidate =
  | {
      readonly kind: 'rfc';
      readonly foundation: string;
      readonly component: number | undefined;
      readonly transport: string;
      readonly priority: number | undefined;
      readonly address: string;
      readonly port: string;
      /** `host`, `srflx`, `prflx`, `relay`; empty when it is absent. */
      readonly type: string;
      /** The address behind it, of `raddr` and `rport`; empty when absent. */
      readonly relatedAddress: string;
      readonly relatedPort: string;
      /** What follows, in pairs of name and value: `generation 0`. Without user and password. */
      readonly extensions: readonly (readonly [name: string, value: string])[];
    }
  | {
      /** The form of draft-ietf-mmusic-ice-06, which Office Communications Server sends. [MS-ICE] 2.2.2. */
      readonly kind: 'draft-06';
      /** User part of the connectivity checks. */
      readonly id: string;
      readonly component: number | undefined;
      readonly transport: string;
      /** From 0 to 1, 1 the most wanted. */
      readonly preference: string;
      readonly address: string;
      readonly port: string;
    };

/** Names whose values prove something. */
const SECRET_EXTENSIONS = new Set(['password', 'pwd', 'ufrag', 'username']);

/** Reads the words of a candidate; `undefined` when they are too few. RFC 8839 5.1; draft-ietf-mmusic-ice-06 7.1. */
export function readCandidate(words: readonly string[]): Candidate | undefined {
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = '', seventh = ''] = words;
  // The older form has a password where the newer has the transport, and the transport one word further on.
  if (isTransport(fourth) && !isTransport(third) && words.length >= 7) {
    return {
      kind: 'draft-06',
      id: first,
      component: numberOf(second),
      transport: fourth,
      preference: fifth,
      address: sixth,
      port: seventh,
    };
  }
  if (words.length < 6) return undefined;
  const pairs: [string, string][] = [];
  for (let index = 6; index + 1 < words.length && pairs.length < 20; index += 2) {
    pairs.push([words[index] ?? '', words[index + 1] ?? '']);
  }
  const named = new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    kind: 'rfc',
    foundation: first,
    component: numberOf(second),
    transport: third,
    priority: numberOf(fourth),
    address: fifth,
    port: sixth,
    type: named.get('typ') ?? '',
    relatedAddress: named.get('raddr') ?? '',
    relatedPort: named.get('rport') ?? '',
    extensions: pairs.filter(
      ([name]) => !['typ', 'raddr', 'rport'].includes(name.toLowerCase()) && !SECRET_EXTENSIONS.has(name.toLowerCase()),
    ),
  };
}

const isTransport = (word: string): boolean => /^(udp|tcp|tcp-pass|tcp-act|tcp-so|tls|ssltcp)$/i.test(word);

const numberOf = (word: string): number | undefined => (/^\d{1,10}$/.test(word) ? Number(word) : undefined);
