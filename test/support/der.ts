/** One element of ASN.1 in DER: its tag, its length, its content. ITU-T X.690 8. */
export function der(tag: number, ...content: readonly (Buffer | string)[]): Buffer {
  const octets = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const { length } = octets;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), octets]);
}

const sequence = (...content: Buffer[]): Buffer => der(0x30, ...content);
const tagged = (number: number, content: Buffer): Buffer => der(0xa0 | number, content);
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const general = (text: string): Buffer => der(0x1b, text);
const oid = (...octets: number[]): Buffer => der(0x06, Buffer.from(octets));

export const KERBEROS_5 = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02);
const MS_KERBEROS = oid(0x2a, 0x86, 0x48, 0x82, 0xf7, 0x12, 0x01, 0x02, 0x02);
const SPNEGO = oid(0x2b, 0x06, 0x01, 0x05, 0x05, 0x02);

/** Octets that no hover may show. */
export const TICKET_SECRET = 'ticketsecretticketsecret';
export const AUTHENTICATOR_SECRET = 'authenticatorsecret';

const encrypted = (type: number, version: number | undefined, cipher: string): Buffer =>
  sequence(
    tagged(0, integer(type)),
    ...(version === undefined ? [] : [tagged(1, integer(version))]),
    tagged(2, der(0x04, cipher)),
  );

const principal = (...names: string[]): Buffer =>
  sequence(tagged(0, integer(2)), tagged(1, sequence(...names.map(general))));

/** An AP-REQ for `sip/fe01.contoso.com` of CONTOSO.COM. RFC 4120 5.5.1. */
const apReq = (): Buffer => {
  const ticket = der(
    0x61,
    sequence(
      tagged(0, integer(5)),
      tagged(1, general('CONTOSO.COM')),
      tagged(2, principal('sip', 'fe01.contoso.com')),
      tagged(3, encrypted(18, 3, TICKET_SECRET)),
    ),
  );
  return der(
    0x6e,
    sequence(
      tagged(0, integer(5)),
      tagged(1, integer(14)),
      tagged(2, der(0x03, Buffer.from([0, 0x20, 0, 0, 0]))),
      tagged(3, ticket),
      tagged(4, encrypted(18, undefined, AUTHENTICATOR_SECRET)),
    ),
  );
};

/** A GSS token with an AP-REQ. RFC 4121 4.1. */
export const kerberosToken = (): Buffer => der(0x60, KERBEROS_5, Buffer.from([1, 0]), apReq());

/** The same inside of SPNEGO, as browsers and Windows send it. RFC 4178 4.2. */
export const negotiateToken = (): Buffer =>
  der(
    0x60,
    SPNEGO,
    tagged(0, sequence(tagged(0, sequence(MS_KERBEROS, KERBEROS_5)), tagged(2, der(0x04, kerberosToken())))),
  );

/** KRB-ERROR 37: the clocks differ. RFC 4120 5.9.1. */
export const kerberosError = (): Buffer =>
  der(
    0x60,
    KERBEROS_5,
    Buffer.from([3, 0]),
    der(
      0x7e,
      sequence(
        tagged(0, integer(5)),
        tagged(1, integer(30)),
        tagged(4, der(0x18, '20080131000156Z')),
        tagged(5, integer(0)),
        tagged(6, integer(37)),
        tagged(9, general('CONTOSO.COM')),
        tagged(10, principal('sip', 'fe01.contoso.com')),
      ),
    ),
  );

const name = (...parts: [number[], string][]): Buffer =>
  sequence(...parts.map(([type, value]) => der(0x31, sequence(oid(...type), der(0x0c, value)))));

/** A certificate with the parts that name somebody; what would be keys and a signature is left out. RFC 5280 4.1. */
export const certificate = (): Buffer =>
  sequence(
    sequence(
      tagged(0, integer(2)),
      integer(1),
      sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b)),
      name([[0x55, 0x04, 0x0a], 'Contoso'], [[0x55, 0x04, 0x03], 'Contoso Issuing CA']),
      sequence(der(0x17, '240101000000Z'), der(0x17, '250101000000Z')),
      name([[0x55, 0x04, 0x03], 'alice@contoso.com']),
      sequence(),
    ),
    sequence(),
    der(0x03, Buffer.from([0])),
  );

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const u24 = (value: number): Buffer => Buffer.from([value >> 16, (value >> 8) & 0xff, value & 0xff]);
const vector = (octets: 1 | 2 | 3, content: Buffer): Buffer =>
  Buffer.concat([
    octets === 1 ? Buffer.from([content.length]) : octets === 2 ? u16(content.length) : u24(content.length),
    content,
  ]);

/** A record of TLS 1.2 on the wire. RFC 5246 6.2.1. */
export const tlsRecord = (type: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([type, 3, 3]), vector(2, content)]);

const handshake = (type: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([type]), vector(3, body)]);

/** The random of a hello: 32 times `R`. */
const RANDOM = Buffer.alloc(32, 'R');

export const clientHello = (): Buffer =>
  handshake(
    1,
    Buffer.concat([
      u16(0x0303),
      RANDOM,
      vector(1, Buffer.alloc(0)),
      vector(2, Buffer.concat([u16(0xc030), u16(0x002f), u16(0x00ff)])),
      vector(1, Buffer.from([0])),
      vector(
        2,
        Buffer.concat([
          u16(0),
          vector(2, vector(2, Buffer.concat([Buffer.from([0]), vector(2, Buffer.from('fe01.contoso.com'))]))),
        ]),
      ),
    ]),
  );

export const serverHello = (): Buffer =>
  handshake(2, Buffer.concat([u16(0x0303), RANDOM, vector(1, Buffer.alloc(32, 'S')), u16(0xc030), Buffer.from([0])]));

export const certificateMessage = (): Buffer => handshake(11, vector(3, vector(3, certificate())));

export const serverHelloDone = (): Buffer => handshake(14, Buffer.alloc(0));
