import type { Change } from '../change';
import type { Message } from '../message';
import type { Trace } from '../trace';
import { Concerns, concernedAmong } from './concerns';
import { FindingContext } from './context';
import { Gathering } from './gathering';
import { CaptureSegments } from './guards/captureSegments';
import type { Asked, Grounds } from './guards/grounds';
import { Sides } from './guards/sides';
import type { Looks } from './looks';
import type { Kept } from './onePerKind';
import type { Finding, Rule } from './rule';
import { groupOf, type OutsideClaim, outsideClaims, type Search, unitOfGroup } from './search';
import { Shift } from './shift';
import { replaced, Touched } from './touched';

/** What is known of a changed log, and the units to be searched again; `context` has given answers about it already. */
export interface Renewal {
  readonly known: KnownFindings;
  readonly again: Set<number>;
  /** What these units explained under other Call-IDs. */
  readonly outside: readonly OutsideClaim[];
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
    readonly looks: readonly Looks[],
    /** By unit; a unit that is not there rests on its own messages only. */
    readonly grounds: ReadonlyMap<number, Grounds>,
    /** Call-IDs that rules compare, with their groups, by the place of the rule. */
    readonly compared: ReadonlyMap<number, ReadonlyMap<number, number>>,
    /** Users of all Call-IDs with a REGISTER, where somebody asked. */
    readonly users: ReadonlyMap<number, number> | undefined,
    readonly sides: Sides,
    readonly segments: CaptureSegments,
    readonly messageCount: number,
    readonly recordCount: number,
    /** Ids of the rules that were not looked for. */
    readonly leftOut: ReadonlySet<string>,
    /** What was gathered of the looks last, of this log or the one before. */
    readonly gathering = new Gathering(),
  ) {}

  static from(search: Search): KnownFindings {
    const { looks, context, compared, known, again, leftOut } = search;
    const grounds = new Map(known?.grounds);
    for (const unit of again ?? []) grounds.delete(unit);
    for (const [unit, one] of context.groundsOf) grounds.set(unit, one);
    const { messageCount, recordCount } = context.trace.store;
    return new KnownFindings(
      looks,
      grounds,
      compared,
      context.users,
      context.sides,
      context.segments,
      messageCount,
      recordCount,
      leftOut,
      known?.gathering,
    );
  }

  /** Whether all rules were looked for but, at most, those of `leftOut`. */
  covers(leftOut: ReadonlySet<string>): boolean {
    return [...this.leftOut].every((code) => leftOut.has(code));
  }

  /**
   * The findings of all rules but those of `leftOut`, for the trace that they were found in: the worst first, within one severity in the
   * order of the log.
   */
  of(trace: Trace, rules: readonly Rule[], leftOut: ReadonlySet<string>): Finding[] {
    this.#findings ??= this.gathering.of(this.looks, rules);
    const asked =
      leftOut.size > this.leftOut.size ? this.#findings.filter(({ code }) => !leftOut.has(code)) : this.#findings;
    return asked.map((finding) => shown(finding, trace.messageAt(finding.about)));
  }

  /**
   * What is known of the log of `trace`, which is this one changed, and which units are to be searched again all the same: those
   * with messages that the change touches, and those that rest on something that is not what it was. `undefined` where all are.
   */
  after(trace: Trace, change: Change, rules: readonly Rule[]): Renewal | undefined {
    const touched = new Touched(trace, change, this.users);
    const { earliest } = touched;
    const goesOn = earliest !== Number.NEGATIVE_INFINITY;
    const sides = goesOn ? new Sides(trace, this.sides, this.messageCount) : new Sides(trace);
    if (sides.isOneSided !== this.sides.isOneSided) return undefined;
    const segments = goesOn ? new CaptureSegments(trace, this.segments, this.recordCount) : new CaptureSegments(trace);
    const context = new FindingContext(trace, touched.users, sides, segments);
    // What has no Call-ID may belong to anything.
    const again = new Set([0, ...touched.calls, ...touched.beside]);
    const { ofTrace, comparing } = concernedAmong(rules);
    const concerns = new Concerns(trace, ofTrace, this.leftOut);
    for (const _step of concerns.prepare(touched.calls));
    const compared = new Map(this.compared);
    for (const [place, rule] of comparing) {
      if (this.leftOut.has(rule.code)) continue;
      const before = this.compared.get(place) ?? new Map<number, number>();
      const now = new Map([...concerns.callsOf(rule)].map((call) => [call, groupOf(rule, trace, call)] as const));
      for (const call of touched.calls) {
        for (const group of [before.get(call), now.get(call)]) {
          if (group !== undefined) again.add(unitOfGroup(place, group));
        }
      }
      compared.set(place, replaced(before, touched.calls, now));
    }
    const shift = new Shift(change, this, trace.store);
    const isClockSame = segments.isLike(this.segments, (record) => shift.record(record));
    const holds = (asked: Asked): boolean =>
      asked.until < earliest || (isClockSame && asked.isOfClock) || context.answersAlike(asked);
    const grounds = new Map(this.grounds);
    for (const [unit, one] of this.grounds) {
      if (again.has(unit)) continue;
      const shifted = touched.turns(one) ? undefined : shift.grounds(one);
      if (shifted?.asked.every(holds) !== true) again.add(unit);
      else if (shifted !== one) grounds.set(unit, shifted);
    }
    const outside: OutsideClaim[] = [];
    const looks = this.looks.map((ofRule, place) =>
      ofRule.after(shift, (look) => {
        again.add(look.unit);
        outside.push(...outsideClaims(trace, place, look, (index) => shift.index(index)));
      }),
    );
    const { messageCount, recordCount } = trace.store;
    const known = new KnownFindings(
      looks,
      grounds,
      compared,
      touched.users,
      sides,
      segments,
      messageCount,
      recordCount,
      this.leftOut,
      this.gathering,
    );
    return { known, again, outside, context };
  }
}

/** A finding with its message. All are made in one way, which is what V8 needs to make them fast. */
function shown(kept: Kept, about: Message): Finding {
  const { span, message, severity, related, more, code, msDiagnostics, href, others } = kept;
  if (others === undefined) return { span, message, severity, related, about, more, code, msDiagnostics, href };
  return { span, message, severity, related, about, more, code, msDiagnostics, href, others };
}
