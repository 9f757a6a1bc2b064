import { type AddressKind, addressKind } from '../../../trace/sdp/address';

/** What is to be known about where an address can be reached from; `undefined` for an ordinary one, or a name. */
export function addressFact(address: string): string | undefined {
  return FACTS[addressKind(address)];
}

/** Source of what `addressFact` says. */
export const addressSource = (address: string): string | undefined => SOURCES[addressKind(address)];

const FACTS: Readonly<Partial<Record<AddressKind, string>>> = {
  private:
    'Private address: it can be reached inside of its own network only. From outside, media arrive only with help: ICE, a media relay or an SBC.',
  shared:
    'Shared address of a provider (carrier-grade NAT): from outside, media arrive only with help: ICE, a media relay or an SBC.',
  'unique-local': 'Local IPv6 address: it can be reached inside of its own network only.',
  'link-local':
    'Link-local address: it can be reached on the same network segment only; usually no DHCP server answered.',
  loopback: 'Loopback address: only programs on the same machine can reach it.',
  documentation: 'Address for documentation: no real machine has it; the log was probably made anonymous.',
  multicast: 'Multicast address: whoever joined the group receives it.',
  unspecified:
    'No address: nothing is to be sent here. It is the old way to put a call on hold, or a place that ICE fills later.',
};

const SOURCES: Readonly<Partial<Record<AddressKind, string>>> = {
  private: 'RFC 1918 3',
  shared: 'RFC 6598 7',
  'unique-local': 'RFC 4193 3',
  'link-local': 'RFC 3927 2',
  loopback: 'RFC 1122 3.2.1.3',
  documentation: 'RFC 5737 3',
  multicast: 'RFC 5771 3',
  unspecified: 'RFC 3264 8.4',
};
