import { Disposable, EventEmitter, type TextDocumentContentProvider, Uri, workspace } from 'vscode';

const SCHEME = 'sip-trace-format-test';
const ADDRESS = Uri.from({ scheme: SCHEME, path: '/Test of formats.md' });

/** A read-only Markdown document: the last test of formats. */
export class FormatTestDocument implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: Disposable;
  #markdown = '';

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#disposables = Disposable.from(workspace.registerTextDocumentContentProvider(SCHEME, this), this.#changed);
  }

  /** Puts `markdown` in the place of what the document held, also where it is open, and returns its address. */
  show(markdown: string): Uri {
    this.#markdown = markdown;
    this.#changed.fire(ADDRESS);
    return ADDRESS;
  }

  provideTextDocumentContent(): string {
    return this.#markdown;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
