import type { Message } from '../message';
import { printable } from '../text/printable';
import type { Trace } from '../trace';
import { Concerns, concernedAmong } from './concerns';
import type { FindingContext } from './context';
import type { KnownFindings } from './knownFindings';
import { isAlike, type KeptFound, type Look, type Looks, NO_LOOKS, saysFailure } from './looks';
import { type Kept, reworded } from './onePerKind';
import type { Found, RelatedPlace, Rule, TraceRule } from './rule';
import { Subjects } from './subjects';

/** Longest message of a finding, in UTF-16 units: the words of a server are repeated in it, and a log may hold anything. */
const LONGEST_MESSAGE = 2000;

/** Subjects without finding that are looked at in one step. */
const LOOKED_AT_ONCE = 4;

/** A claim on a message under another Call-ID than that of the finding. */
export interface OutsideClaim {
  /** The Call-ID of the message. */
  readonly call: number;
  /** What the claim is, in words that are the same for the same one. */
  readonly word: string;
}

/** What a look of the rule at `place` explains under other Call-IDs than its own; `indexOf` says where its messages stand now, -1 for nowhere. */
export function outsideClaims(
  { store }: Trace,
  place: number,
  { unit, at, found }: Look,
  indexOf: (index: number) => number = (index) => index,
): OutsideClaim[] {
  const claims: OutsideClaim[] = [];
  for (const { finding, claims: messages } of found) {
    for (const message of messages) {
      const index = indexOf(message);
      const call = index < 0 ? unit : store.messages.callId.at(index);
      if (call !== unit) claims.push({ call, word: `${place} ${indexOf(at)} ${index} ${saysFailure(finding)}` });
    }
  }
  return claims;
}

/** More than there are rules. */
const MOST_RULES = 1024;

/** The unit of what a rule compares with each other, by the place of the rule in the order of the search; all others are Call-IDs. */
export const unitOfGroup = (rule: number, group: number): number => -1 - rule - group * MOST_RULES;
const ruleOf = (unit: number): number => (-1 - unit) % MOST_RULES;

/** The group in which a rule compares a Call-ID. */
export const groupOf = (rule: TraceRule, trace: Trace, call: number): number => rule.groupOf?.(trace, call) ?? 0;

/** Call-IDs that rules compare with each other; `at` is their first message. */
interface Group {
  readonly group: number;
  readonly subjects: Subjects;
  readonly at: number;
}

/** What rules compare to which the same Call-IDs matter, and which group them alike. */
interface Grouped {
  readonly concerned: ReadonlySet<number>;
  readonly groupOf: TraceRule['groupOf'];
  readonly compared: ReadonlyMap<number, number>;
  readonly groups: readonly Group[];
}

/**
 * One search for problems, rule by rule. Where something is known of the log before it changed, rules look at the units that are
 * to be searched `again` only, and what is known of the others takes its place in the order of the search.
 */
export class Search {
  readonly trace: Trace;
  readonly subjects: Subjects;
  readonly concerns: Concerns;
  /** By the place of the rule; those before where none of them has changed. */
  readonly looks: Looks[] = [];
  /** Call-IDs that rules compare, with their groups, by the place of the rule. */
  readonly compared = new Map<number, ReadonlyMap<number, number>>();
  readonly #grouped: Grouped[] = [];
  /** Places of the rules of which something is to be compared again. */
  readonly #rulesAgain: ReadonlySet<number>;
  /** Units that turn out to need another search: what rules further up explain is not what it was. */
  readonly stale = new Set<number>();
  /** What units that are searched again explain, and explained before, under other Call-IDs. */
  readonly #outside: OutsideClaim[] = [];
  readonly #outsideBefore: OutsideClaim[];

  constructor(
    readonly rules: readonly Rule[],
    /** Ids of the rules that are not looked for. */
    readonly leftOut: ReadonlySet<string>,
    readonly context: FindingContext,
    readonly known?: KnownFindings,
    readonly again?: ReadonlySet<number>,
    outsideBefore: readonly OutsideClaim[] = [],
  ) {
    this.trace = context.trace;
    this.#outsideBefore = [...outsideBefore];
    const calls = again === undefined ? undefined : [...again].filter((unit) => unit >= 0);
    this.subjects = new Subjects(this.trace, calls);
    this.#rulesAgain = new Set([...(again ?? [])].filter((unit) => unit < 0).map(ruleOf));
    // Which Call-IDs rules compare is known where something else is.
    const { ofMessages, all } = concernedAmong(rules);
    this.concerns = new Concerns(this.trace, known === undefined ? all : ofMessages, leftOut);
  }

  /** Searches, in small steps: one for each thing that a rule looks at, so that a caller can let other work in. */
  *run(): Generator<undefined, void> {
    yield* this.subjects.prepare();
    if (this.again === undefined && this.subjects.signIns.all.length > 0) yield* this.context.readUsers();
    yield* this.concerns.prepare(this.subjects.callIds);
    for (let place = 0; place < this.rules.length; place++) {
      const steps = this.#looksOf(this.rules[place] as Rule, place);
      if (steps !== undefined) yield* steps;
      if (this.stale.size > 0) return;
    }
    this.#compareOutside();
  }

  /** Looks at all that `rule` is to look at; gives the steps of that, if there is anything. */
  #looksOf(rule: Rule, place: number): Generator<undefined, void> | undefined {
    if (this.leftOut.has(rule.code)) {
      this.looks.push(NO_LOOKS);
      return undefined;
    }
    const { trace, context, subjects } = this;
    const { callIdGroups } = trace;
    const { callId } = trace.store.messages;
    switch (rule.scope) {
      case 'message':
        return this.#lookAt(
          place,
          this.concerns.of(rule),
          (index) => index,
          (index) => rule.find(trace.messageAt(index), context),
        );
      case 'failed-transaction':
      case 'unanswered-transaction':
        return this.#lookAt(
          place,
          rule.scope === 'failed-transaction' ? subjects.failed.like(rule) : subjects.unanswered,
          ({ first }) => first.index,
          (transaction) => rule.find(transaction, context),
        );
      case 'call-id':
        return this.#lookAt(
          place,
          subjects.doubtful.like(rule),
          (call) => callIdGroups.firstMessageOf(call),
          (call) => rule.find(trace.transactionsOf(call), context),
        );
      case 'call':
        return this.#lookAt(
          place,
          subjects.calls.like(rule),
          // The calls under one Call-ID are looked at one behind the other.
          ({ attempts }) => callIdGroups.firstMessageOf(callId.at(attempts[0]?.legs[0].first.index ?? 0)),
          (call) => rule.find(call, context),
        );
      case 'sign-in':
        return this.#lookAt(
          place,
          subjects.signIns.like(rule),
          ({ first }) => first.index,
          (signIn) => rule.find(signIn, context),
        );
      case 'trace': {
        const groups = this.#groups(rule, place);
        return this.#lookAt(
          place,
          groups,
          ({ at }) => at,
          ({ subjects: of }) => rule.find(of, context),
          ({ group }) => unitOfGroup(place, group),
        );
      }
    }
  }

  /** What a rule compares, in groups, as far as it is to be searched. */
  #groups(rule: TraceRule, place: number): readonly Group[] {
    const { trace, known } = this;
    if (known !== undefined) {
      const compared = known.compared.get(place) ?? new Map<number, number>();
      this.compared.set(place, compared);
      return this.#rulesAgain.has(place) ? this.#groupsAmong(rule, place, compared) : [];
    }
    const concerned = this.concerns.callsOf(rule);
    // Several rules compare the same in the same groups.
    let grouped = this.#grouped.find((one) => one.concerned === concerned && one.groupOf === rule.groupOf);
    if (grouped === undefined) {
      const compared = new Map([...concerned].map((call) => [call, groupOf(rule, trace, call)] as const));
      grouped = { concerned, groupOf: rule.groupOf, compared, groups: this.#groupsAmong(rule, place, compared) };
      this.#grouped.push(grouped);
    }
    this.compared.set(place, grouped.compared);
    return grouped.groups;
  }

  /** The groups of the Call-IDs `compared` that are to be searched. */
  #groupsAmong(rule: TraceRule, place: number, compared: ReadonlyMap<number, number>): readonly Group[] {
    const { trace } = this;
    const byGroup = new Map<number, number[]>();
    // A rule may have something to say of a log without anything to compare.
    if (rule.groupOf === undefined) byGroup.set(0, []);
    for (const [call, group] of compared) {
      if (this.#isKept(unitOfGroup(place, group))) continue;
      const calls = byGroup.get(group);
      if (calls === undefined) byGroup.set(group, [call]);
      else calls.push(call);
    }
    const firstOf = (calls: readonly number[]): number =>
      calls.reduce((first, call) => Math.min(first, trace.callIdGroups.firstMessageOf(call)), trace.store.messageCount);
    return [...byGroup]
      .map(([group, calls]) => ({
        group,
        subjects: new Subjects(trace, calls),
        at: calls.length === 0 ? 0 : firstOf(calls),
      }))
      .sort((one, other) => one.at - other.at);
  }

  /** Whether what is known of `unit` holds. */
  #isKept(unit: number): boolean {
    return this.again !== undefined && !this.again.has(unit);
  }

  /** Looks at all `subjects`, in their order among those of which something is known. */
  #lookAt<Subject>(
    place: number,
    subjects: readonly Subject[],
    atOf: (subject: Subject) => number,
    find: (subject: Subject) => Iterable<Found | undefined>,
    unitOf?: (subject: Subject) => number,
  ): Generator<undefined, void> | undefined {
    const known = this.known?.looks[place] ?? NO_LOOKS;
    if (subjects.length > 0) return this.#lookAtEach(place, known, subjects, atOf, find, unitOf);
    known.replay(this.context, 0, Number.POSITIVE_INFINITY, this);
    this.looks.push(this.#replaced(place, known, []));
    return undefined;
  }

  *#lookAtEach<Subject>(
    place: number,
    known: Looks,
    subjects: readonly Subject[],
    atOf: (subject: Subject) => number,
    find: (subject: Subject) => Iterable<Found | undefined>,
    unitOf?: (subject: Subject) => number,
  ): Generator<undefined, void> {
    const { callId } = this.trace.store.messages;
    const looks: Look[] = [];
    let step = 0;
    let looked = 0;
    for (const subject of subjects) {
      const at = atOf(subject);
      if (known.all.length > 0) step = known.replay(this.context, step, at, this);
      const unit = unitOf?.(subject) ?? callId.at(at);
      this.context.lookAt(unit);
      const found = find(subject);
      const look = this.#lookOf(place, unit, at, Array.isArray(found) ? found : yield* this.#collect(found));
      if (look !== undefined) looks.push(look);
      if (look !== undefined || ++looked % LOOKED_AT_ONCE === 0) yield;
    }
    known.replay(this.context, step, Number.POSITIVE_INFINITY, this);
    this.looks.push(this.#replaced(place, known, looks));
  }

  /** What is known of the looks of a rule, with `looks` in the place of those that were done again. */
  #replaced(place: number, known: Looks, looks: readonly Look[]): Looks {
    const { trace, again } = this;
    if (again === undefined || (known.all.length === 0 && looks.length === 0)) return known.with(looks);
    const before = known.of(again);
    if (before.length === looks.length && looks.every((look, at) => isAlike(look, before[at]))) return known;
    for (const look of before) this.#outsideBefore.push(...outsideClaims(trace, place, look));
    for (const look of looks) this.#outside.push(...outsideClaims(trace, place, look));
    return known.with(looks, again);
  }

  /** Collects what a rule finds that looks at much. */
  *#collect(found: Iterable<Found | undefined>): Generator<undefined, readonly Found[]> {
    const all: Found[] = [];
    for (const one of found) {
      if (one === undefined) yield;
      else all.push(one);
    }
    return all;
  }

  /** What there is to keep of a look, `undefined` for nothing; what it found is claimed. */
  #lookOf(place: number, unit: number, at: number, all: readonly Found[]): Look | undefined {
    const asked = this.context.lookAway();
    if (all.length === 0 && asked.length === 0) return undefined;
    const rule = this.rules[place] as Rule;
    const found = all.map((one) => keptFound(rule, place, one));
    for (const { finding, claims } of found)
      for (const message of claims) this.context.claim(message, saysFailure(finding));
    return { unit, at, found, asked };
  }

  /** Finds the Call-IDs that are not searched again, and of which those that are explain more or less than before. */
  #compareOutside(): void {
    const before = wordsByCall(this.#outsideBefore);
    const now = wordsByCall(this.#outside);
    for (const call of new Set([...before.keys(), ...now.keys()])) {
      if (this.#isKept(call) && before.get(call)?.sort().join() !== now.get(call)?.sort().join()) this.stale.add(call);
    }
  }
}

function wordsByCall(claims: readonly OutsideClaim[]): ReadonlyMap<number, string[]> {
  const byCall = new Map<number, string[]>();
  for (const { call, word } of claims) {
    const words = byCall.get(call);
    if (words === undefined) byCall.set(call, [word]);
    else words.push(word);
  }
  return byCall;
}

function keptFound(rule: Rule, place: number, found: Found): KeptFound {
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
    rule: place,
  };
  const key = found.kind === undefined ? undefined : `${finding.code} ${finding.severity} ${found.kind}`;
  // What nobody may have asked for hides nothing.
  const explained = rule.profile === 'conformance' ? [] : [about, ...claims, ...follows];
  return { finding, key, claims: explained.map(({ index }) => index), words: { of: undefined, shown: undefined } };
}

/** A finding as it is shown, worded once wherever it stands. */
export function worded({ finding, words }: KeptFound): Kept {
  const { of, shown } = words;
  if (of === finding && shown !== undefined) return shown;
  const { span, about, related } = finding;
  const message = shown?.message ?? printable(finding.message, LONGEST_MESSAGE);
  const places = related.map((place, at) => ({
    span: place.span,
    message: shown?.related[at]?.message ?? printable(place.message),
  }));
  words.of = finding;
  words.shown = reworded(finding, { span, about, message, related: places });
  return words.shown;
}

const consequence = (message: Message): RelatedPlace => ({
  span: message.startLineSpan,
  message: `What followed from it: ${message.isRequest ? message.method : `${message.statusCode} ${message.reasonPhrase}`}`,
});
