import type { Direction } from '../store';
import type { DateOrder } from '../text/timeStamp';
import type { FormatId } from './format';

/**
 * How one program frames SIP messages in its log, as data: a head line, perhaps more lines about the message, the message
 * itself, perhaps an end mark.
 *
 * What stands in front of all lines (a time stamp of syslog, blanks, ANSI colours), behind them (ngrep's dot) or in place
 * of line ends (`#015#012`) is not declared: it is told from the message (`messageShape.ts`).
 *
 * Patterns see one line without its line end. Their named groups say what is known: `incoming` or `outgoing` (present
 * when the message goes that way), `time`, `transport`, `source`, `destination`, `local`, `remote`, each with its port
 * in a group of its own (`remotePort`) or behind the host, `thread`, `sequence`. Without a group `time` the first time
 * stamp of the head line counts.
 */
export interface Framing {
  readonly id: FormatId;
  readonly heads: readonly HeadLine[];
  /** Lines between head line and start-line that say more. */
  readonly details?: readonly RegExp[];
  /** Lines that may stand there and say nothing. Empty lines and rules always may. */
  readonly skips?: RegExp;
  /** How many lines there may be from the head line to the start-line; 4 when not given. */
  readonly reach?: number;
  /** Lines that end a record: any one of them. Without any, a message ends where its body does. */
  readonly ends?: readonly EndLine[];
  /** Which number comes first in a date such as `07/11/2024`; the month when not given. */
  readonly dateOrder?: DateOrder;
}

/** The line that begins a record. */
export interface HeadLine {
  /** Characters that every such line holds. They are searched for, so that `pattern` sees few other lines. */
  readonly word: string;
  /** Found anywhere on the line. The start-line may stand behind it on the same line. */
  readonly pattern: RegExp;
  /** Which way the message goes, where the words of the line say it and no group does. */
  readonly direction?: Direction;
  /** Whether the program logs such a message a second time. */
  readonly isDuplicate?: true;
}

/** A line that ends a record; it begins with `word` behind the prefix and blanks of the message's lines. */
export interface EndLine {
  readonly word: string;
  /** The whole line; `word` alone when not given. */
  readonly pattern?: RegExp;
}
