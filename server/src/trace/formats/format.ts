import type { Envelope } from '../envelope';
import type { MessageText } from '../messageText';
import type { MakesOrdinaryReader } from '../ordinary/ordinaryRecords';
import type { RecordSink } from '../recordSink';
import type { LineCursor } from '../text/lineCursor';
import type { Span } from '../text/span';

/** Ids of the log formats; the same words stand in command-line output. */
export type FormatId =
  | 'ocs-sipstack'
  | 'uccapi'
  | 'sipe-debug'
  | 'expressway'
  | 'asterisk-chan-sip'
  | 'asterisk-pjsip'
  | 'freeswitch-sofia'
  | 'cucm-sdl'
  | 'cisco-ios'
  | 'cisco-phone-sipio'
  | 'sipp-trace-msg'
  | 'pjsua-log'
  | 'pjsip-syslog'
  | 'linphone'
  | 'baresip-trace'
  | 'twinkle'
  | 'sipjs'
  | 'kamailio-xlog'
  | 'kamailio-sipdump'
  | 'kamailio-syslog-octal'
  | 'ngrep'
  | 'sngrep'
  | 'tcpdump-ascii'
  | 'wireshark-verbose'
  | 'wireshark-follow'
  | 'avaya-csdk'
  | 'avaya-tracesm'
  | 'avaya-endpointlog'
  | 'avaya-aac-sipserver'
  | 'jain-sip-xml'
  | 'sip-viewer-text'
  | 'audiocodes-syslog'
  | 'genesys-sip-server'
  | 'acme-sipmsg'
  | 'ribbon-sbc'
  | 'plain'
  | CustomFormatId;

/** Name of a format that a person has described; `readCustomFormats` gives it. */
export type CustomFormatId = string & { readonly isCustom: true };

/**
 * How one program frames SIP messages in its log. One format is one file in this folder, listed in `formats/index.ts`;
 * most are declared as data (`framed`).
 *
 * The scanner finds out which formats a log has: it looks for their words around the first message that no known format
 * explains, and from then on asks them at each line that holds such a word.
 */
export interface Format {
  readonly id: FormatId;

  /**
   * Words one of which stands on every line that `beginsAt` says yes to. None where the start-line is all there is: such
   * formats are asked, in their order, about start-lines that no head line explains.
   */
  readonly words: readonly string[];

  /**
   * Whether its records are looked for from the beginning: they may hold no message, or a person has described them and
   * they go before those of other formats.
   */
  readonly isAlwaysKnown?: true;

  /** Whether a head line near the beginning of the log makes it known, so that a message may begin in the middle of a line. */
  readonly isKnownByHead?: true;

  /** Whether a message may go on in a later entry, so that reading cannot begin between two of them. */
  readonly mayGoOn?: true;

  /** What its records look for, however far away, to tell where they end. */
  readonly marks?: readonly string[];

  /** Whether a record begins at the cursor's line. The cursor stays where it is. */
  beginsAt(line: LineCursor): boolean;

  /**
   * Reads the record at the cursor's line into `sink` and leaves the cursor on the first line behind it, at least one
   * line on. A record that is cut or broken is read as far as it goes; it never takes the beginning of the next one.
   */
  read(line: LineCursor, sink: RecordSink): void;

  /** Makes what reads its ordinary records; not given where none are read in a way of their own. */
  readonly ordinary?: MakesOrdinaryReader;

  /**
   * What was sent of what the entries `entries` of the log hold, put together; for formats whose messages do not always
   * stand in the log in one piece. An entry begins at its head line.
   */
  putTogether?(text: string, entries: readonly Span[]): MessageText;

  /** Whether what is put together holds the head line and what stands in front of the lines. */
  readonly keepsHead?: true;

  /**
   * What the log says beside the message whose start-line is `startLine`; `undefined` when it says nothing. `record`
   * begins at the head line of its entry.
   */
  envelopeOf?(text: string, record: Span, startLine: Span): Envelope | undefined;
}
