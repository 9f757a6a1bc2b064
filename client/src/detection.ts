import {
  Disposable,
  type ExtensionContext,
  type FileWillRenameEvent,
  languages,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { looksLikeSipTrace, sniffedLength } from '../../server/src/trace/recognition';
import { askFirst } from './detection/askFirst';
import { LeftAlone } from './detection/leftAlone';
import { isOfPerson } from './detection/ownSchemes';

const SIP_TRACE = 'sip-trace';

/** Languages that say nothing about a text. Whatever else a file has, its name or a person has chosen. */
const UNDECIDED: ReadonlySet<string> = new Set(['log', 'plaintext']);

/** Pause after an edit before an untitled text is looked at, in ms. VS Code waits longer before it guesses a language. */
const PAUSE = 250;

/**
 * Gives logs that hold SIP the language SIP Trace when they are opened, and untitled texts when they are pasted or
 * typed. What a person has chosen stays.
 */
export function watchDocuments(context: ExtensionContext): Disposable {
  const detection = new Detection(new LeftAlone(context.workspaceState));
  for (const document of workspace.textDocuments) detection.opened(document);
  return Disposable.from(
    detection,
    workspace.onDidOpenTextDocument((document) => detection.opened(document)),
    workspace.onDidChangeTextDocument(({ document }) => detection.changed(document)),
    workspace.onDidCloseTextDocument((document) => detection.closed(document)),
    workspace.onWillRenameFiles(({ files }) => detection.renamed(files)),
  );
}

class Detection {
  readonly #leftAlone: LeftAlone;
  /** The language that each open document had when it was last seen. */
  readonly #languages = new WeakMap<TextDocument, string>();
  /** Documents about which the person has been asked, by URI. */
  readonly #asked = new Set<string>();
  readonly #edited = new Set<TextDocument>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(leftAlone: LeftAlone) {
    this.#leftAlone = leftAlone;
  }

  /** A document has been opened. One that only gets another language is told as closed and opened too: it is the same object. */
  opened(document: TextDocument): void {
    const before = this.#languages.get(document);
    this.#languages.set(document, document.languageId);
    if (before === undefined) void this.#lookAt(document);
    else if (document.languageId === SIP_TRACE) this.#leftAlone.remove(document.uri.toString());
    else if (before === SIP_TRACE) this.#leftAlone.add(document.uri.toString());
  }

  changed(document: TextDocument): void {
    if (!document.isUntitled || !isUndecided(document)) return;
    this.#edited.add(document);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const edited of this.#edited) void this.#lookAt(edited);
      this.#edited.clear();
    }, PAUSE);
  }

  /** Told before it happens: the document opens under its new name before the renaming is over. */
  renamed(files: FileWillRenameEvent['files']): void {
    for (const { oldUri, newUri } of files) {
      if (this.#leftAlone.has(oldUri.toString())) this.#leftAlone.add(newUri.toString());
    }
  }

  /** The next untitled text may get the name of this one. */
  closed(document: TextDocument): void {
    if (!document.isClosed || !document.isUntitled) return;
    this.#leftAlone.remove(document.uri.toString());
    this.#asked.delete(document.uri.toString());
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #lookAt(document: TextDocument): Promise<void> {
    const uri = document.uri.toString();
    if (document.isClosed || !isUndecided(document) || this.#leftAlone.has(uri)) return;
    const detect = workspace.getConfiguration('sipTrace', document).get<string>('detect');
    if (detect === 'never' || !looksLikeSipTrace(beginningOf(document))) return;
    if (detect === 'ask') {
      if (this.#asked.has(uri)) return;
      this.#asked.add(uri);
      const answer = await askFirst(document);
      if (answer === 'not-this-file') this.#leftAlone.add(uri);
      // The person may have closed it or chosen a language in the meantime.
      if (answer !== 'open' || document.isClosed || !isUndecided(document)) return;
    }
    // Fails when the document has just been closed.
    await languages.setTextDocumentLanguage(document, SIP_TRACE).then(undefined, () => undefined);
  }
}

const isUndecided = ({ languageId, uri }: TextDocument): boolean => UNDECIDED.has(languageId) && isOfPerson(uri.scheme);

/** As much of the text as is looked at. */
const beginningOf = (document: TextDocument): string =>
  document.getText(new Range(document.positionAt(0), document.positionAt(sniffedLength)));
