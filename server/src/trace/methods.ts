import type { Store } from './store';

/** Methods that the search for problems tells apart. */
const METHODS = [
  'ACK',
  'BENOTIFY',
  'BYE',
  'CANCEL',
  'INFO',
  'INVITE',
  'MESSAGE',
  'NOTIFY',
  'OPTIONS',
  'PRACK',
  'REFER',
  'REGISTER',
  'SUBSCRIBE',
  'UPDATE',
] as const;

/** Numbers of methods among the names of a log, by their names in lower case; -1 where one does not occur. */
export type MethodNumbers = Readonly<Record<Lowercase<(typeof METHODS)[number]>, number>>;

export const methodNumbersOf = ({ names }: Store): MethodNumbers =>
  Object.fromEntries(METHODS.map((name) => [name.toLowerCase(), names.numberOf(name) ?? -1])) as MethodNumbers;
