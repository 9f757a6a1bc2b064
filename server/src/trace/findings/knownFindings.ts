import type { Change } from '../change';
import type { Trace } from '../trace';
import { Concerns } from './concerns';
import { FindingContext } from './context';
import type { Grounds } from './guards/grounds';
import { type Kept, OnePerKind } from './onePerKind';
import { type Finding, type Rule, SEVERITIES } from './rule';
import { groupOf, type Look, type OutsideClaim, type Search, unitOfGroup, worded } from './search';
import { Shift } from './shift';
import { replaced, Touched } from './touched';

/** What is known of a changed log, and the units to be searched again; `context` has given answers about it already. */
export interface Renewal {
  readonly known: KnownFindings;
  readonly again: Set<number>;
  readonly context: FindingContext;
}

/**
 * What was found in a log, kept while the log changes: for each unit of the search (a Call-ID, or a rule that compares several)
 * what rules found and what that rests on beside the messages of the unit.
 */
export class KnownFindings {
  #findings: readonly Kept[] | undefined;

  private constructor(
    /** By the place of the rule in the order of the search. */
    readonly looks: readonly (readonly Look[])[],
    /** By unit; a unit that is not there rests on its own messages only. */
    readonly grounds: ReadonlyMap<number, Grounds>,
    /** What other Call-IDs explain, by Call-ID. */
    readonly outside: ReadonlyMap<number, readonly OutsideClaim[]>,
    /** Call-IDs that rules compare, with their groups, by the place of the rule. */
    readonly compared: ReadonlyMap<number, ReadonlyMap<number, number>>,
    /** Users of all Call-IDs with a REGISTER, where somebody asked. */
    readonly users: ReadonlyMap<number, number> | undefined,
    readonly isOneSided: boolean,
    readonly messageCount: number,
  ) {}

  static from(search: Search): KnownFindings {
    const { looks, context, outside, compared, known, again } = search;
    const grounds = new Map(context.groundsOf);
    for (const [unit, one] of known?.grounds ?? []) if (again?.has(unit) === false) grounds.set(unit, one);
    const { messageCount } = context.trace.store;
    return new KnownFindings(looks, grounds, outside, compared, context.users, context.isOneSided, messageCount);
  }

  /** The findings, for the trace that they were found in: the worst first, within one severity in the order of the log. */
  of(trace: Trace): Finding[] {
    if (this.#findings === undefined) {
      const all = new OnePerKind();
      for (const look of this.looks.flat())
        for (const { finding, key } of look.found) all.add(finding, key, () => worded(finding));
      this.#findings = all.findings.sort(
        (one, other) =>
          SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || one.span.start - other.span.start,
      );
    }
    return this.#findings.map((finding) => ({ ...finding, about: trace.messageAt(finding.about) }));
  }

  /**
   * What is known of the log of `trace`, which is this one changed, and which units are to be searched again all the same: those
   * with messages that the change touches, and those that rest on something that is not what it was. `undefined` where all are.
   */
  after(trace: Trace, change: Change, rules: readonly Rule[]): Renewal | undefined {
    const touched = new Touched(trace, change, this.users);
    const context = new FindingContext(trace, touched.users);
    if (context.isOneSided !== this.isOneSided) return undefined;
    // What has no Call-ID may belong to anything.
    const again = new Set([0, ...touched.calls, ...touched.beside]);
    const concerns = new Concerns(
      trace,
      rules.filter((rule) => rule.scope === 'trace'),
    );
    for (const _step of concerns.prepare(touched.calls));
    const compared = new Map(this.compared);
    for (const [place, rule] of rules.entries()) {
      if (rule.scope !== 'trace') continue;
      const before = this.compared.get(place) ?? new Map<number, number>();
      const now = new Map([...concerns.callsOf(rule)].map((call) => [call, groupOf(rule, trace, call)] as const));
      for (const call of touched.calls) {
        for (const group of [before.get(call), now.get(call)]) {
          if (group !== undefined) again.add(unitOfGroup(place, group));
        }
      }
      compared.set(place, replaced(before, touched.calls, now));
    }
    const shift = new Shift(change, this.messageCount, trace.store.messageCount);
    const grounds = new Map<number, Grounds>();
    for (const [unit, one] of this.grounds) {
      if (again.has(unit)) continue;
      const shifted = touched.turns(one) ? undefined : shift.grounds(one);
      if (shifted?.asked.every((asked) => context.answersAlike(asked))) grounds.set(unit, shifted);
      else again.add(unit);
    }
    const looks = this.looks.map((ofRule) =>
      ofRule.flatMap((look) => {
        const shifted = again.has(look.unit) ? undefined : shift.look(look);
        if (shifted === undefined) again.add(look.unit);
        return shifted ?? [];
      }),
    );
    const outside = new Map([...this.outside].map(([call, claims]) => [call, claims.map((one) => shift.claim(one))]));
    const { isOneSided } = this;
    const { messageCount } = trace.store;
    const known = new KnownFindings(looks, grounds, outside, compared, touched.users, isOneSided, messageCount);
    return { known, again, context };
  }
}
