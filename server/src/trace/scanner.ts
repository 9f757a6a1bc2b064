import { formats as builtIn } from './formats';
import type { Format } from './formats/format';
import { KnownFormats } from './formats/knownFormats';
import { OrdinaryRecords } from './ordinary/ordinaryRecords';
import { RecordSink, type Surroundings } from './recordSink';
import type { FoundStartLine } from './sip/startLineIn';
import { StartLineFinder } from './startLineFinder';
import { Store } from './store';
import { LineCursor } from './text/lineCursor';
import { LineIndex } from './text/lineIndex';
import { Places } from './text/nextIndex';
import { TextWindows } from './text/windows';

/** How far behind a start-line the head line of its record is looked for, in UTF-16 units. */
const LOOK_BACK = 8000;

/**
 * Reads a log into tables in one forward pass, in slices if wanted: `advance` stops between two records, so that a
 * caller can let other work in.
 *
 * It begins with the formats that are always tried. A start-line that none of these explains makes it look at the lines in
 * front of it for the head line of another format; from there on that one is known too. A start-line without head line is
 * read as it stands.
 */
export class Scanner implements Surroundings {
  readonly store: Store;
  readonly places: Places;
  /** The lines that were met on the way; absent when it began in the middle. */
  readonly lines: LineIndex | undefined;
  readonly #line: LineCursor;
  readonly #sink: RecordSink;
  readonly #known: KnownFormats;
  readonly #startLines: StartLineFinder;
  readonly #windows: TextWindows;
  /** What reads ordinary records, and the known formats that it is made for. */
  #ordinary: OrdinaryRecords | undefined;
  #ordinaryFor: KnownFormats['formats'] = [];

  /**
   * `store` and `from` go on with tables that are right up to offset `from`, where a record may begin; `formats` are the
   * formats that are looked for.
   */
  constructor(
    readonly text: string,
    store = new Store(),
    readonly from = 0,
    readonly formats: readonly Format[] = builtIn,
  ) {
    this.store = store;
    this.#line = new LineCursor(text, from);
    this.places = new Places(text);
    this.#known = new KnownFormats(text, formats, store, this.places, from);
    this.#startLines = new StartLineFinder(this.#line);
    if (from === 0) store.knownByHead = this.#known.byHead;
    this.#sink = new RecordSink(text, store, this);
    this.lines = from === 0 ? new LineIndex(text, 0) : undefined;
    this.#windows = new TextWindows(text, this.lines);
  }

  /** How far the text has been read. */
  get offset(): number {
    return this.#line.start;
  }

  /** Formats that are known by what stands near the beginning of the log. */
  get knownByHead(): readonly number[] {
    return this.#known.byHead;
  }

  /** Whether it knows the formats `discovered`, and no others but those that are known from the beginning on. */
  knowsJust(discovered: ReadonlySet<number>): boolean {
    return this.#known.isJust(discovered);
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
      if (this.#readOrdinary(until)) continue;
      const format = this.#known.formatAt(line);
      if (format !== -1) this.#read(format);
      else if (this.#startLines.on(line) !== undefined) {
        if (!this.#discover()) this.#read(this.#known.bareAt(line));
      } else line.advance();
    }
    return this.done;
  }

  /** Reads what is ordinary from the cursor's line on, up to the first record at or behind offset `until`. Returns whether anything is. */
  #readOrdinary(until: number): boolean {
    const { formats } = this.#known;
    if (formats !== this.#ordinaryFor) {
      this.#ordinaryFor = formats;
      const ordinary = new OrdinaryRecords(this.#windows, this.store, formats, true);
      this.#ordinary = ordinary.isNeeded ? ordinary : undefined;
    }
    const line = this.#line;
    const behind = this.#ordinary?.readFrom(line.start, until) ?? line.start;
    if (behind === line.start) return false;
    line.moveTo(behind);
    return true;
  }

  #read(format: number): void {
    const line = this.#line;
    const before = line.start;
    this.#sink.format = format;
    this.#known.all[format]?.read(line, this.#sink);
    if (line.start <= before) line.moveTo(line.next > before ? line.next : before + 1);
  }

  beginsRecord(line: LineCursor): boolean {
    return (!line.isRest && this.#known.formatAt(line) !== -1) || this.#startLines.on(line) !== undefined;
  }

  beginsEntry(line: LineCursor): boolean {
    return this.#known.formatAt(line) !== -1;
  }

  startLineOn(line: LineCursor): FoundStartLine | undefined {
    return this.#startLines.on(line);
  }

  nextVersion(at: number): number {
    return this.#startLines.nextVersion(at);
  }

  nextBeginning(at: number): number {
    return Math.min(this.#known.nextWord(at), this.#startLines.nextVersion(at));
  }

  /**
   * Looks for the head line of a format that is not known yet, on the cursor's line and in front of it. When one is found
   * its format is known from now on, and the cursor goes back to it; a record that took the head line for a part of
   * itself is read again.
   */
  #discover(): boolean {
    const line = this.#line;
    const { messages, records, messageCount, recordCount } = this.store;
    const before = messageCount - 1;
    const isClosed = messages.headersClosed.at(before) === 1;
    const last = messageCount === 0 ? 0 : (isClosed ? messages.headersEnd : messages.startLineEnd).at(before);
    const head = this.#known.discover(line, Math.max(last, line.lineStart - LOOK_BACK));
    if (head === -1) return false;
    if (recordCount > 0 && head < records.end.at(recordCount - 1)) {
      const start = records.start.at(recordCount - 1);
      this.#sink.truncate(recordCount - 1);
      line.moveTo(start);
    } else line.moveTo(head);
    return true;
  }
}
