import type { UsualHead } from '../ordinary/usualHead';
import type { Direction } from '../store';
import type { DateOrder } from '../text/timeStamp';
import type { FormatId } from './format';
import type { Pattern } from './pattern';

/**
 * How one program frames SIP messages in its log, as data: a head line, perhaps more lines about the message, the message
 * itself, perhaps an end mark.
 *
 * What stands in front of all lines (a time stamp of syslog, blanks, ANSI colours), behind them (ngrep's dot) or in place
 * of line ends (`#015#012`) is not declared: it is told from the message (`messageShape.ts`).
 *
 * Patterns see one line without its line end. Their named groups say what is known: `incoming` or `outgoing` (present
 * when the message goes that way), `time`, `transport`, `source`, `destination`, `local`, `remote`, each with its port
 * in a group of its own (`remotePort`) or behind the host, `thread`, `sequence`, `again` (present when the program has
 * logged the message before), `stream` (present when one entry may hold several messages; so without it where the
 * transport is TCP, TLS or SCTP). `ingressLocal`, `ingressRemote`, `egressLocal` and `egressRemote` count where the log names
 * both ways, of which the direction picks one. Without a group `time` the first time stamp of the head line counts; with
 * a group `utc` the time is UTC, with a group `delta` it counts from another entry and is not read.
 */
export interface Framing {
  readonly id: FormatId;
  readonly heads: readonly HeadLine[];
  /** How nearly all head lines look, so that they are told fast. Only for formats without `details`. */
  readonly usualHeads?: readonly UsualHead[];
  /** Lines between head line and start-line that say more, and what may stand for them behind the head on its line. */
  readonly details?: readonly Pattern[];
  /** Lines that may stand there and say nothing. Empty lines and rules always may. */
  readonly skips?: Pattern;
  /** How many lines there may be from the head line to the start-line; 4 when not given. */
  readonly reach?: number;
  /** Lines that end a record: any one of them. Without any, a message ends where its body does. */
  readonly ends?: readonly EndLine[];
  /** A line directly behind the end mark that belongs to the record. */
  readonly trailer?: RegExp;
  /**
   * How an entry of the log begins: the time stamp and what else stands in front of its text. No message goes on behind
   * such a line. Not needed where each line of a message has that prefix.
   */
  readonly entries?: Pattern;
  /**
   * What the log puts into a message where it breaks it: the head of the next part, a line end where a line is too long.
   * With the flag `g`, and not empty. What stands in front of it and behind it is put together before it is read.
   */
  readonly joints?: RegExp;
  /** Which number comes first in a date such as `07/11/2024`; the month when not given. */
  readonly dateOrder?: DateOrder;
}

/** The line that begins a record. */
export interface HeadLine {
  /** Characters that every such line holds. They are searched for, so that `pattern` sees few other lines. */
  readonly word: string;
  /** Found anywhere on the line. The start-line may stand behind it on the same line. */
  readonly pattern: Pattern;
  /** Which way the message goes, where the words of the line say it and no group does. */
  readonly direction?: Direction;
  /** Whether the program logs such a message a second time. */
  readonly isDuplicate?: true;
  /** Whether another head line may stand in front of this one; then that one begins the record. */
  readonly isSecond?: true;
}

/** A line that ends a record; it begins with `word` behind the prefix and blanks of the message's lines. */
export interface EndLine {
  readonly word: string;
  /** The whole line, which may say more about the message; `word` alone when not given. */
  readonly pattern?: Pattern;
  /** Whether the mark has an empty line in front where it ends a body: a body may hold such a line, too. */
  readonly hasBlankInFront?: true;
  /** Whether `word` may also stand behind the last line of a body that ends without line end. */
  readonly mayFollow?: true;
}
