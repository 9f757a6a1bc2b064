/**
 * Control characters, and those that turn the direction of text or hide in it: a log might use them to make a person
 * or a terminal see something that is not there.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Text from a log as one line of at most `longest` UTF-16 units that shows what is in it. */
export function printable(text: string, longest = 300): string {
  const line = text.slice(0, longest).replace(INVISIBLE, ' ');
  return text.length <= longest ? line : `${line}…`;
}
