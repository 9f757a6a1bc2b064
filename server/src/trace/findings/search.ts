import type { Message } from '../message';
import { printable } from '../text/printable';
import type { Trace } from '../trace';
import { Concerns } from './concerns';
import type { ClaimAsked, FindingContext } from './context';
import type { KnownFindings } from './knownFindings';
import type { Kept } from './onePerKind';
import type { Found, RelatedPlace, Rule, TraceRule } from './rule';
import { Subjects } from './subjects';

/** Longest message of a finding, in UTF-16 units: the words of a server are repeated in it, and a log may hold anything. */
const LONGEST_MESSAGE = 2000;

/** Subjects without finding that are looked at in one step. */
const LOOKED_AT_ONCE = 4;

/** A finding as a look at one subject gave it, before those of one kind are joined. */
export interface KeptFound {
  /** As the rule gives it; what is shown of it is `worded`. */
  readonly finding: Kept;
  /** Names rule, severity and kind; `undefined` for a finding without kind. */
  readonly key: string | undefined;
  /** Indices of the messages that it explains. */
  readonly claims: readonly number[];
}

/** What a rule found in one subject, where that is something, or asked about claims under other Call-IDs. */
export interface Look {
  /** The unit that it belongs to. */
  readonly unit: number;
  /** Index of the first message of the subject, by which the looks of a rule are in order. */
  readonly at: number;
  readonly found: readonly KeptFound[];
  readonly asked: readonly ClaimAsked[];
}

/** A claim on a message under another Call-ID than that of the finding. */
export interface OutsideClaim {
  /** Place of the rule in the order of the search, and of the subject in that of the rule. */
  readonly rule: number;
  readonly at: number;
  readonly message: number;
  readonly isFailure: boolean;
}

/** More than there are rules. */
const MOST_RULES = 1024;

/** The unit of what a rule compares with each other, by the place of the rule in the order of the search; all others are Call-IDs. */
export const unitOfGroup = (rule: number, group: number): number => -1 - rule - group * MOST_RULES;
const ruleOf = (unit: number): number => (-1 - unit) % MOST_RULES;

/** The group in which a rule compares a Call-ID. */
export const groupOf = (rule: TraceRule, trace: Trace, call: number): number => rule.groupOf?.(trace, call) ?? 0;

/** Call-IDs that a rule compares with each other; `at` is their first message. */
interface Group {
  readonly unit: number;
  readonly calls: readonly number[];
  readonly at: number;
}

/**
 * One search for problems, rule by rule. Where something is known of the log before it changed, rules look at the units that are
 * to be searched `again` only, and what is known of the others takes its place in the order of the search.
 */
export class Search {
  readonly trace: Trace;
  readonly subjects: Subjects;
  readonly concerns: Concerns;
  /** By the place of the rule, in the order of the subjects. */
  readonly looks: Look[][] = [];
  /** By Call-ID. */
  readonly outside = new Map<number, OutsideClaim[]>();
  /** Call-IDs that rules compare, with their groups, by the place of the rule. */
  readonly compared = new Map<number, ReadonlyMap<number, number>>();
  /** Places of the rules of which something is to be compared again. */
  readonly #rulesAgain: ReadonlySet<number>;
  /** Units that turn out to need another search: what rules further up explain is not what it was. */
  readonly stale = new Set<number>();

  constructor(
    readonly rules: readonly Rule[],
    readonly context: FindingContext,
    readonly known?: KnownFindings,
    readonly again?: ReadonlySet<number>,
  ) {
    this.trace = context.trace;
    const calls = again === undefined ? undefined : [...again].filter((unit) => unit >= 0);
    this.subjects = new Subjects(this.trace, calls);
    this.#rulesAgain = new Set([...(again ?? [])].filter((unit) => unit < 0).map(ruleOf));
    this.concerns = new Concerns(
      this.trace,
      rules.filter((rule) => rule.scope === 'message' || rule.scope === 'trace'),
    );
  }

  /** Searches, in small steps: one for each thing that a rule looks at, so that a caller can let other work in. */
  *run(): Generator<undefined, void> {
    yield* this.subjects.prepare();
    if (this.again === undefined && this.subjects.signIns.length > 0) yield* this.context.readUsers();
    yield* this.concerns.prepare(this.subjects.callIds);
    for (const [place, rule] of this.rules.entries()) {
      this.looks.push([]);
      yield* this.#runRule(rule, place);
      if (this.stale.size > 0) return;
    }
    this.#compareOutside();
  }

  *#runRule(rule: Rule, place: number): Generator<undefined, void> {
    const { trace, context, subjects } = this;
    const { callIdGroups } = trace;
    const { callId } = trace.store.messages;
    switch (rule.scope) {
      case 'message':
        yield* this.#lookAt(
          place,
          this.concerns.of(rule),
          (index) => index,
          (index) => rule.find(trace.messageAt(index), context),
        );
        break;
      case 'failed-transaction':
      case 'unanswered-transaction':
        yield* this.#lookAt(
          place,
          rule.scope === 'failed-transaction' ? subjects.failed : subjects.unanswered,
          ({ first }) => first.index,
          (transaction) => rule.find(transaction, context),
        );
        break;
      case 'call-id':
        yield* this.#lookAt(
          place,
          subjects.doubtful,
          (call) => callIdGroups.firstMessageOf(call),
          (call) => rule.find(trace.transactionsOf(call), context),
        );
        break;
      case 'call':
        yield* this.#lookAt(
          place,
          subjects.calls,
          // The calls under one Call-ID are looked at one behind the other.
          ({ attempts }) => callIdGroups.firstMessageOf(callId.at(attempts[0]?.legs[0].first.index ?? 0)),
          (call) => rule.find(call, context),
        );
        break;
      case 'sign-in':
        yield* this.#lookAt(
          place,
          subjects.signIns,
          ({ first }) => first.index,
          (signIn) => rule.find(signIn, context),
        );
        break;
      case 'trace': {
        const groups = this.#groups(rule, place);
        yield* this.#lookAt(
          place,
          groups,
          ({ at }) => at,
          ({ calls }) => rule.find(new Subjects(trace, calls), context),
          ({ unit }) => unit,
        );
        break;
      }
    }
  }

  /** What a rule compares, in groups, as far as it is to be searched. */
  #groups(rule: TraceRule, place: number): readonly Group[] {
    const { trace, known, concerns } = this;
    const compared =
      known?.compared.get(place) ??
      new Map([...concerns.callsOf(rule)].map((call) => [call, groupOf(rule, trace, call)] as const));
    this.compared.set(place, compared);
    if (this.again !== undefined && !this.#rulesAgain.has(place)) return [];
    const groups = new Map<number, number[]>();
    // A rule may have something to say of a log without anything to compare.
    if (rule.groupOf === undefined) groups.set(unitOfGroup(place, 0), []);
    for (const [call, group] of compared) {
      const unit = unitOfGroup(place, group);
      if (this.#isKept(unit)) continue;
      const calls = groups.get(unit);
      if (calls === undefined) groups.set(unit, [call]);
      else calls.push(call);
    }
    const firstOf = (calls: readonly number[]): number =>
      calls.reduce((first, call) => Math.min(first, trace.callIdGroups.firstMessageOf(call)), trace.store.messageCount);
    return [...groups]
      .map(([unit, calls]) => ({ unit, calls, at: calls.length === 0 ? 0 : firstOf(calls) }))
      .sort((one, other) => one.at - other.at);
  }

  /** Whether what is known of `unit` holds. */
  #isKept(unit: number): boolean {
    return this.again !== undefined && !this.again.has(unit);
  }

  /** Looks at all `subjects`, in their order among those of which something is known. */
  *#lookAt<Subject>(
    place: number,
    subjects: readonly Subject[],
    atOf: (subject: Subject) => number,
    find: (subject: Subject) => Iterable<Found | undefined>,
    unitOf?: (subject: Subject) => number,
  ): Generator<undefined, void> {
    const { callId } = this.trace.store.messages;
    const kept = this.known?.looks[place]?.filter(({ unit }) => this.#isKept(unit)) ?? [];
    let next = 0;
    let looked = 0;
    for (const subject of subjects) {
      const at = atOf(subject);
      for (let look = kept[next]; look !== undefined && look.at < at; look = kept[++next]) this.#keep(place, look);
      const isFound = yield* this.#look(place, unitOf?.(subject) ?? callId.at(at), at, () => find(subject));
      if (isFound || ++looked % LOOKED_AT_ONCE === 0) yield;
    }
    for (const look of kept.slice(next)) this.#keep(place, look);
  }

  /** Looks at one subject. Returns whether something was found. */
  *#look(
    place: number,
    unit: number,
    at: number,
    find: () => Iterable<Found | undefined>,
  ): Generator<undefined, boolean> {
    const rule = this.rules[place] as Rule;
    this.context.lookAt(unit);
    const found: KeptFound[] = [];
    for (const one of find()) {
      if (one === undefined) yield;
      else found.push(keptFound(rule, one));
    }
    const asked = this.context.lookAway();
    if (found.length > 0 || asked.length > 0) this.#add(place, { unit, at, found, asked });
    return found.length > 0;
  }

  /** Takes over what is known of a subject. */
  #keep(place: number, look: Look): void {
    if (!look.asked.every((asked) => this.context.claimsAlike(asked))) this.stale.add(look.unit);
    this.#add(place, look);
  }

  #add(rule: number, look: Look): void {
    this.looks[rule]?.push(look);
    const { callId } = this.trace.store.messages;
    for (const { finding, claims } of look.found) {
      const isFailure = finding.severity === 'error' || finding.severity === 'warning';
      for (const message of claims) {
        this.context.claim(message, isFailure);
        const call = callId.at(message);
        if (call === look.unit) continue;
        const claim = { rule, at: look.at, message, isFailure };
        const others = this.outside.get(call);
        if (others === undefined) this.outside.set(call, [claim]);
        else others.push(claim);
      }
    }
  }

  /** Finds the Call-IDs that are not searched again, and of which other Call-IDs explain more or less than before. */
  #compareOutside(): void {
    const { known } = this;
    if (known === undefined) return;
    for (const call of new Set([...known.outside.keys(), ...this.outside.keys()])) {
      if (!this.#isKept(call)) continue;
      const [before, now] = [known.outside.get(call) ?? [], this.outside.get(call) ?? []];
      const isSame = (one: OutsideClaim, other: OutsideClaim | undefined): boolean =>
        one.rule === other?.rule &&
        one.at === other.at &&
        one.message === other.message &&
        one.isFailure === other.isFailure;
      if (before.length !== now.length || !before.every((claim, index) => isSame(claim, now[index])))
        this.stale.add(call);
    }
  }
}

function keptFound(rule: Rule, found: Found): KeptFound {
  const { about, claims = [], follows = [] } = found;
  const finding: Kept = {
    code: rule.code,
    severity: found.severity ?? rule.severity,
    span: found.span,
    message: found.message,
    related: [...(found.related ?? []), ...follows.map(consequence)],
    about: about.index,
    msDiagnostics: found.msDiagnostics,
    more: found.more ?? 0,
    href: rule.href,
  };
  const key = found.kind === undefined ? undefined : `${finding.code} ${finding.severity} ${found.kind}`;
  return { finding, key, claims: [about, ...claims, ...follows].map(({ index }) => index) };
}

/** A finding as it is shown, worded once. */
export function worded(finding: Kept): Kept {
  let shown = known.get(finding);
  if (shown === undefined) {
    const related = finding.related.map(({ span, message }) => ({ span, message: printable(message) }));
    shown = { ...finding, message: printable(finding.message, LONGEST_MESSAGE), related };
    known.set(finding, shown);
  }
  return shown;
}

const known = new WeakMap<Kept, Kept>();

const consequence = (message: Message): RelatedPlace => ({
  span: message.startLineSpan,
  message: `What followed from it: ${message.isRequest ? message.method : `${message.statusCode} ${message.reasonPhrase}`}`,
});
