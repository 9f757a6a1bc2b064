import type { Message } from '../../trace/message';
import { type AddressKind, addressKind } from '../../trace/sdp/address';
import { percentDecoded, type Uri, uriHeadersIn } from '../../trace/sip/uri';
import { printable } from '../../trace/text/printable';
import { type Span, touches } from '../../trace/text/span';
import { explainHeaderField } from '../knowledge';
import { type Block, explanationBlocks, type Inline, sourceBlock } from '../richText';
import { parameterHover, parameterItems, quoted } from './headers/headerValue';
import type { HoverText } from './hoverText';

/** Longest part of a URI that is repeated, in UTF-16 units. */
const LONGEST = 80;

const isEmpty = ({ start, end }: Span): boolean => start >= end;

/** `alice@contoso.com`, `192.0.2.1:5060`, `+15551234`: the address as people write it. Never a password. */
export function addressText(message: Message, uri: Uri): string {
  const user = uri.user === undefined ? '' : percentDecoded(message.slice(uri.user));
  if (uri.host === undefined) {
    return printable(user, LONGEST) || otherAddressText(message, uri);
  }
  const host = message.slice(uri.host);
  const bracketed = host.includes(':') ? `[${host}]` : host;
  const port = uri.port === undefined ? '' : `:${message.slice(uri.port)}`;
  return printable(`${user === '' ? '' : `${user}@`}${bracketed}${port}`, LONGEST);
}

/** A URI that is not of SIP: `http: at example.com`, `cid:1@example.com`. Never what may be a password or a token. */
function otherAddressText(message: Message, { scheme, headers }: Uri): string {
  const name = message.slice(scheme);
  if (name === '') return 'something that is no URI';
  const rest = message.slice({ start: scheme.end + 1, end: headers.end });
  const host = /^\/\/(?:[^/?#@]{0,200}@)?([^/?#@]{1,200})/.exec(rest)?.[1];
  if (host !== undefined) return printable(`${name}: at ${host}`, LONGEST);
  return SHOWN_SCHEMES.has(name.toLowerCase())
    ? printable(`${name}:${rest.split('?', 1)[0]}`, LONGEST)
    : `${name}: URI`;
}
const SHOWN_SCHEMES = new Set(['cid', 'im', 'mailto', 'pres', 'urn', 'xmpp']);

/** What the kinds of an address mean for who can reach it; nothing to be said of the others. */
const ADDRESS_KINDS: Readonly<Partial<Record<AddressKind, string>>> = {
  private: 'a private address, which only its own network reaches (RFC 1918)',
  'unique-local': 'a local address, which only its own network reaches (RFC 4193)',
  shared: 'an address behind the translator of a provider (RFC 6598)',
  'link-local': 'a link-local address, which only the same link reaches',
  loopback: 'the machine itself (loopback)',
  unspecified: 'no address at all',
};

/** The parts of a URI, each with what it says. */
export function uriItems(message: Message, uri: Uri): Inline[][] {
  const scheme = message.slice(uri.scheme).toLowerCase();
  const items: Inline[][] = [];
  if (uri.user !== undefined) items.push(userItem(message.slice(uri.user)));
  if (uri.password !== undefined) {
    items.push(['Password: given, and not shown here. RFC 3261 19.1.1 advises against passwords in addresses.']);
  }
  if (uri.host !== undefined) {
    const host = message.slice(uri.host);
    const kind = ADDRESS_KINDS[addressKind(host)];
    items.push(['Host: ', quoted(host), ...(kind === undefined ? [] : [`, ${kind}`])]);
  }
  if (uri.port !== undefined) items.push(['Port: ', quoted(message.slice(uri.port), 10)]);
  if (scheme === 'sips')
    items.push([quoted('sips'), ': every hop up to the domain has to use TLS (RFC 3261 19.1, 26.2.2)']);
  items.push(...parameterItems(message, 'uri', uri.parameters));
  for (const { name, value } of uriHeadersIn(message.text, uri.headers)) {
    items.push(['Header field for the request that is built from it: ', ...headerText(message, name, value)]);
  }
  return items;
}

function userItem(user: string): Inline[] {
  const decoded = percentDecoded(user);
  const isNumber = /^\+?[\d().-]+(?:;|$)/.test(user);
  return [
    `${isNumber ? 'User, a number' : 'User'}: `,
    quoted(decoded),
    ...(decoded === user ? [] : [', written ', quoted(user)]),
  ];
}

/** A header field inside of a URI with its escapes taken back; credentials are not repeated. RFC 3261 19.1.1. */
function headerText(message: Message, name: Span, value: Span): Inline[] {
  const title = message.slice(name);
  if (/auth|pass|key|secret|token/i.test(title)) return [quoted(title), ', not shown here'];
  return [quoted(`${title}: ${percentDecoded(message.slice(value))}`, 160)];
}

/** What the parameter or header field at `offset` in a URI means; `undefined` elsewhere in it. */
export function uriPartHover(message: Message, uri: Uri, offset: number): HoverText | undefined {
  if (!isEmpty(uri.parameters)) {
    const found = parameterHover(message, 'uri', uri.parameters, offset);
    if (found !== undefined) return found;
  }
  if (isEmpty(uri.headers) || !touches(uri.headers, offset)) return undefined;
  for (const { name, value } of uriHeadersIn(message.text, uri.headers)) {
    const span = { start: name.start, end: Math.max(name.end, value.end) };
    if (!touches(span, offset)) continue;
    const text = headerText(message, name, value);
    const said: Block = ['Header field for the request that is built from this URI: ', ...text, '.'];
    const explanation = explainHeaderField(message.slice(name));
    if (explanation !== undefined) return { span, blocks: explanationBlocks(explanation, [said]) };
    return { span, blocks: [said, sourceBlock('RFC 3261 19.1.1')] };
  }
  return undefined;
}
