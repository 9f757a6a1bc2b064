import { formats } from './formats';
import { RecordSink } from './recordSink';
import { Store } from './store';
import { LineCursor } from './text/lineCursor';

/**
 * Reads a log into tables in one forward pass, in slices if wanted: `advance` stops between two records, so that a
 * caller can let other work in.
 */
export class Scanner {
  readonly store: Store;
  readonly #line: LineCursor;
  readonly #sink: RecordSink;

  /** `store` and `from` go on with tables that are right up to offset `from`, where a record may begin. */
  constructor(
    readonly text: string,
    store = new Store(),
    from = 0,
  ) {
    this.store = store;
    this.#line = new LineCursor(text, from);
    this.#sink = new RecordSink(text, store, (line) => formatAt(line) !== -1);
  }

  /** Whether the whole text has been read. */
  get done(): boolean {
    return !this.#line.hasLine;
  }

  /** Reads on for about `length` UTF-16 units, to the end of the record that is reached then. Returns `done`. */
  advance(length = Number.POSITIVE_INFINITY): boolean {
    const line = this.#line;
    const until = line.start + length;
    while (line.hasLine && line.start < until) {
      const format = formatAt(line);
      if (format === -1) {
        line.advance();
        continue;
      }
      const before = line.start;
      this.#sink.format = format;
      formats[format]?.read(line, this.#sink);
      if (line.start <= before) line.moveTo(line.next > before ? line.next : before + 1);
    }
    return this.done;
  }
}

/** Index of the format whose record begins at the cursor's line; -1 when none does. */
function formatAt(line: LineCursor): number {
  for (let index = 0; index < formats.length; index++) {
    if (formats[index]?.beginsAt(line)) return index;
  }
  return -1;
}
