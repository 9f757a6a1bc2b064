import { printable } from '../../trace/text/printable';

/** A value of a body or of credentials as a hover shows it: in one line, and not too long. */
export const shownValue = (value: string, longest = 120): string => printable(value, longest);
