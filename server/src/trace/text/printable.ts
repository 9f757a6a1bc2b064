/**
 * Control characters, and those that turn the direction of text or hide in it: a log might use them to make a person
 * or a terminal see something that is not there.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** `sip:alice:secret@`, `https://alice:secret@`: a scheme, a user and behind a colon what is nobody's business. */
const PASSWORD =
  /((?:\b(?:sips?|im|pres|mailto|xmpp|h323):|\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s:@/<>"]{1,200}):[^\s@<>"]{1,200}@/gi;

/** Longer than what `PASSWORD` finds, so that no password loses its `@`, by which it is known, to the cut. */
const BEHIND_CUT = 500;

/**
 * Text from a log as one line of at most `longest` UTF-16 units that shows what is in it, but for the passwords of
 * addresses.
 */
export function printable(text: string, longest = 300): string {
  const shown = withoutPasswords(text.slice(0, longest + BEHIND_CUT)).replace(INVISIBLE, ' ');
  const isWhole = shown.length <= longest && text.length <= longest + BEHIND_CUT;
  return isWhole ? shown : `${shown.slice(0, longest)}…`;
}

const withoutPasswords = (text: string): string => (text.includes('@') ? text.replace(PASSWORD, '$1:…@') : text);
