import { decodeBase64 } from './base64';

/** NTLM NegotiateFlags, most telling first. [MS-NLMP] 2.2.2.5. */
const FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [0x00000001, 'UNICODE'],
  [0x00000002, 'OEM'],
  [0x00000004, 'REQUEST_TARGET'],
  [0x00000010, 'SIGN'],
  [0x00000020, 'SEAL'],
  [0x00000040, 'DATAGRAM'],
  [0x00000080, 'LM_KEY'],
  [0x00000200, 'NTLM'],
  [0x00000800, 'ANONYMOUS'],
  [0x00001000, 'OEM_DOMAIN_SUPPLIED'],
  [0x00002000, 'OEM_WORKSTATION_SUPPLIED'],
  [0x00008000, 'ALWAYS_SIGN'],
  [0x00010000, 'TARGET_TYPE_DOMAIN'],
  [0x00020000, 'TARGET_TYPE_SERVER'],
  [0x00080000, 'EXTENDED_SESSIONSECURITY'],
  [0x00100000, 'IDENTIFY'],
  [0x00400000, 'REQUEST_NON_NT_SESSION_KEY'],
  [0x00800000, 'TARGET_INFO'],
  [0x02000000, 'VERSION'],
  [0x20000000, '128'],
  [0x40000000, 'KEY_EXCH'],
  [0x80000000, '56'],
];
const UNICODE = 0x1;
const EXTENDED_SESSIONSECURITY = 0x80000;
const WITH_VERSION = 0x2000000;

/** Names of AV pairs that hold text, by AvId. [MS-NLMP] 2.2.2.1. */
const AV_TEXT: Readonly<Record<number, string>> = {
  1: 'NetBIOS computer name',
  2: 'NetBIOS domain name',
  3: 'DNS computer name',
  4: 'DNS domain name',
  5: 'DNS forest name',
  9: 'target name',
};

/** A fact of the target information. */
export interface AvPair {
  readonly name: string;
  readonly value: string;
}

/** Something in a token that cannot be right. */
export interface NtlmFault {
  readonly what: string;
  /** Octet of the token, from 0, at which it stands. */
  readonly octet: number;
}

interface TokenBase {
  readonly octets: number;
  readonly flags: number;
  /** Windows version and build such as `6.0 build 6000`; `undefined` when the token names none. */
  readonly version: string | undefined;
  readonly faults: readonly NtlmFault[];
}

/** Type 1. SIP does not use it (datagram NTLM), but it may occur. [MS-NLMP] 2.2.1.1. */
export interface NtlmNegotiate extends TokenBase {
  readonly kind: 'negotiate';
  readonly domain: string;
  readonly workstation: string;
}

/** Type 2, from the server. The challenge itself is left out on purpose. [MS-NLMP] 2.2.1.2. */
export interface NtlmChallenge extends TokenBase {
  readonly kind: 'challenge';
  readonly targetName: string;
  readonly targetInfo: readonly AvPair[];
}

/** Type 3, from the client. The responses themselves are left out on purpose. [MS-NLMP] 2.2.1.3. */
export interface NtlmAuthenticate extends TokenBase {
  readonly kind: 'authenticate';
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
  readonly response: 'none' | 'NTLMv1' | 'NTLM2 session' | 'NTLMv2';
  /** Octets of the response. */
  readonly responseLength: number;
  readonly hasMic: boolean;
  /** Clock of the client as milliseconds since 1970-01-01 UTC; `undefined` outside of NTLMv2 and where it is zero. */
  readonly clientTime: number | undefined;
  readonly targetInfo: readonly AvPair[];
}

/** A token that is not NTLM or ends too early. */
export interface NtlmBroken {
  readonly kind: 'broken';
  readonly fault: NtlmFault;
}

export type NtlmToken = NtlmNegotiate | NtlmChallenge | NtlmAuthenticate | NtlmBroken;

/** Names of the flags that are set. */
export const flagNames = (flags: number): string[] =>
  FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);

/**
 * Decodes the `gssapi-data` of an NTLM header field without any secret. Everything goes by the offsets in the token,
 * which are checked: a token that lies about them gives a fault and whatever else can be read. [MS-NLMP] 2.2.1.
 */
export function decodeNtlm(base64: string): NtlmToken {
  const decoded = decodeBase64(base64);
  if (decoded.kind === 'broken') return broken('not base64', Math.floor((decoded.at * 3) / 4));
  const { octets } = decoded;
  if (octets.length < 12) return broken('the token ends too early', octets.length);
  const reader = new TokenReader(octets);
  for (const [at, letter] of [...'NTLMSSP\0'].entries()) {
    if (octets[at] !== letter.charCodeAt(0)) return broken('the token does not begin with NTLMSSP', at);
  }
  const type = reader.u32(8);
  if (type === 1) return negotiate(reader);
  if (type === 2) return challenge(reader);
  if (type === 3) return authenticate(reader);
  return broken(`message type ${type} is not 1, 2 or 3`, 8);
}

/** Whether a token begins as one of type 1 does, by its first characters. */
export const mayNegotiate = (base64: string): boolean =>
  base64.slice(0, LONGEST_BEGIN).replace(/\s+/g, '').startsWith(NEGOTIATE);

/** `NTLMSSP`, a zero and the type in base64. */
const NEGOTIATE = 'TlRMTVNTUAABAAAA';
/** With white space in between. */
const LONGEST_BEGIN = 100;

const broken = (what: string, octet: number): NtlmBroken => ({ kind: 'broken', fault: { what, octet } });

function negotiate(reader: TokenReader): NtlmToken {
  if (reader.size < 16) return broken('the token ends too early', reader.size);
  const flags = reader.u32(12);
  const domain = reader.size >= 24 ? reader.text(16, 'domain name', false) : '';
  const workstation = reader.size >= 32 ? reader.text(24, 'workstation name', false) : '';
  return { kind: 'negotiate', ...reader.base(flags, 32), domain, workstation };
}

function challenge(reader: TokenReader): NtlmToken {
  if (reader.size < 32) return broken('the token ends too early', reader.size);
  const flags = reader.u32(20);
  reader.keepSecret(24, 32);
  const targetName = reader.text(12, 'target name', (flags & UNICODE) !== 0);
  const targetInfo = reader.size >= 48 ? reader.avPairs(reader.field(40, 'target information')) : [];
  return { kind: 'challenge', ...reader.base(flags, 48), targetName, targetInfo };
}

function authenticate(reader: TokenReader): NtlmToken {
  if (reader.size < 64) return broken('the token ends too early', reader.size);
  const flags = reader.u32(60);
  const unicode = (flags & UNICODE) !== 0;
  const lm = reader.secretField(12, 'LM response');
  const response = reader.secretField(20, 'NT response');
  reader.secretField(52, 'session key');
  const domain = reader.text(28, 'domain name', unicode);
  const user = reader.text(36, 'user name', unicode);
  const workstation = reader.text(44, 'workstation name', unicode);
  const payload = reader.smallestOffset([12, 20, 28, 36, 44, 52]);
  const length = response.length;
  const isV2 = length > 24;
  const isNtlm2 =
    length === 24 && (flags & EXTENDED_SESSIONSECURITY) !== 0 && lm.subarray(8).every((octet) => octet === 0);
  const kind = isV2 ? 'NTLMv2' : length === 0 ? 'none' : isNtlm2 && lm.length === 24 ? 'NTLM2 session' : 'NTLMv1';
  return {
    kind: 'authenticate',
    ...reader.base(flags, 64),
    domain,
    user,
    workstation,
    response: kind,
    responseLength: length,
    hasMic: payload >= 88,
    clientTime: isV2 && length >= 32 ? fileTime(response, 24) : undefined,
    targetInfo: isV2 && length > 44 ? reader.avPairs(response.subarray(44), response.byteOffset + 44) : [],
  };
}

/** Seconds between 1601-01-01 and 1970-01-01. */
const FILETIME_EPOCH = 11_644_473_600;

/** FILETIME (100 ns since 1601-01-01 UTC) as milliseconds since 1970-01-01; `undefined` for zero. [MS-DTYP] 2.3.3. */
function fileTime(octets: Uint8Array, at: number): number | undefined {
  let ticks = 0;
  for (let index = 7; index >= 0; index--) ticks = ticks * 256 + (octets[at + index] ?? 0);
  return ticks === 0 ? undefined : Math.round(ticks / 10_000) - FILETIME_EPOCH * 1000;
}

/** Reads the fields of a token, little-endian, and notes what cannot be right. */
class TokenReader {
  readonly #faults: NtlmFault[] = [];
  readonly #secrets: { readonly start: number; readonly end: number }[] = [];

  constructor(readonly octets: Uint8Array) {}

  get size(): number {
    return this.octets.length;
  }

  u16(at: number): number {
    return (this.octets[at] ?? 0) | ((this.octets[at + 1] ?? 0) << 8);
  }

  u32(at: number): number {
    return (this.u16(at) | (this.u16(at + 2) << 16)) >>> 0;
  }

  /** Keeps other fields from pointing into these octets, and so from showing them. */
  keepSecret(start: number, end: number): void {
    this.#secrets.push({ start, end });
  }

  /** A field whose octets no other field may show. */
  secretField(at: number, name: string): Uint8Array {
    const octets = this.#octetsAt(at, name);
    if (octets.length > 0) this.keepSecret(this.u32(at + 4), this.u32(at + 4) + octets.length);
    return octets;
  }

  /** The octets that the descriptor at `at` points to; none, with a fault, where it points to what is secret. */
  field(at: number, name: string): Uint8Array {
    const octets = this.#octetsAt(at, name);
    const offset = this.u32(at + 4);
    if (
      octets.length === 0 ||
      !this.#secrets.some(({ start, end }) => offset < end && offset + octets.length > start)
    ) {
      return octets;
    }
    this.#faults.push({ what: `the ${name} points into the challenge or a response (offset ${offset})`, octet: at });
    return octets.subarray(0, 0);
  }

  /** The octets that the descriptor at `at` points to; none, with a fault, where they lie outside of the token. */
  #octetsAt(at: number, name: string): Uint8Array {
    const length = this.u16(at);
    const offset = this.u32(at + 4);
    if (length === 0) return this.octets.subarray(0, 0);
    if (offset + length > this.size) {
      this.#faults.push({
        what: `the ${name} lies outside of the token (offset ${offset}, length ${length})`,
        octet: at,
      });
      return this.octets.subarray(0, 0);
    }
    return this.octets.subarray(offset, offset + length);
  }

  /** Text of a field: UTF-16LE, or one octet a character where the OEM character set is in use. */
  text(at: number, name: string, unicode: boolean): string {
    const field = this.field(at, name);
    return unicode ? utf16(field) : latin(field);
  }

  /** Smallest payload offset of the fields that are not empty; the size of the token when all are. */
  smallestOffset(descriptors: readonly number[]): number {
    let smallest = this.size;
    for (const at of descriptors) {
      if (this.u16(at) > 0) smallest = Math.min(smallest, this.u32(at + 4));
    }
    return smallest;
  }

  avPairs(octets: Uint8Array, base = octets.byteOffset): AvPair[] {
    const pairs: AvPair[] = [];
    for (let at = 0; at + 4 <= octets.length; ) {
      const id = (octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8);
      const length = (octets[at + 2] ?? 0) | ((octets[at + 3] ?? 0) << 8);
      if (id === 0) break;
      if (at + 4 + length > octets.length) {
        this.#faults.push({ what: `a fact of the target information (AvId ${id}) is cut`, octet: base + at });
        break;
      }
      const pair = avPair(id, octets.subarray(at + 4, at + 4 + length));
      if (pair !== undefined) pairs.push(pair);
      at += 4 + length;
    }
    return pairs;
  }

  /** What all types share; `versionAt` is the octet at which the version may stand. */
  base(flags: number, versionAt: number): TokenBase {
    const named = (flags & WITH_VERSION) !== 0 && this.size >= versionAt + 8;
    return {
      octets: this.size,
      flags,
      version: named
        ? `${this.octets[versionAt]}.${this.octets[versionAt + 1]} build ${this.u16(versionAt + 2)}`
        : undefined,
      faults: this.#faults,
    };
  }
}

function avPair(id: number, value: Uint8Array): AvPair | undefined {
  const name = AV_TEXT[id];
  if (name !== undefined) return { name, value: utf16(value) };
  if (id === 6) {
    const flags = value[0] ?? 0;
    const meanings = [
      [1, 'constrained authentication'],
      [2, 'message integrity code present'],
      [4, 'target name from an untrusted source'],
    ] as const;
    const set = meanings.filter(([bit]) => (flags & bit) !== 0).map(([, meaning]) => meaning);
    return { name: 'flags', value: set.join(', ') || 'none' };
  }
  if (id === 7) {
    const time = value.length >= 8 ? fileTime(value, 0) : undefined;
    return time === undefined ? undefined : { name: 'time of the server', value: isoTime(time) };
  }
  if (id === 8) return { name: 'single host data', value: 'present' };
  if (id === 10) return { name: 'channel binding', value: value.some((octet) => octet !== 0) ? 'present' : 'none' };
  return undefined;
}

/** `2007-10-22T17:08:05.123Z`; a sentence for times that no calendar holds. */
export function isoTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'not a date' : date.toISOString();
}

function utf16(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < octets.length; at += 2) {
    text += String.fromCharCode((octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8));
  }
  return text;
}

function latin(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}
