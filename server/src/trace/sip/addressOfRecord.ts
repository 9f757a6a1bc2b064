import type { Message } from '../message';
import { readNameAddress } from './nameAddress';
import { parameterIn } from './parameters';

/**
 * The address in header field `key` as people know it: `alice@contoso.com`, without scheme, parameters and headers.
 * Empty when the header field is absent.
 */
export function addressIn(message: Message, key: 'from' | 'to'): string {
  const field = message.header(key);
  if (field === undefined) return '';
  const { uri } = readNameAddress(message.text, field.value);
  return addressOf(message.slice(uri));
}

/** A user and behind a colon the password, which nobody is shown; a port in front of parameters is none. RFC 3261 19.1.1. */
const PASSWORD = /^([^@:;?]*):(?!\d{1,5}[;?])[^@]*@/;

/** `sip:alice@contoso.com;transport=tls` → `alice@contoso.com`; without a password also where the scheme, by which it is known, is gone. */
export const addressOf = (uri: string): string =>
  uri
    .replace(/^sips?:/i, '')
    .replace(PASSWORD, '$1@')
    .replace(/[;?].*$/s, '');

/** Parameter `name` behind the address of header field `key`; empty when absent. */
export function addressParameter(message: Message, key: string, name: string): string {
  const field = message.header(key);
  if (field === undefined) return '';
  const value = parameterIn(message.text, readNameAddress(message.text, field.value).parameters, name);
  return value === undefined ? '' : message.slice(value);
}
