import type { Diagnostic } from 'vscode-languageserver';
import { diagnostics } from '../features/diagnostics';
import type { Trace } from '../trace/trace';

/** Finds the problems of a trace once, for the Problems panel and for the summary; they go when the trace goes. */
export class Problems {
  readonly #known = new WeakMap<Trace, Diagnostic[]>();

  constructor(readonly relatedInformation: () => boolean) {}

  /** The problems of the log at `uri`; some of them when `isCancelled` turns true meanwhile. */
  of(trace: Trace, uri: string, isCancelled: () => boolean): Diagnostic[] {
    const known = this.#known.get(trace);
    if (known !== undefined) return known;
    const found = diagnostics(trace, { uri, relatedInformation: this.relatedInformation(), isCancelled });
    if (!isCancelled()) this.#known.set(trace, found);
    return found;
  }
}
