import { printable } from '../../trace/text/printable';

/** A value that is longer than this is cut before it is looked at. */
const LONGEST = 1000;

/** `sip:alice:secret@`, `https://alice:secret@`: a scheme, a user and behind a colon what is nobody's business. */
const PASSWORD = /(\b[a-z][a-z\d+.-]{0,20}:(?:\/\/)?[^\s:@/<>"]{1,200}):[^\s@<>"]{1,200}@/gi;

/** A value of a body as a hover shows it: in one line, not too long, and without the passwords of addresses in it. */
export const shownValue = (value: string, longest = 120): string =>
  printable(value.slice(0, LONGEST).replace(PASSWORD, '$1:…@'), longest);
