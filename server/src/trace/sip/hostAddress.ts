/**
 * What kind of host a text names.
 *
 * - `name`: a domain name
 * - `private`: an address inside of a network only. RFC 1918 3, RFC 4193 3
 * - `shared`: between a provider and the translators of its customers. RFC 6598 7
 * - `link-local`: on one link only. RFC 3927 2.1, RFC 4291 2.5.6
 * - `loopback`: the machine itself. RFC 1122 3.2.1.3, RFC 4291 2.5.3
 * - `unspecified`: no address. RFC 1122 3.2.1.3, RFC 4291 2.5.2
 * - `public`: any other address
 */
export type HostKind = 'name' | 'public' | 'private' | 'shared' | 'link-local' | 'loopback' | 'unspecified';

/** The kind of `host`, with or without the brackets of an IPv6 address. */
export function hostKind(host: string): HostKind {
  const bare = host
    .slice(0, 64)
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(bare)?.slice(1).map(Number);
  if (octets !== undefined) return octets.every((octet) => octet < 256) ? fourthKind(octets) : 'name';
  if (!/:.*:/.test(bare) || !/^[0-9a-f:.]+(?:%.*)?$/.test(bare)) return 'name';
  if (/^[0:]+1$/.test(bare)) return 'loopback';
  if (/^[0:]+$/.test(bare)) return 'unspecified';
  const mapped = /^[0:]*:ffff:(\d[\d.]*)$/.exec(bare)?.[1];
  if (mapped !== undefined) return hostKind(mapped);
  if (/^f[cd][0-9a-f]{2}:/.test(bare)) return 'private';
  return /^fe[89ab][0-9a-f]:/.test(bare) ? 'link-local' : 'public';
}

function fourthKind([first = 0, second = 0]: readonly number[]): HostKind {
  if (first === 127) return 'loopback';
  if (first === 0) return 'unspecified';
  if (first === 10 || (first === 192 && second === 168) || (first === 172 && second >= 16 && second < 32))
    return 'private';
  if (first === 100 && second >= 64 && second < 128) return 'shared';
  return first === 169 && second === 254 ? 'link-local' : 'public';
}
