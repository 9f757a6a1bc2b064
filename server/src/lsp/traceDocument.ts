import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
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
  #reading: { version: number; trace: Promise<Trace> } | undefined;

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
   * Names the present text among all that this server has seen. A version alone does not: a document that is closed
   * and opened with another text (another encoding, a change on disk) may begin at the same one.
   */
  get state(): string {
    return `${this.#opening}.${this.version}`;
  }

  /**
   * The trace of the present version, read once, in slices. Rejects with `ContentModified` when the document changes
   * meanwhile.
   */
  trace(): Promise<Trace> {
    const { version } = this;
    if (this.#reading?.version !== version) {
      this.#reading = { version, trace: this.#read(version) };
      // Whoever waits for it is told; nobody may be.
      this.#reading.trace.catch(() => undefined);
    }
    return this.#reading.trace;
  }

  async #read(version: number): Promise<Trace> {
    const text = this.#document.getText();
    const scanner = new Scanner(text);
    while (!scanner.advance(SLICE)) {
      await nextTurn();
      if (this.version !== version) throw contentModified();
    }
    return new Trace(text, scanner.store);
  }
}
