import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { formats as builtIn } from '../trace/formats';
import type { Format } from '../trace/formats/format';
import { Scanner } from '../trace/scanner';
import { Trace } from '../trace/trace';
import { contentModified, nextTurn } from './answer';

/** UTF-16 units that are read before other work is let in: some 10 ms. */
const SLICE = 2_000_000;

let documentsOpened = 0;

/** An open log: its text and, once somebody asks, the trace of its present version. */
export class TraceDocument {
  readonly #opening = ++documentsOpened;
  #document: TextDocument;
  #formats: readonly Format[] = builtIn;
  /** Counts the changes of the formats. */
  #edition = 0;
  #reading: { state: string; trace: Promise<Trace> } | undefined;

  private constructor(document: TextDocument) {
    this.#document = document;
  }

  static create(uri: string, languageId: string, version: number, content: string): TraceDocument {
    return new TraceDocument(TextDocument.create(uri, languageId, version, content));
  }

  /** Changes the document in place, as the text document underneath does: the version is the key to what was read. */
  static update(document: TraceDocument, changes: TextDocumentContentChangeEvent[], version: number): TraceDocument {
    document.#document = TextDocument.update(document.#document, changes, version);
    return document;
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
    const scanner = new Scanner(text, undefined, undefined, this.#formats);
    while (!scanner.advance(SLICE)) {
      await nextTurn();
      if (this.state !== state) throw contentModified();
    }
    return new Trace(text, scanner.store, scanner.formats);
  }
}
