import { type AsnType, fromBER, Integer, ObjectIdentifier, OctetString } from 'asn1js';

/** Bounds for what a stranger wrote: a token or a certificate of 64 kB has far less of everything. */
const LIMITS = { maxDepth: 32, maxNodes: 2000, maxContentLength: 1 << 16, parseEmbedded: false };

/** Something that cannot be read, and at which octet of the token, from 0. */
export interface AsnFault {
  readonly what: string;
  readonly octet: number;
}

/** What a Kerberos token shows without any key: never the ticket or the authenticator. */
export interface KerberosToken {
  /** Names of the mechanisms, the one in use first: `Kerberos 5`. */
  readonly mechanisms: readonly string[];
  /** `undefined` where the token holds no Kerberos message, or one that cannot be read. */
  readonly message: KerberosMessage | undefined;
  readonly fault: AsnFault | undefined;
}

export type KerberosMessage =
  | {
      readonly kind: 'AP-REQ';
      readonly realm: string;
      /** `sip/fe01.contoso.com`. */
      readonly service: string;
      /** Whether the server has to prove itself as well. */
      readonly isMutual: boolean;
      readonly ticket: Encrypted;
      readonly authenticator: Encrypted;
    }
  | { readonly kind: 'AP-REP'; readonly encryption: number | undefined }
  | {
      readonly kind: 'KRB-ERROR';
      readonly code: number | undefined;
      readonly realm: string;
      readonly service: string;
      /** Clock of the server: `2008-01-31T00:01:56.000Z`. */
      readonly serverTime: string | undefined;
    };

export interface Encrypted {
  /** Number of the encryption type. IANA Kerberos Parameters. */
  readonly type: number | undefined;
  /** Version of the key, of the service for a ticket. */
  readonly keyVersion: number | undefined;
  readonly octets: number;
}

/** What a certificate says about itself. RFC 5280 4.1. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** `2008-01-31T00:01:56.000Z`; `undefined` where it cannot be read. */
  readonly notBefore: string | undefined;
  readonly notAfter: string | undefined;
}

const MECHANISMS: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.2': 'SPNEGO',
  '1.2.840.113554.1.2.2': 'Kerberos 5',
  '1.2.840.48018.1.2.2': 'Kerberos 5 with the identifier of Microsoft',
  '1.2.840.113554.1.2.2.3': 'Kerberos 5, user to user',
  '1.3.6.1.4.1.311.2.2.10': 'NTLM',
  '1.3.6.1.4.1.311.2.2.30': 'NEGOEX',
};

/** Reads the `gssapi-data` of Kerberos. RFC 2743 3.1, RFC 4121 4.1, RFC 4120 5.5.1, RFC 4178 4.2. */
export function readKerberos(octets: Uint8Array): KerberosToken {
  return readToken(octets, 0, 0);
}

function readToken(octets: Uint8Array, base: number, depth: number): KerberosToken {
  const nothing = (what: string, octet: number, mechanisms: readonly string[] = []): KerberosToken => ({
    mechanisms,
    message: undefined,
    fault: { what, octet: base + octet },
  });
  const tag = octets[0];
  if (tag === undefined) return nothing('the token is empty', 0);
  // Bare Kerberos messages and answers of SPNEGO come without the frame.
  if (tag !== FRAME) {
    if (tag === AP_REQ || tag === AP_REP || tag === KRB_ERROR) return { mechanisms: [], ...readMessage(octets, base) };
    if (tag === 0xa0 || tag === 0xa1) return readNegotiation(octets, base, [], depth);
    return nothing(`a token begins with 60, this one with ${hex(tag)}`, 0);
  }
  const frame = headerAt(octets, 0);
  if (frame === undefined) return nothing('the length of the token cannot be read', 1);
  if (octets[frame.start] !== 6) return nothing('there is no mechanism behind the frame', frame.start);
  const oid = headerAt(octets, frame.start);
  if (oid === undefined || oid.end > octets.length) return nothing('the mechanism is cut', frame.start);
  const mechanism = nameOf(objectIdentifier(octets.subarray(frame.start, oid.end)));
  if (mechanism === 'SPNEGO') return readNegotiation(octets.subarray(oid.end), base + oid.end, [mechanism], depth);
  if (!mechanism.startsWith('Kerberos')) return { mechanisms: [mechanism], message: undefined, fault: undefined };
  // Two octets say which message follows: 01 00 AP-REQ, 02 00 AP-REP, 03 00 KRB-ERROR. RFC 4121 4.1.
  const at = oid.end + 2;
  if (at >= octets.length) return nothing('the token ends behind the mechanism', octets.length, [mechanism]);
  if (frame.end > octets.length) {
    return nothing(`the token announces ${frame.end} octets and has ${octets.length}`, octets.length, [mechanism]);
  }
  return { mechanisms: [mechanism], ...readMessage(octets.subarray(at), base + at) };
}

const FRAME = 0x60;
const AP_REQ = 0x6e;
const AP_REP = 0x6f;
const KRB_ERROR = 0x7e;

/** Bit 2 of the first octet of APOptions, the highest being bit 0. RFC 4120 5.5.1. */
const MUTUAL_REQUIRED = 0x20;

/** Tokens of SPNEGO lie in one another at most this deep. */
const DEEPEST = 2;

function readNegotiation(octets: Uint8Array, base: number, known: readonly string[], depth: number): KerberosToken {
  const root = read(octets);
  if (root === undefined) {
    return { mechanisms: known, message: undefined, fault: { what: 'the negotiation is cut or broken', octet: base } };
  }
  const fields = taggedIn(childOf(root));
  const offered = childrenOf(childOf(fields.get(0))).filter((one) => one instanceof ObjectIdentifier);
  const chosen = childOf(fields.get(1));
  const mechanisms = [
    ...(known.length === 0 ? ['SPNEGO'] : known),
    ...offered.slice(0, 8).map((one) => nameOf(one.valueBlock.toString())),
    ...(chosen instanceof ObjectIdentifier ? [nameOf(chosen.valueBlock.toString())] : []),
  ];
  const token = childOf(fields.get(2));
  if (!(token instanceof OctetString) || depth >= DEEPEST) return { mechanisms, message: undefined, fault: undefined };
  const content = new Uint8Array(token.getValue());
  const inner = readToken(content, base, depth + 1);
  // Octets inside of a negotiation are counted from its beginning; where a fault is, is said as well as is known.
  return { mechanisms: unique([...mechanisms, ...inner.mechanisms]), message: inner.message, fault: inner.fault };
}

function readMessage(octets: Uint8Array, base: number): Pick<KerberosToken, 'message' | 'fault'> {
  const broken = (what: string) => ({ message: undefined, fault: { what, octet: base } });
  const header = headerAt(octets, 0);
  if (header === undefined) return broken('the length of the message cannot be read');
  if (header.end > octets.length) {
    return broken(`the message announces ${header.end} octets and has ${octets.length}`);
  }
  const root = read(octets);
  if (root === undefined) return broken('the message is not what ASN.1 allows');
  const fields = taggedIn(childOf(root));
  const [tag] = octets;
  if (tag === AP_REP) {
    return { message: { kind: 'AP-REP', encryption: encrypted(fields.get(2)).type }, fault: undefined };
  }
  if (tag === KRB_ERROR) {
    const time = childOf(fields.get(4));
    return {
      message: {
        kind: 'KRB-ERROR',
        code: numberIn(fields.get(6)),
        realm: textIn(fields.get(9)),
        service: principal(fields.get(10)),
        serverTime: timeOf(time),
      },
      fault: undefined,
    };
  }
  if (tag !== AP_REQ) return broken(`a Kerberos message begins with 6E, this one with ${hex(tag ?? 0)}`);
  // AP-REQ: [0] version, [1] type, [2] options, [3] ticket, [4] authenticator; Ticket: [1] realm, [2] name, [3] encrypted.
  const ticket = taggedIn(childOf(childOf(fields.get(3))));
  if (ticket.size === 0) return broken('there is no ticket in the AP-REQ');
  return {
    message: {
      kind: 'AP-REQ',
      realm: textIn(ticket.get(1)),
      service: principal(ticket.get(2)),
      isMutual: ((valueOctets(childOf(fields.get(2)))[0] ?? 0) & MUTUAL_REQUIRED) !== 0,
      ticket: encrypted(ticket.get(3)),
      authenticator: encrypted(fields.get(4)),
    },
    fault: undefined,
  };
}

/** Reads the parts of a certificate that name somebody and limit its time. */
export function readCertificate(octets: Uint8Array): Certificate | undefined {
  const root = read(octets);
  const parts = childrenOf(childOf(root));
  // version [0] is optional; then serial number, algorithm, issuer, validity, subject.
  const first = parts[0]?.idBlock.tagClass === CONTEXT ? 1 : 0;
  const validity = childrenOf(parts[first + 3]);
  if (parts[first + 4] === undefined || validity.length < 2) return undefined;
  return {
    subject: distinguishedName(parts[first + 4]),
    issuer: distinguishedName(parts[first + 2]),
    notBefore: timeOf(validity[0]),
    notAfter: timeOf(validity[1]),
  };
}

/** Attribute types of names. RFC 4514 3, RFC 4519 2. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'E',
};

/** `CN=alice@contoso.com, O=Contoso`, the most exact part first. */
function distinguishedName(name: AsnType | undefined): string {
  const parts = childrenOf(name)
    .slice(0, 20)
    .flatMap((set) => childrenOf(set).slice(0, 4))
    .map((pair) => {
      const [type, value] = childrenOf(pair);
      const oid = type instanceof ObjectIdentifier ? type.valueBlock.toString() : '?';
      return `${ATTRIBUTES[oid] ?? oid}=${textOfString(value)}`;
    });
  return parts.reverse().join(', ');
}

/** The blocks that asn1js gives have no common type for these. */
type Block = AsnType & { valueBlock?: { value?: unknown; valueHexView?: Uint8Array } };

const CONTEXT = 3;

function read(octets: Uint8Array): AsnType | undefined {
  try {
    const { offset, result } = fromBER(octets, LIMITS);
    return offset === -1 || result.error !== '' ? undefined : result;
  } catch {
    // Whatever the library makes of octets that a stranger chose, the token is broken.
    return undefined;
  }
}

function childrenOf(block: AsnType | undefined): readonly AsnType[] {
  const value = (block as Block | undefined)?.valueBlock?.value;
  return Array.isArray(value) ? (value as AsnType[]) : [];
}

const childOf = (block: AsnType | undefined): AsnType | undefined => childrenOf(block)[0];

/** Fields of a sequence by their context tags. */
const taggedIn = (sequence: AsnType | undefined): ReadonlyMap<number, AsnType> =>
  new Map(
    childrenOf(sequence)
      .filter(({ idBlock }) => idBlock.tagClass === CONTEXT)
      .map((field) => [field.idBlock.tagNumber, field]),
  );

function encrypted(field: AsnType | undefined): Encrypted {
  const parts = taggedIn(childOf(field));
  const cipher = childOf(parts.get(2));
  return {
    type: numberIn(parts.get(0)),
    keyVersion: numberIn(parts.get(1)),
    octets: cipher instanceof OctetString ? cipher.getValue().byteLength : 0,
  };
}

function numberIn(field: AsnType | undefined): number | undefined {
  const integer = childOf(field);
  if (!(integer instanceof Integer)) return undefined;
  const value = integer.toBigInt();
  return value >= -0x80000000n && value <= 0xffffffffn ? Number(value) : undefined;
}

const textIn = (field: AsnType | undefined): string => textOfString(childOf(field));

/** PrincipalName: [0] type, [1] parts. RFC 4120 5.2.2. */
const principal = (field: AsnType | undefined): string =>
  childrenOf(childOf(taggedIn(childOf(field)).get(1)))
    .slice(0, 8)
    .map(textOfString)
    .join('/');

/** Text of a string of any type: asn1js decodes those that it knows. */
function textOfString(block: AsnType | undefined): string {
  const value = (block as Block | undefined)?.valueBlock?.value;
  return typeof value === 'string' ? value : '';
}

function timeOf(block: AsnType | undefined): string | undefined {
  const toDate = (block as { toDate?: () => Date } | undefined)?.toDate;
  if (block === undefined || toDate === undefined) return undefined;
  try {
    return toDate.call(block).toISOString();
  } catch {
    return undefined;
  }
}

function objectIdentifier(octets: Uint8Array): string {
  const block = read(octets);
  return block instanceof ObjectIdentifier ? block.valueBlock.toString() : 'unreadable';
}

const nameOf = (oid: string): string => MECHANISMS[oid] ?? `unknown mechanism ${oid}`;

const valueOctets = (block: AsnType | undefined): Uint8Array =>
  (block as Block | undefined)?.valueBlock?.valueHexView ?? new Uint8Array();

const hex = (octet: number): string => octet.toString(16).toUpperCase().padStart(2, '0');

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** Where the content of the element at `at` begins and ends by its length; `undefined` when it has none that can be read. */
function headerAt(octets: Uint8Array, at: number): { readonly start: number; readonly end: number } | undefined {
  const first = octets[at + 1];
  if (first === undefined) return undefined;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 2 + count > octets.length) return undefined;
  let length = 0;
  for (let index = 0; index < count; index++) length = length * 256 + (octets[at + 2 + index] ?? 0);
  return { start: at + 2 + count, end: at + 2 + count + length };
}
