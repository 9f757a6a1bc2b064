import type { Finding } from './rule';

/** A finding with the index of its message, so that it outlives the trace that it was found in, and with the place of its rule in the search. */
export type Kept = Omit<Finding, 'about'> & { readonly about: number; readonly rule: number };

/** Most other places that a finding lists when it stands for more of its kind. */
const LISTED = 20;

/** What a finding that stands behind another one of its kind tells. */
type Other = Pick<Kept, 'span' | 'about' | 'more'>;

/** A finding and those of its kind behind it. */
interface Gathered {
  readonly finding: Kept;
  readonly others: Other[];
  readonly key: string | undefined;
  /** All of them as one, once somebody has asked. */
  whole: Kept | undefined;
}

/** `finding` with other words or at another place: written out, which is quicker than `{ ...finding }`. */
export const reworded = (
  { code, severity, msDiagnostics, more, href, rule }: Kept,
  { span, message, related, about }: Pick<Kept, 'span' | 'message' | 'related' | 'about'>,
): Kept => ({ code, severity, span, message, related, about, msDiagnostics, more, href, rule });

/**
 * Gathers findings so that the same trouble over and over is one of them: the first of its rule, severity and kind, which says
 * how many more there are and lists the others as related places.
 */
export class OnePerKind {
  readonly #gathered: Gathered[] = [];
  readonly #byKind = new Map<string, Gathered>();

  /** The findings of one kind, as they were added. */
  ofKind(key: string): Gathered | undefined {
    return this.#byKind.get(key);
  }

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
    const gathered: Gathered = { finding: whole(), others: [], key, whole: undefined };
    this.#gathered.push(gathered);
    if (key !== undefined) this.#byKind.set(key, gathered);
  }

  /**
   * The findings, in the order in which the first of each kind was added. Those of a kind of which nothing has changed since `before` were
   * gathered are the same ones.
   */
  findings(before?: Pick<OnePerKind, 'ofKind'>): Kept[] {
    return this.#gathered.map((gathered) => {
      if (gathered.others.length === 0) return gathered.finding;
      gathered.whole ??= knownIn(before, gathered) ?? together(gathered);
      return gathered.whole;
    });
  }
}

/** What was made of the same findings before. */
function knownIn(before: Pick<OnePerKind, 'ofKind'> | undefined, { key = '', finding, others }: Gathered) {
  const known = before?.ofKind(key);
  if (known?.finding !== finding || known.others.length !== others.length) return undefined;
  return known.others.every((other, at) => other === others[at]) ? known.whole : undefined;
}

function together({ finding, others }: Gathered): Kept {
  const left = others.length - LISTED;
  return {
    code: finding.code,
    severity: finding.severity,
    span: finding.span,
    about: finding.about,
    msDiagnostics: finding.msDiagnostics,
    href: finding.href,
    rule: finding.rule,
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
