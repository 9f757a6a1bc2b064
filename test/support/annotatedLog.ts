/** A note in an annotated log: the place that it marks and what it says about it. */
export interface Note {
  /** 0-based line of the log, notes not counted. */
  readonly line: number;
  /** Offsets into the text of the log. */
  readonly start: number;
  readonly end: number;
  readonly note: string;
}

/** A log whose notes have been taken out. */
export interface AnnotatedLog {
  readonly text: string;
  /** Offset of `$0`; `undefined` when the log has no cursor. */
  readonly cursor: number | undefined;
  /** In the order of the log. */
  readonly notes: readonly Note[];
}

/** What ends the lines of a log. */
export type LineEnd = '\r\n' | '\n' | '\r';

const MARKS = /^#( *)(\^+)[ \t]+(\S.*)$/;
const ARROW = /^#<(-+)[ \t]+(\S.*)$/;
const CURSOR = '$0';

/**
 * Reads a log with notes.
 *
 *     INVITE sip:bob@example.com SIP/2.0
 *     #<----- a note about six columns from column 0
 *     #      ^^^^^^^^^^^^^^^^^^^ a note about the columns above the carets
 *     Via: SIP/2.0/TCP $0192.0.2.1
 *
 * The line end behind the opening backtick is not part of the log. `$0` is the cursor, one per log. A note is about the nearest line of the log above it. A line of the log cannot begin
 * with `#`. A note that marks nothing is an error, so that a test cannot expect something by mistake.
 */
export function annotatedLog(source: string, lineEnd: LineEnd = '\r\n'): AnnotatedLog {
  const lines: string[] = [];
  const starts: number[] = [];
  const notes: Note[] = [];
  let cursor: number | undefined;
  let offset = 0;
  for (const [index, written] of source.replace(/^\n/, '').split('\n').entries()) {
    const fail = (what: string): never => {
      throw new Error(`annotated log, line ${index + 1}: ${what}: ${JSON.stringify(written)}`);
    };
    if (written.startsWith('#')) {
      const { from, to, note } = marksIn(written) ?? fail('neither a note nor a line of a log');
      const above = lines.at(-1) ?? fail('there is no line above this note');
      if (to > above.length) fail(`the note marks columns ${from} to ${to}, the line above has ${above.length}`);
      const start = starts.at(-1) ?? 0;
      notes.push({ line: lines.length - 1, start: start + from, end: start + to, note });
      continue;
    }
    const at = written.indexOf(CURSOR);
    if (at !== -1) {
      if (cursor !== undefined || written.indexOf(CURSOR, at + 1) !== -1) fail('a second cursor');
      cursor = offset + at;
    }
    const line = at === -1 ? written : written.slice(0, at) + written.slice(at + CURSOR.length);
    lines.push(line);
    starts.push(offset);
    offset += line.length + lineEnd.length;
  }
  return { text: lines.join(lineEnd), cursor, notes };
}

/** Columns that a note marks, and its text. */
function marksIn(line: string): { from: number; to: number; note: string } | undefined {
  const [, blanks, carets, note] = MARKS.exec(line) ?? [];
  if (blanks !== undefined && carets !== undefined && note !== undefined) {
    const from = 1 + blanks.length;
    return { from, to: from + carets.length, note: note.trimEnd() };
  }
  const [, dashes, text] = ARROW.exec(line) ?? [];
  return dashes === undefined || text === undefined ? undefined : { from: 0, to: dashes.length, note: text.trimEnd() };
}
