import type { Diagnostic } from 'vscode-languageserver';
import { diagnostics } from '../features/diagnostics';
import type { Trace } from '../trace/trace';
import { contentModified, nextTurn } from './answer';

/** How long problems are looked for before other work is let in, in ms. */
const SLICE = 20;
/** Steps between two looks at the clock. */
const STEPS = 8;

/** Finds the problems of a trace once, for the Problems panel and for the summary; they go when the trace goes. */
export class Problems {
  readonly #searches = new WeakMap<Trace, Search>();

  constructor(readonly relatedInformation: () => boolean) {}

  /** The problems of the log at `uri`; none when `isCancelled` turns true meanwhile. Whoever asks next goes on with it. */
  async of(trace: Trace, uri: string, isCancelled: () => boolean): Promise<Diagnostic[]> {
    let search = this.#searches.get(trace);
    if (search === undefined) {
      search = new Search(diagnostics(trace, { uri, relatedInformation: this.relatedInformation() }));
      this.#searches.set(trace, search);
    }
    for (;;) {
      const found = search.advance();
      if (found !== undefined) return found;
      await nextTurn();
      if (isCancelled()) return [];
      if (trace.isSuperseded) throw contentModified();
    }
  }
}

/** A search for problems that goes on in slices. */
class Search {
  #found: Diagnostic[] | undefined;

  constructor(readonly steps: Generator<undefined, Diagnostic[]>) {}

  /** Searches for one slice of time. Returns the problems when all have been found. */
  advance(): Diagnostic[] | undefined {
    const until = performance.now() + SLICE;
    for (let count = 1; this.#found === undefined; count++) {
      const step = this.steps.next();
      if (step.done === true) this.#found = step.value;
      else if (count % STEPS === 0 && performance.now() > until) break;
    }
    return this.#found;
  }
}
