/** Which network an address belongs to. */
export type AddressKind =
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'shared'
  | 'link-local'
  | 'unique-local'
  | 'documentation'
  | 'multicast'
  | 'public'
  /** A host name, or nothing that can be read. */
  | 'name';

interface Range {
  readonly bits: number;
  readonly base: number;
  readonly kind: AddressKind;
}

const range = (address: string, bits: number, kind: AddressKind): Range => ({
  base: ipv4Number(address) ?? 0,
  bits,
  kind,
});

/** RFC 1122 3.2.1.3, 1918 3, 3927 2.1, 5737 3, 5771 3, 6598 7. */
const RANGES: readonly Range[] = [
  range('10.0.0.0', 8, 'private'),
  range('172.16.0.0', 12, 'private'),
  range('192.168.0.0', 16, 'private'),
  range('100.64.0.0', 10, 'shared'),
  range('127.0.0.0', 8, 'loopback'),
  range('169.254.0.0', 16, 'link-local'),
  range('192.0.2.0', 24, 'documentation'),
  range('198.51.100.0', 24, 'documentation'),
  range('203.0.113.0', 24, 'documentation'),
  range('224.0.0.0', 4, 'multicast'),
];

/** What kind of address `address` is: IPv4, or IPv6 with or without brackets. RFC 1918, RFC 4193, RFC 4291, RFC 6598. */
export function addressKind(address: string): AddressKind {
  const number = ipv4Number(address);
  if (number !== undefined) {
    if (number === 0) return 'unspecified';
    const found = RANGES.find(({ base, bits }) => number >>> (32 - bits) === base >>> (32 - bits));
    return found?.kind ?? 'public';
  }
  const bare = address.replace(/^\[|\]$/g, '').toLowerCase();
  if (bare.length > 60 || !/^[\da-f]{0,4}:[\da-f:.]*(%[\w.-]+)?$/.test(bare)) return 'name';
  const [plain = ''] = bare.split('%');
  if (/^[0:]+$/.test(plain)) return 'unspecified';
  if (/^[0:]+:0*1$/.test(plain)) return 'loopback';
  const inside = /^[0:]+:ffff:([\d.]+)$/.exec(plain)?.[1];
  if (inside !== undefined) return addressKind(inside);
  const first = Number.parseInt(plain.split(':')[0] || '0', 16);
  if ((first & 0xfe00) === 0xfc00) return 'unique-local';
  if ((first & 0xffc0) === 0xfe80) return 'link-local';
  if ((first & 0xff00) === 0xff00) return 'multicast';
  if (/^2001:0?db8(:|$)/.test(plain) || first === 0x3fff) return 'documentation';
  return 'public';
}

function ipv4Number(address: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
