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

/** `sip:alice@contoso.com;transport=tls` → `alice@contoso.com`. */
export const addressOf = (uri: string): string => uri.replace(/^sips?:/i, '').replace(/[;?].*$/s, '');

/** Parameter `name` behind the address of header field `key`; empty when absent. */
export function addressParameter(message: Message, key: string, name: string): string {
  const field = message.header(key);
  if (field === undefined) return '';
  const value = parameterIn(message.text, readNameAddress(message.text, field.value).parameters, name);
  return value === undefined ? '' : message.slice(value);
}
