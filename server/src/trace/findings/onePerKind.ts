import type { Finding } from './rule';

/** A finding with the index of its message: it outlives the trace that it was found in. */
export type Kept = Omit<Finding, 'about'> & { readonly about: number };

/** Most other places that a finding lists when it stands for more of its kind. */
const LISTED = 20;

/** What a finding that stands behind another one of its kind tells. */
type Other = Pick<Kept, 'span' | 'about' | 'more'>;

/** A finding and those of its kind behind it. */
interface Gathered {
  readonly finding: Kept;
  readonly others: Other[];
}

/**
 * Gathers findings so that the same trouble over and over is one of them: the first of its rule, severity and kind, which says
 * how many more there are and lists the others as related places.
 */
export class OnePerKind {
  readonly #gathered: Gathered[] = [];
  readonly #byKind = new Map<string, Gathered>();

  /**
   * Adds a finding; `key` names rule, severity and kind, and a finding without one stands alone. `whole` is asked for the finding where
   * it is the first of its kind.
   */
  add(finding: Other, key: string | undefined, whole: () => Kept): void {
    const first = key === undefined ? undefined : this.#byKind.get(key);
    if (first !== undefined) {
      first.others.push(finding);
      return;
    }
    const gathered = { finding: whole(), others: [] };
    this.#gathered.push(gathered);
    if (key !== undefined) this.#byKind.set(key, gathered);
  }

  /** The findings, in the order in which the first of each kind was added. */
  get findings(): Kept[] {
    return this.#gathered.map(({ finding, others }) => (others.length === 0 ? finding : together(finding, others)));
  }
}

function together(finding: Kept, others: readonly Other[]): Kept {
  const left = others.length - LISTED;
  return {
    ...finding,
    message: `${finding.message} ${others.length} more like this in the log.`,
    others: others.map(({ about }) => about),
    more: finding.more + others.reduce((sum, other) => sum + other.more + 1, 0),
    related: [
      ...finding.related,
      ...others.slice(0, LISTED).map(({ span }, index) => ({
        span,
        message: `The same again${left > 0 && index === LISTED - 1 ? `, and ${left} more behind it` : ''}`,
      })),
    ],
  };
}
