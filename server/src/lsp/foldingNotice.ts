import type { Connection } from 'vscode-languageserver';

/** Tells a person once per document that folds were left out, and the way out. */
export class FoldingNotice {
  readonly #told = new Set<string>();

  constructor(readonly connection: Connection) {}

  /** Says that `omitted` folds do not stand beside the `shown` ones; nothing when none are missing. */
  tell(uri: string, shown: number, omitted: number): void {
    if (omitted === 0 || this.#told.has(uri)) return;
    this.#told.add(uri);
    void this.connection.window.showInformationMessage(
      `SIP Trace: this log has ${shown + omitted} folds and the editor takes ${shown}. Transactions come first, so ` +
        `${omitted} folds of messages and their parts are missing. Raise the setting "editor.foldingMaximumRegions" to see them.`,
    );
  }

  forget(uri: string): void {
    this.#told.delete(uri);
  }
}
