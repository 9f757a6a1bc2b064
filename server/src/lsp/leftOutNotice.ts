import type { Connection } from 'vscode-languageserver';

/** Tells a person once per document that an editor does not show everything, and the way out. */
export class LeftOutNotice {
  readonly #told = new Set<string>();

  constructor(
    readonly connection: Connection,
    /** What to say when `omitted` do not stand beside the `shown` ones. */
    readonly text: (shown: number, omitted: number) => string,
  ) {}

  /** Says it; nothing when none are missing. */
  tell(uri: string, shown: number, omitted: number): void {
    if (omitted === 0 || this.#told.has(uri)) return;
    this.#told.add(uri);
    void this.connection.window.showInformationMessage(this.text(shown, omitted));
  }

  forget(uri: string): void {
    this.#told.delete(uri);
  }
}

export const foldsLeftOut = (shown: number, omitted: number): string =>
  `SIP Trace: this log has ${shown + omitted} folds and the editor takes ${shown}. Transactions come first, so ` +
  `${omitted} folds of messages and their parts are missing. Raise the setting "editor.foldingMaximumRegions" to see them.`;

export const problemsLeftOut = (shown: number, omitted: number): string =>
  `SIP Trace: this log has ${shown + omitted} problems and the editor shows ${shown} of one file. Failures and errors come ` +
  `first; the last ${omitted} are missing. To see all, run "sip-trace check FILE" on the command line. To have fewer, turn ` +
  'rules off ("Set Severity" in the quick fixes of a problem) or suppress a call, a method or a user agent.';
