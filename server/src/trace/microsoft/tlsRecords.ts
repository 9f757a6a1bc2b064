/** A record of TLS, as TLS-DSK carries it in `gssapi-data`. RFC 5246 6.2.1; [MS-SIPAE] 3.1. */
export interface TlsRecord {
  /** 20 change_cipher_spec, 21 alert, 22 handshake, 23 application_data. */
  readonly type: number;
  /** `TLS 1.2`; `0x0999` for a number that is no version. */
  readonly version: string;
  /** Octet of the token at which the record begins, from 0. */
  readonly octet: number;
  /** Octets behind its head, as announced. */
  readonly length: number;
}

export type HandshakeMessage =
  | {
      readonly kind: 'client-hello';
      readonly type: number;
      /** The highest that is offered. */
      readonly version: string;
      /** All that the extension for it offers; empty without the extension. RFC 8446 4.2.1. */
      readonly offered: readonly string[];
      readonly cipherSuites: readonly number[];
      /** Name of the server that the client asks for; empty without one. RFC 6066 3. */
      readonly serverName: string;
      /** Whether an earlier session is to be taken up again. */
      readonly resumes: boolean;
    }
  | { readonly kind: 'server-hello'; readonly type: number; readonly version: string; readonly cipherSuite: number }
  | {
      readonly kind: 'certificate';
      readonly type: number;
      readonly count: number;
      /** The certificate of the sender itself, in DER; `undefined` for an empty list. */
      readonly first: Uint8Array | undefined;
    }
  /** Any other message: only its type is told. */
  | { readonly kind: 'other'; readonly type: number };

export interface TlsAlert {
  /** 1 warning, 2 fatal. */
  readonly level: number;
  readonly description: number;
}

export interface TlsToken {
  readonly records: readonly TlsRecord[];
  readonly messages: readonly HandshakeMessage[];
  /** Alerts that are not encrypted. */
  readonly alerts: readonly TlsAlert[];
  /** Whether records follow that only the two sides can read. */
  readonly hasEncrypted: boolean;
  /** What is broken first, and at which octet of the token, from 0. */
  readonly fault: { readonly what: string; readonly octet: number } | undefined;
}

const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const APPLICATION_DATA = 23;

/** Records and messages that are read of one token: a handshake has about ten. */
const MOST = 64;

/** Reads the records of one token. Randoms, session identifiers, keys and tickets are stepped over. RFC 5246 6.2, 7.4. */
export function readTls(octets: Uint8Array): TlsToken {
  const records: TlsRecord[] = [];
  const alerts: TlsAlert[] = [];
  const messages: HandshakeMessage[] = [];
  let fault: TlsToken['fault'];
  let hasEncrypted = false;
  let isChanged = false;
  /** Pieces of handshake messages: one may go over several records. */
  const pieces: Uint8Array[] = [];
  let firstPiece = 0;
  for (let at = 0; at < octets.length && records.length < MOST; ) {
    const reader = new Reader(octets, at);
    const type = reader.u8();
    if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA) {
      fault = { what: `${hex(type, 2)} is no type of a TLS record`, octet: at };
      break;
    }
    const version = reader.u16();
    const length = reader.u16();
    if (reader.isCut) {
      fault = { what: 'the head of a record is cut', octet: octets.length };
      break;
    }
    records.push({ type, version: tlsVersion(version), octet: at, length });
    const content = octets.subarray(at + 5, at + 5 + length);
    if (type === CHANGE_CIPHER_SPEC) isChanged = true;
    else if (type === APPLICATION_DATA || isChanged) hasEncrypted = true;
    else if (type === ALERT) {
      // An alert has two octets; an encrypted one is longer.
      if (length === 2 && content.length === 2) alerts.push({ level: content[0] ?? 0, description: content[1] ?? 0 });
      else if (length !== 2) hasEncrypted = true;
    } else {
      if (pieces.length === 0) firstPiece = at + 5;
      pieces.push(content);
    }
    if (content.length < length) {
      fault = { what: `a record announces ${length} octets and has ${content.length}`, octet: octets.length };
    }
    at += 5 + length;
  }
  const inMessages = readHandshake(joined(pieces), messages, firstPiece);
  return { records, messages, alerts, hasEncrypted, fault: fault ?? inMessages };
}

function readHandshake(octets: Uint8Array, messages: HandshakeMessage[], base: number): TlsToken['fault'] {
  for (let at = 0; at < octets.length && messages.length < MOST; ) {
    const reader = new Reader(octets, at);
    const type = reader.u8();
    const length = reader.u24();
    if (reader.isCut) return { what: 'the head of a handshake message is cut', octet: base + octets.length };
    const body = octets.subarray(at + 4, at + 4 + length);
    const message = handshakeMessage(type, body);
    messages.push(message ?? { kind: 'other', type });
    if (body.length < length) {
      const what = `handshake message ${type} announces ${length} octets, ${body.length} of them are here; the rest may come with the next token`;
      return { what, octet: base + octets.length };
    }
    if (message === undefined) return { what: `handshake message ${type} cannot be read`, octet: base + at };
    at += 4 + length;
  }
  return undefined;
}

/** `undefined` where the message is not as its type asks for. */
function handshakeMessage(type: number, body: Uint8Array): HandshakeMessage | undefined {
  const reader = new Reader(body, 0);
  if (type === 1) {
    const version = reader.u16();
    reader.skip(32);
    const session = reader.vector(1);
    const suites = reader.vector(2);
    reader.vector(1);
    if (reader.isCut) return undefined;
    const cipherSuites: number[] = [];
    for (let at = 0; at + 1 < suites.length; at += 2)
      cipherSuites.push(((suites[at] ?? 0) << 8) | (suites[at + 1] ?? 0));
    const { serverName, offered } = extensions(reader);
    const highest = offered[0] ?? tlsVersion(version);
    return {
      kind: 'client-hello',
      type,
      version: highest,
      offered,
      cipherSuites,
      serverName,
      resumes: session.length > 0,
    };
  }
  if (type === 2) {
    const version = reader.u16();
    reader.skip(32);
    reader.vector(1);
    const cipherSuite = reader.u16();
    reader.u8();
    if (reader.isCut) return undefined;
    return { kind: 'server-hello', type, version: extensions(reader).chosen ?? tlsVersion(version), cipherSuite };
  }
  if (type === 11) {
    const list = new Reader(reader.vector(3), 0);
    if (reader.isCut && body.length < 6) return undefined;
    let count = 0;
    let first: Uint8Array | undefined;
    while (!list.isAtEnd && count < MOST) {
      const certificate = list.vector(3);
      if (list.isCut) break;
      first ??= certificate;
      count++;
    }
    return { kind: 'certificate', type, count, first };
  }
  return { kind: 'other', type };
}

interface Extensions {
  readonly serverName: string;
  readonly offered: readonly string[];
  readonly chosen: string | undefined;
}

function extensions(reader: Reader): Extensions {
  let serverName = '';
  let offered: readonly string[] = [];
  let chosen: string | undefined;
  if (!reader.isAtEnd) {
    const list = new Reader(reader.vector(2), 0);
    for (let count = 0; !list.isAtEnd && count < MOST; count++) {
      const type = list.u16();
      const content = list.vector(2);
      if (list.isCut) break;
      if (type === 0) serverName = serverNameIn(content);
      // Of the client a list of one octet of length and versions, of the server one version.
      else if (type === 43 && content.length === 2) chosen = tlsVersion(((content[0] ?? 0) << 8) | (content[1] ?? 0));
      else if (type === 43) offered = versionsIn(content);
    }
  }
  return { serverName, offered, chosen };
}

function serverNameIn(content: Uint8Array): string {
  const names = new Reader(new Reader(content, 0).vector(2), 0);
  if (names.u8() !== 0) return '';
  return String.fromCharCode(...names.vector(2).subarray(0, 255));
}

function versionsIn(content: Uint8Array): string[] {
  const versions: number[] = [];
  for (let at = 1; at + 1 < content.length && versions.length < MOST; at += 2) {
    versions.push(((content[at] ?? 0) << 8) | (content[at + 1] ?? 0));
  }
  // Numbers of the form ?A?A are there to keep servers tolerant and mean nothing. RFC 8701 2.
  return versions
    .filter((version) => (version & 0x0f0f) !== 0x0a0a)
    .sort((one, other) => other - one)
    .map(tlsVersion);
}

const VERSIONS: Readonly<Record<number, string>> = {
  768: 'SSL 3.0',
  769: 'TLS 1.0',
  770: 'TLS 1.1',
  771: 'TLS 1.2',
  772: 'TLS 1.3',
};

const tlsVersion = (version: number): string => VERSIONS[version] ?? hex(version, 4);

const hex = (number: number, digits: number): string => `0x${number.toString(16).toUpperCase().padStart(digits, '0')}`;

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (pieces.length < 2) return only ?? new Uint8Array();
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Reads numbers, the first octet the highest, and notes when there is nothing left to read. */
class Reader {
  isCut = false;

  constructor(
    readonly octets: Uint8Array,
    private at: number,
  ) {}

  get isAtEnd(): boolean {
    return this.isCut || this.at >= this.octets.length;
  }

  u8(): number {
    const octet = this.octets[this.at++];
    if (octet === undefined) this.isCut = true;
    return octet ?? 0;
  }

  u16(): number {
    return this.u8() * 256 + this.u8();
  }

  u24(): number {
    return this.u16() * 256 + this.u8();
  }

  skip(count: number): void {
    this.at += count;
    if (this.at > this.octets.length) this.isCut = true;
  }

  /** Octets behind a length of one, two or three octets; as many as there are. */
  vector(lengthOctets: 1 | 2 | 3): Uint8Array {
    const length = lengthOctets === 1 ? this.u8() : lengthOctets === 2 ? this.u16() : this.u24();
    const start = this.at;
    this.skip(length);
    return this.octets.subarray(Math.min(start, this.octets.length), Math.min(start + length, this.octets.length));
  }
}
