import { diagnostics, type ShownProblems } from '../features/diagnostics';
import type { FindingSettings } from '../trace/findings/configuration';
import type { Trace } from '../trace/trace';
import { contentModified, nextTurn } from './answer';

/** How long problems are looked for before other work is let in, in ms. */
const SLICE = 20;
/** Steps between two looks at the clock. */
const STEPS = 8;

const NOTHING: ShownProblems = { problems: [], findings: [], hidden: 0 };

/**
 * Finds the problems of a trace once for the settings that hold, for the Problems panel, the summary and code actions; they go
 * when the trace goes.
 */
export class Problems {
  readonly #searches = new WeakMap<Trace, { edition: number; search: Search }>();
  readonly #editions = new Map<string, number>();

  constructor(readonly relatedInformation: () => boolean) {}

  /** Numbers settings: the same number for what gives the same problems. */
  editionOf({ profile, findings, suppress }: FindingSettings): number {
    const key = JSON.stringify([profile, [...findings].sort(), suppress]);
    const edition = this.#editions.get(key) ?? this.#editions.size;
    this.#editions.set(key, edition);
    return edition;
  }

  /** The problems of the log at `uri`; none when `isCancelled` turns true meanwhile. Whoever asks next goes on with it. */
  async of(trace: Trace, uri: string, settings: FindingSettings, isCancelled: () => boolean): Promise<ShownProblems> {
    const edition = this.editionOf(settings);
    let known = this.#searches.get(trace);
    if (known?.edition !== edition) {
      const options = { uri, relatedInformation: this.relatedInformation(), settings };
      known = { edition, search: new Search(diagnostics(trace, options)) };
      this.#searches.set(trace, known);
    }
    for (;;) {
      const found = known.search.advance();
      if (found !== undefined) return found;
      await nextTurn();
      if (isCancelled()) return NOTHING;
      if (trace.isSuperseded) throw contentModified();
    }
  }
}

/** A search for problems that goes on in slices. */
class Search {
  #found: ShownProblems | undefined;

  constructor(readonly steps: Generator<undefined, ShownProblems>) {}

  /** Searches for one slice of time. Returns the problems when all have been found. */
  advance(): ShownProblems | undefined {
    const until = performance.now() + SLICE;
    for (let count = 1; this.#found === undefined; count++) {
      const step = this.steps.next();
      if (step.done === true) this.#found = step.value;
      else if (count % STEPS === 0 && performance.now() > until) break;
    }
    return this.#found;
  }
}
