import type { Trace } from '../trace';
import { kindsOf } from './messageKinds';
import type { MessageRule, Rule, TraceRule } from './rule';

/** Messages that are passed over in one step. */
const PASSED_AT_ONCE = 512;

/** In what is noted of a message: its kinds, above them a bit for its method, the first of them for those that no rule names; there is room for 14 more. */
const KINDS = 0xffff;
const ANY_METHOD = 0x7fff0000;
const OTHER_METHOD = 1 << 16;

type ConcernedRule = MessageRule | TraceRule;

/** Rules to which the same messages matter, and the bits of which such a message must have one each. */
interface Wish {
  readonly rules: readonly ConcernedRule[];
  readonly kinds: number;
  readonly methods: number;
  readonly formats: ConcernedRule['formats'];
}

/** What rules ask for. */
class Wishes {
  readonly all: readonly Wish[];
  /** Places among them, by rule. */
  readonly placeOf = new Map<ConcernedRule, number>();
  /** Methods that rules name, each with its bit. */
  readonly methods: ReadonlyMap<string, number>;

  constructor(rules: readonly ConcernedRule[]) {
    const names = new Set(rules.flatMap(({ methods = [] }) => methods));
    this.methods = new Map([...names].map((name, at) => [name, OTHER_METHOD << (at + 1)] as const));
    const all: (Wish & { rules: ConcernedRule[] })[] = [];
    for (const rule of rules) {
      let place = all.findIndex((wish) => wish.rules.some((other) => isLike(rule, other)));
      if (place === -1) {
        const methods = rule.methods?.reduce((bits, name) => bits | (this.methods.get(name) ?? 0), 0) ?? ANY_METHOD;
        place = all.push({ rules: [], kinds: rule.kinds ?? KINDS, methods, formats: rule.formats }) - 1;
      }
      all[place]?.rules.push(rule);
      this.placeOf.set(rule, place);
    }
    this.all = all;
  }
}

/** What the rules on messages ask for, those that compare Call-IDs, and both. */
export interface ConcernedAmong {
  readonly ofMessages: Wishes;
  readonly ofTrace: Wishes;
  readonly all: Wishes;
  /** Rules that compare Call-IDs, with their places among the rules. */
  readonly comparing: readonly (readonly [number, TraceRule])[];
}

const known = new WeakMap<readonly Rule[], ConcernedAmong>();

/** What those of `rules` ask for that name messages, found out once. */
export function concernedAmong(rules: readonly Rule[]): ConcernedAmong {
  let among = known.get(rules);
  if (among === undefined) {
    const ofMessages = rules.filter((rule) => rule.scope === 'message');
    const ofTrace = rules.filter((rule) => rule.scope === 'trace');
    among = {
      ofMessages: new Wishes(ofMessages),
      ofTrace: new Wishes(ofTrace),
      all: new Wishes([...ofTrace, ...ofMessages]),
      comparing: ofTrace.map((rule) => [rules.indexOf(rule), rule] as const),
    };
    known.set(rules, among);
  }
  return among;
}

/** What is asked for, and which messages of those that are passed over may be it. */
interface Candidates {
  readonly place: number;
  readonly rule: ConcernedRule;
  readonly messages: number[];
}

/** The messages that matter to rules which name them, found in one pass over the tables. */
export class Concerns {
  /** For each wish, of rules on messages their indices, of others numbers of their Call-IDs; `undefined` where none was found. */
  readonly #messages: (number[] | undefined)[] = [];
  readonly #calls: (Set<number> | undefined)[] = [];
  /** Bits of the methods that rules name, by their numbers. */
  readonly #methodBits = new Map<number, number>();
  readonly #candidates = new Map<Wish, Candidates>();
  /** Those that a message may be among, by its format, and by its kinds and method: few messages differ in these. */
  readonly #candidatesOf = new Map<number, Map<number, readonly Candidates[]>>();

  constructor(
    readonly trace: Trace,
    readonly wishes: Wishes,
    /** Ids of rules that need not be asked. */
    leftOut: ReadonlySet<string>,
  ) {
    for (const [method, bit] of wishes.methods) {
      const number = trace.store.names.numberOf(method);
      if (number !== undefined) this.#methodBits.set(number, bit);
    }
    for (const [place, wish] of wishes.all.entries()) {
      const rule = wish.rules.find(({ code }) => !leftOut.has(code));
      if (rule !== undefined) this.#candidates.set(wish, { place, rule, messages: [] });
    }
  }

  /** Looks at all messages, or at those under the Call-IDs `calls`, in small steps. */
  *prepare(calls?: Iterable<number>): Generator<undefined, void> {
    const { callIdGroups, store } = this.trace;
    const some =
      calls === undefined
        ? undefined
        : [...calls].flatMap((call) => callIdGroups.messagesOf(call)).sort((one, other) => one - other);
    const count = some?.length ?? store.messageCount;
    for (let from = 0; from < count; from += PASSED_AT_ONCE) {
      this.#passOver(from, Math.min(from + PASSED_AT_ONCE, count), some);
      for (const candidates of this.#candidates.values()) if (candidates.messages.length > 0) this.#ask(candidates);
      yield;
    }
  }

  /** Notes which of the messages `from..to`, among `some` or all, each wish may mean, so that most rules need not be asked about most of them. */
  #passOver(from: number, to: number, some: readonly number[] | undefined): void {
    const { trace } = this;
    const { method, record } = trace.store.messages;
    const { format } = trace.store.records;
    let lastMethod = -1;
    let bit = OTHER_METHOD;
    let lastFormat = -1;
    let candidatesOf = new Map<number, readonly Candidates[]>();
    for (let at = from; at < to; at++) {
      const index = some === undefined ? at : (some[at] ?? 0);
      const number = method.at(index);
      if (number !== lastMethod) bit = this.#methodBits.get(number) ?? OTHER_METHOD;
      lastMethod = number;
      const own = format.at(record.at(index));
      if (own !== lastFormat) {
        candidatesOf = this.#candidatesOf.get(own) ?? new Map();
        this.#candidatesOf.set(own, candidatesOf);
        lastFormat = own;
      }
      const noted = bit | kindsOf(trace, index);
      let candidates = candidatesOf.get(noted);
      if (candidates === undefined) {
        candidates = this.#findCandidates(noted, own);
        candidatesOf.set(noted, candidates);
      }
      for (const { messages } of candidates) messages.push(index);
    }
  }

  #findCandidates(noted: number, format: number): readonly Candidates[] {
    const id = this.trace.knownFormats[format]?.id;
    return [...this.#candidates].flatMap(([{ kinds, methods, formats }, candidates]) => {
      if ((noted & kinds) === 0 || (noted & methods) === 0) return [];
      return formats === undefined || (id !== undefined && formats.includes(id)) ? [candidates] : [];
    });
  }

  /** Asks a rule about all its candidates: one rule at a time, which is quicker than one message. */
  #ask({ place, rule, messages }: Candidates): void {
    const { trace } = this;
    const concerned =
      rule.mayConcern === undefined ? messages : messages.filter((index) => rule.mayConcern?.(trace, index));
    if (rule.scope === 'message') {
      this.#messages[place] ??= [];
      for (const index of concerned) this.#messages[place].push(index);
    } else if (concerned.length > 0) {
      const { callId } = trace.store.messages;
      this.#calls[place] ??= new Set();
      for (const index of concerned) this.#calls[place].add(callId.at(index));
    }
    messages.length = 0;
  }

  /** The messages that `rule` looks at, in the order of the log. */
  of(rule: MessageRule): readonly number[] {
    return this.#messages[this.wishes.placeOf.get(rule) ?? -1] ?? [];
  }

  /** Numbers of the Call-IDs that `rule` compares; the same set for rules to which the same matters. */
  callsOf(rule: TraceRule): ReadonlySet<number> {
    const place = this.wishes.placeOf.get(rule) ?? -1;
    this.#calls[place] ??= new Set();
    return this.#calls[place];
  }
}

/** Whether the same messages matter to two rules that compare. */
const isLike = (one: ConcernedRule, other: ConcernedRule): boolean =>
  one.scope === 'trace' &&
  other.scope === 'trace' &&
  one.mayConcern === other.mayConcern &&
  one.kinds === other.kinds &&
  one.formats === other.formats &&
  one.methods?.join() === other.methods?.join();
