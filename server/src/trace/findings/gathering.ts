import type { Looks } from './looks';
import { type Kept, OnePerKind } from './onePerKind';
import { type Rule, SEVERITIES } from './rule';
import { worded } from './search';

/** The findings of rules that share a code, joined by their kinds. */
interface OfCode {
  readonly kinds: OnePerKind;
  readonly findings: readonly Kept[];
}

/** The findings of a log in the order in which they are shown. Of rules of whose looks nothing has changed they are those gathered last. */
export class Gathering {
  readonly #byCode = new Map<string, OfCode>();
  /** The looks that they come from, by the place of the rule. */
  #looks: readonly Looks[] = [];
  #all: readonly Kept[] = [];

  /** The findings of `looks`, which are those of `rules`: the worst first, within one severity in the order of the log, then of the rules. */
  of(looks: readonly Looks[], rules: readonly Rule[]): readonly Kept[] {
    const changed = new Set<string>();
    for (let place = 0; place < rules.length; place++) {
      if (this.#looks[place] !== looks[place]) changed.add(rules[place]?.code ?? '');
    }
    this.#looks = looks;
    if (changed.size === 0) return this.#all;
    const found: Kept[] = [];
    for (const code of changed) {
      const ofCode = looks.filter((_, place) => rules[place]?.code === code);
      const now = gathered(ofCode, this.#byCode.get(code)?.kinds);
      this.#byCode.set(code, now);
      for (const finding of now.findings) found.push(finding);
    }
    const kept = this.#all.filter(({ code }) => !changed.has(code));
    this.#all = merged(kept, found.sort(order));
    return this.#all;
  }
}

function gathered(looks: readonly Looks[], before: OnePerKind | undefined): OfCode {
  const kinds = new OnePerKind();
  for (const { all } of looks) {
    for (const { found } of all) {
      for (const one of found) kinds.add(one.finding, one.key, () => worded(one));
    }
  }
  return { kinds, findings: kinds.findings(before) };
}

const RANKS = Object.fromEntries(SEVERITIES.map((severity, rank) => [severity, rank]));

const order = (one: Kept, other: Kept): number =>
  (one.severity === other.severity ? 0 : (RANKS[one.severity] ?? 0) - (RANKS[other.severity] ?? 0)) ||
  one.span.start - other.span.start ||
  one.rule - other.rule;

/** Two lists that are in order, as one. */
function merged(one: readonly Kept[], other: readonly Kept[]): Kept[] {
  const all: Kept[] = [];
  let next = 0;
  for (const finding of other) {
    for (let kept = one[next]; kept !== undefined && order(kept, finding) < 0; kept = one[++next]) all.push(kept);
    all.push(finding);
  }
  for (const kept of one.slice(next)) all.push(kept);
  return all;
}
