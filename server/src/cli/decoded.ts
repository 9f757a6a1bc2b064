import { Buffer, isAscii, isUtf8 } from 'node:buffer';

/**
 * Text of a file: UTF-16 or UTF-8 by its byte order mark, which is left out; without one UTF-8, or Windows-1252 (which
 * has all of Latin-1) where no octet beyond ASCII is part of valid UTF-8. In UTF-8 octets that are invalid are replaced.
 */
export function decoded(octets: Uint8Array): string {
  const [first, second] = octets;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(octets);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(octets);
  const buffer = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  // Most logs: there is nothing to decode then.
  if (isAscii(octets)) return buffer.toString('latin1');
  // Faster than a decoder that looks for what is wrong.
  if (first !== 0xef && isUtf8(octets)) return buffer.toString('utf8');
  const text = new TextDecoder('utf-8').decode(octets);
  return text.includes('\ufffd') && isSingleOctets(text) ? new TextDecoder('windows-1252').decode(octets) : text;
}

/** Whether replacement characters are all that a UTF-8 decoder has found beyond ASCII. */
function isSingleOctets(text: string): boolean {
  return !/[\u0080-\ufffc\ufffe\uffff]/.test(text);
}
