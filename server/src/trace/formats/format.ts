import type { RecordSink } from '../recordSink';
import type { LineCursor } from '../text/lineCursor';

/** Ids of the log formats; the same words stand in command-line output. */
export type FormatId = 'ocs-sipstack' | 'plain';

/**
 * How one program frames SIP messages in its log. One format is one file in this folder, listed in `formats/index.ts`.
 *
 * The scanner walks the log line by line, asks each format whether one of its records begins here, and lets the first
 * that says yes read it. Both methods see the text through the cursor and copy nothing.
 */
export interface Format {
  readonly id: FormatId;

  /**
   * Whether a record begins at the cursor's line. Called for every line outside of records, so it looks at the first
   * characters before anything else. The cursor stays where it is.
   */
  beginsAt(line: LineCursor): boolean;

  /**
   * Reads the record at the cursor's line into `sink` and leaves the cursor on the first line behind it, at least one
   * line on. A record that is cut or broken is read as far as it goes; it never takes the beginning of the next one.
   */
  read(line: LineCursor, sink: RecordSink): void;
}
