import { type Looks, NO_LOOKS } from './looks';
import { type Kept, OnePerKind } from './onePerKind';
import { type Rule, SEVERITIES } from './rule';
import { worded } from './search';

/** The findings of rules that share a code, joined by their kinds, and the looks that they come from. */
interface OfCode {
  readonly looks: readonly Looks[];
  readonly kinds: OnePerKind;
  readonly findings: readonly Kept[];
}

/** The findings of a log in the order in which they are shown. Of rules of whose looks nothing has changed they are those gathered last. */
export class Gathering {
  readonly #byCode = new Map<string, OfCode>();
  #all: readonly Kept[] = [];

  /** The findings of `looks`, which are those of `rules`: the worst first, within one severity in the order of the log, then of the rules. */
  of(looks: readonly Looks[], rules: readonly Rule[]): readonly Kept[] {
    const byCode = new Map<string, Looks[]>();
    for (const [place, { code }] of rules.entries()) {
      const ofRule = looks[place] ?? NO_LOOKS;
      const others = byCode.get(code);
      if (others === undefined) byCode.set(code, [ofRule]);
      else others.push(ofRule);
    }
    const changed = new Set<string>();
    const found: Kept[] = [];
    for (const [code, ofCode] of byCode) {
      const before = this.#byCode.get(code);
      if (before?.looks.every((ofRule, at) => ofRule === ofCode[at])) continue;
      const now = gathered(ofCode, before?.kinds);
      this.#byCode.set(code, now);
      changed.add(code);
      for (const finding of now.findings) found.push(finding);
    }
    if (changed.size > 0) {
      const kept = this.#all.filter(({ code }) => !changed.has(code));
      this.#all = merged(kept, found.sort(order));
    }
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
  return { looks, kinds, findings: kinds.findings(before) };
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
