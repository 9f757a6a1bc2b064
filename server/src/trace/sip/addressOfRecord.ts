import type { Message } from '../message';
import type { Span } from '../text/span';
import { readNameAddress } from './nameAddress';
import { parameterIn } from './parameters';
import { readUri } from './uri';

/**
 * The address in header field `key` as people know it: `alice@contoso.com`, without scheme, parameters and headers.
 * Empty when the header field is absent.
 */
export function addressIn(message: Message, key: 'from' | 'to'): string {
  const field = message.header(key);
  if (field === undefined) return '';
  return addressInValue(message.text, field.value);
}

/** The same in `value`, that of a From or To. */
export function addressInValue(text: string, value: Span): string {
  const { uri } = readNameAddress(text, value);
  return addressOf(text.slice(uri.start, uri.end));
}

/** A user and behind a colon the password, which nobody is shown; a port in front of parameters is none. RFC 3261 19.1.1. */
const PASSWORD = /^([^@:;?]*):(?!\d{1,5}[;?])[^@]*@/;

/** `sip:alice@contoso.com;transport=tls` → `alice@contoso.com`; without a password also where the scheme, by which it is known, is gone. */
export const addressOf = (uri: string): string =>
  uri
    .replace(/^sips?:/i, '')
    .replace(PASSWORD, '$1@')
    .replace(/[;?].*$/s, '');

/** Host of the first Contact in lower case, with the port where one is named; empty when there is none. RFC 3261 20.10. */
export function contactHost(message: Message): string {
  const field = message.header('contact');
  if (field === undefined) return '';
  const { host, port } = readUri(message.text, readNameAddress(message.text, field.value).uri);
  if (host === undefined) return '';
  return `${message.slice(host).toLowerCase()}${port === undefined ? '' : `:${message.slice(port)}`}`;
}

/** Parameter `name` behind the address of header field `key`; empty when absent. */
export function addressParameter(message: Message, key: string, name: string): string {
  const field = message.header(key);
  if (field === undefined) return '';
  const value = parameterIn(message.text, readNameAddress(message.text, field.value).parameters, name);
  return value === undefined ? '' : message.slice(value);
}
