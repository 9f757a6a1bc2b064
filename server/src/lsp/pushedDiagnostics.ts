import { type Connection, type Diagnostic, ResponseError } from 'vscode-languageserver';
import type { Log } from './answer';

/** Pause after a change before the problems are sent again, in ms. */
const PAUSE = 200;

/** Sends problems to clients that do not ask for them (LSP 3.17, pull diagnostics). */
export class PushedDiagnostics {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    readonly connection: Connection,
    readonly log: Log,
    readonly problems: (uri: string, isCancelled: () => boolean) => Promise<readonly Diagnostic[]>,
  ) {}

  /** Sends the problems of `uri` when it has not changed for a moment. */
  schedule(uri: string, versionOf: () => number | undefined): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.set(
      uri,
      setTimeout(() => void this.#send(uri, versionOf), PAUSE),
    );
  }

  /** Takes the problems of a closed document away. */
  clear(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  async #send(uri: string, versionOf: () => number | undefined): Promise<void> {
    const version = versionOf();
    if (version === undefined) return;
    try {
      const found = await this.problems(uri, () => versionOf() !== version);
      if (versionOf() === version) await this.connection.sendDiagnostics({ uri, version, diagnostics: [...found] });
    } catch (error) {
      // A document that has changed meanwhile has been scheduled again.
      if (error instanceof ResponseError) return;
      this.log.error(
        `SIP Trace failed at the problems of ${uri}: ${error instanceof Error ? error.stack : String(error)}`,
      );
    }
  }
}
