import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Edit, joinedEdits } from '../trace/change';
import { formats as builtIn } from '../trace/formats';
import type { Format } from '../trace/formats/format';
import { keepCompiled } from '../trace/kept';
import { Rereading } from '../trace/rereading';
import { Scanner } from '../trace/scanner';
import { Trace } from '../trace/trace';
import { contentModified, nextTurn } from './answer';

/** How long is read, and then prepared for features, before other work is let in, in ms. */
const SLICE = 20;
/** UTF-16 units between two looks at the clock: nearly a window, which is made anew where another log was let in. */
const STEP = 50_000;
/** Lines that are found at once. */
const LINES = 1000;

/** How long after the first log what reads logs is kept, in ms: its problems are told by then. */
const LATER = 2000;

/** Whether no log has been read. */
let isFirst = true;
let documentsOpened = 0;

/** An open log: its text and, once somebody asks, the trace of its present version. */
export class TraceDocument {
  readonly #opening = ++documentsOpened;
  #document: TextDocument;
  #formats: readonly Format[] = builtIn;
  /** Counts the changes of the formats. */
  #edition = 0;
  #reading: { state: string; trace: Promise<Trace> } | undefined;
  /** The last trace that was read to the end, and what has been changed since; `undefined` where it cannot be told. */
  #last: { trace: Trace; edit: Edit | undefined } | undefined;

  /** The first reading of a text, while it goes on. */
  #unfinished: { state: string; reader: Scanner } | undefined;

  private constructor(document: TextDocument) {
    this.#document = document;
  }

  static create(uri: string, languageId: string, version: number, content: string): TraceDocument {
    return new TraceDocument(TextDocument.create(uri, languageId, version, content));
  }

  /** Changes the document in place, as the text document underneath does: the version is the key to what was read. */
  static update(document: TraceDocument, changes: TextDocumentContentChangeEvent[], version: number): TraceDocument {
    for (const change of changes) {
      document.#note(change);
      document.#document = TextDocument.update(document.#document, [change], version);
    }
    if (changes.length === 0) document.#document = TextDocument.update(document.#document, changes, version);
    return document;
  }

  /** Keeps in mind what `change` does to the text that was read last. */
  #note(change: TextDocumentContentChangeEvent): void {
    if (this.#last === undefined) return;
    if (!('range' in change)) {
      this.#last = undefined;
      return;
    }
    const start = this.#document.offsetAt(change.range.start);
    const end = Math.max(start, this.#document.offsetAt(change.range.end));
    const edit = { start, end, length: change.text.length };
    this.#last.edit = this.#last.edit === undefined ? edit : joinedEdits(this.#last.edit, edit);
  }

  get uri(): string {
    return this.#document.uri;
  }

  get version(): number {
    return this.#document.version;
  }

  /**
   * Names the present text, as it is read, among all that this server has seen. A version alone does not: a document
   * that is closed and opened with another text (another encoding, a change on disk) may begin at the same one.
   */
  get state(): string {
    return `${this.#opening}.${this.version}.${this.#edition}`;
  }

  /** Sets the formats that the text is read with. */
  useFormats(formats: readonly Format[]): void {
    if (formats === this.#formats) return;
    this.#formats = formats;
    this.#edition++;
    this.#last = undefined;
  }

  /**
   * The trace of the present version, read once, in slices. Rejects with `ContentModified` when the document or its
   * formats change meanwhile.
   */
  trace(): Promise<Trace> {
    const { state } = this;
    if (this.#reading?.state !== state) {
      this.#reading = { state, trace: this.#read(state) };
      // Whoever waits for it is told; nobody may be.
      this.#reading.trace.catch(() => undefined);
    }
    return this.#reading.trace;
  }

  async #read(state: string): Promise<Trace> {
    const text = this.#document.getText();
    const reader = this.#reader(text);
    this.#unfinished = reader instanceof Scanner ? { state, reader } : undefined;
    await this.#inSlices(state, () => reader.advance(STEP));
    const trace =
      reader instanceof Rereading ? reader.trace() : new Trace(text, reader.store, reader.formats, reader.lines);
    this.#unfinished = undefined;
    this.#last = { trace, edit: undefined };
    await this.#inSlices(state, () => trace.prepare());
    if (isFirst) setTimeout(keepCompiled, LATER, 'text');
    isFirst = false;
    return trace;
  }

  /** Does `step` until it says that all is done. Rejects with `ContentModified` when the text is no longer `state`. */
  async #inSlices(state: string, step: () => boolean): Promise<void> {
    for (let until = performance.now() + SLICE; !step(); ) {
      if (performance.now() < until) continue;
      await nextTurn();
      if (this.state !== state) throw contentModified();
      until = performance.now() + SLICE;
    }
  }

  /**
   * What has been read so far, while a log is being read for the first time and that is beyond `position`; `undefined`
   * otherwise. Good for one answer: the tables grow.
   */
  soFar(position: Position): Trace | undefined {
    const unfinished = this.#unfinished;
    if (unfinished?.state !== this.state) return undefined;
    const { reader } = unfinished;
    const { lines } = reader;
    if (lines === undefined) return undefined;
    // No further than what has been read; the text document would look for all lines at once.
    while (lines.count <= position.line && lines.startOf(lines.count - 1) < reader.offset && !lines.extend(LINES));
    if (lines.count <= position.line || reader.offset <= lines.startOf(position.line) + position.character)
      return undefined;
    return new Trace(reader.text, reader.store, reader.formats, lines);
  }

  /** Reads the text on what is known of the one before it, if something is. Tables go to one reader only. */
  #reader(text: string): Scanner | Rereading {
    const last = this.#last;
    this.#last = undefined;
    return last?.edit === undefined
      ? new Scanner(text, undefined, undefined, this.#formats)
      : new Rereading(last.trace, text, last.edit);
  }
}
