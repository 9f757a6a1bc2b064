import type { Trace } from '../trace';
import { kindsOf } from './messageKinds';
import type { MessageRule, TraceRule } from './rule';

/** Messages that are passed over in one step. */
const PASSED_AT_ONCE = 512;

/** In what is noted of a message: its kinds, above them a bit for its method, the first of them for those that no rule names; there is room for 14 more. */
const KINDS = 0xffff;
const ANY_METHOD = 0x7fff0000;
const OTHER_METHOD = 1 << 16;

type ConcernedRule = MessageRule | TraceRule;

/** The messages that matter to rules which name them, found in one pass over the tables. */
export class Concerns {
  readonly #messages = new Map<MessageRule, number[]>();
  /** Those of the rules that are asked: of several that ask for the same the first. */
  readonly #asked: ConcernedRule[] = [];
  /** Numbers of the Call-IDs of those that matter to rules which compare. */
  readonly #calls = new Map<TraceRule, Set<number>>();
  /** Bits of the methods that rules name, by their numbers. */
  readonly #methodBits = new Map<number, number>();
  /** The bits of which a message must have one each, for each rule that is asked. */
  readonly #wanted = new Map<ConcernedRule, { readonly kinds: number; readonly methods: number }>();
  /** Kinds and method of each message that is passed over, and what any of them has. */
  readonly #passed = new Uint32Array(PASSED_AT_ONCE);
  #any = 0;

  constructor(
    readonly trace: Trace,
    rules: readonly ConcernedRule[],
  ) {
    for (const rule of rules) {
      if (rule.scope === 'message') this.#messages.set(rule, []);
      else {
        // To some rules the same messages matter, which are looked for once.
        const [, calls] = [...this.#calls].find(([other]) => isLike(rule, other)) ?? [];
        if (calls === undefined) this.#asked.push(rule);
        this.#calls.set(rule, calls ?? new Set());
      }
    }
    this.#asked.push(...this.#messages.keys());
    const { names } = trace.store;
    for (const method of new Set(this.#asked.flatMap(({ methods = [] }) => methods))) {
      const number = names.numberOf(method);
      if (number !== undefined) this.#methodBits.set(number, OTHER_METHOD << (this.#methodBits.size + 1));
    }
    for (const rule of this.#asked) {
      const bits = rule.methods?.map((name) => this.#methodBits.get(names.numberOf(name) ?? -1) ?? 0);
      const methods = bits?.reduce((all, bit) => all | bit, 0) ?? ANY_METHOD;
      this.#wanted.set(rule, { kinds: rule.kinds ?? KINDS, methods });
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
      const to = Math.min(from + PASSED_AT_ONCE, count);
      this.#passOver(from, to, some);
      for (const rule of this.#asked) this.#lookFor(rule, from, to, some);
      yield;
    }
  }

  /** Notes what the messages `from..to`, among `some` or all, are, so that most rules need not be asked about most of them. */
  #passOver(from: number, to: number, some: readonly number[] | undefined): void {
    const { trace } = this;
    const { method } = trace.store.messages;
    let lastMethod = -1;
    let bit = OTHER_METHOD;
    this.#any = 0;
    for (let at = from; at < to; at++) {
      const index = some === undefined ? at : (some[at] ?? 0);
      const number = method.at(index);
      if (number !== lastMethod) bit = this.#methodBits.get(number) ?? OTHER_METHOD;
      lastMethod = number;
      const noted = bit | kindsOf(trace, index);
      this.#passed[at - from] = noted;
      this.#any |= noted;
    }
  }

  /** Notes which of the messages `from..to`, among `some` or all, matter to `rule`: one rule at a time, which is quicker than one message. */
  #lookFor(rule: ConcernedRule, from: number, to: number, some: readonly number[] | undefined): void {
    const { trace } = this;
    const { kinds, methods } = this.#wanted.get(rule) as { kinds: number; methods: number };
    const passed = this.#passed;
    if ((this.#any & kinds) === 0 || (this.#any & methods) === 0) return;
    const { callId } = trace.store.messages;
    const messages = rule.scope === 'message' ? this.#messages.get(rule) : undefined;
    const calls = rule.scope === 'trace' ? this.#calls.get(rule) : undefined;
    for (let at = from; at < to; at++) {
      const noted = passed[at - from] ?? 0;
      if ((noted & kinds) === 0 || (noted & methods) === 0) continue;
      const index = some === undefined ? at : (some[at] ?? 0);
      if (!rule.mayConcern(trace, index)) continue;
      messages?.push(index);
      calls?.add(callId.at(index));
    }
  }

  /** The messages that `rule` looks at, in the order of the log. */
  of(rule: MessageRule): readonly number[] {
    return this.#messages.get(rule) ?? [];
  }

  /** Numbers of the Call-IDs that `rule` compares. */
  callsOf(rule: TraceRule): ReadonlySet<number> {
    return this.#calls.get(rule) ?? new Set();
  }
}

/** Whether the same messages matter to two rules. */
const isLike = (one: TraceRule, other: TraceRule): boolean =>
  one.mayConcern === other.mayConcern && one.kinds === other.kinds && one.methods?.join() === other.methods?.join();
