import { userAgentCode } from './tables';

/** Longest text of a User-Agent that is repeated in a message, in UTF-16 units. */
const LONGEST = 60;

/**
 * The product behind a User-Agent or Server value, as people call it: `Messenger for Mac 6.0.3`,
 * `Office Communicator 2.0.6362.0`. Microsoft's clients name their product in a comment behind codes that the client
 * version filter knows; any other value stays as it is. Empty for an empty value.
 */
export function productName(userAgent: string): string {
  const products = [...userAgent.matchAll(/([^\s/()]{1,40})\/([^\s()]{1,40})/g)];
  const known = products.map(([, code = '']) => userAgentCode(code)).findLast((row) => row !== undefined);
  const version = products.at(-1)?.[2] ?? '';
  if (known !== undefined) {
    const comment = /\(([^()]{2,60})\)/.exec(userAgent)?.[1]?.trim();
    const name = comment ?? known.product;
    return /\d/.test(name) || version === '' ? name : `${name} ${version}`;
  }
  const text = userAgent.trim();
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
