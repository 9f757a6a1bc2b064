import type { Trace } from '../trace';
import { kindsOf } from './messageKinds';
import type { MessageRule } from './rule';

/** Messages that are passed over in one step. */
const PASSED_AT_ONCE = 512;

/** In what is noted of a message: its kinds, above them a bit for its method, the first of them for those that no rule names; there is room for 14 more. */
const KINDS = 0xffff;
const ANY_METHOD = 0x7fff0000;
const OTHER_METHOD = 1 << 16;

/** The messages that rules on messages may have something to say about, found in one pass over the tables. */
export class Concerns {
  readonly #messages = new Map<MessageRule, number[]>();
  /** Numbers of the Call-IDs of these messages. */
  readonly calls = new Set<number>();
  /** Rules by the number of a method; those without methods for all others. */
  readonly #byMethod = new Map<number, readonly MessageRule[]>();
  readonly #ofAll: readonly MessageRule[];
  /** Bits of the methods that rules name, by their numbers. */
  readonly #methodBits = new Map<number, number>();
  /** The bits of which a message must have one each, for each rule. */
  readonly #wanted = new Map<MessageRule, { readonly kinds: number; readonly methods: number }>();
  /** Kinds and method of each message that is passed over, and what any of them has. */
  readonly #passed = new Uint32Array(PASSED_AT_ONCE);
  #any = 0;

  constructor(
    readonly trace: Trace,
    rules: readonly MessageRule[],
  ) {
    const { names } = trace.store;
    this.#ofAll = rules.filter(({ methods }) => methods === undefined);
    for (const method of new Set(rules.flatMap(({ methods = [] }) => methods))) {
      const number = names.numberOf(method);
      const asked = rules.filter(({ methods }) => methods === undefined || methods.includes(method));
      if (number === undefined) continue;
      this.#byMethod.set(number, asked);
      this.#methodBits.set(number, OTHER_METHOD << (this.#methodBits.size + 1));
    }
    for (const rule of rules) {
      this.#messages.set(rule, []);
      const bits = rule.methods?.map((name) => this.#methodBits.get(names.numberOf(name) ?? -1) ?? 0);
      const methods = bits?.reduce((all, bit) => all | bit, 0) ?? ANY_METHOD;
      this.#wanted.set(rule, { kinds: rule.kinds ?? KINDS, methods });
    }
  }

  /** Looks at all messages, in small steps. */
  *prepare(): Generator<undefined, void> {
    const { messageCount } = this.trace.store;
    for (let from = 0; from < messageCount; from += PASSED_AT_ONCE) {
      const to = Math.min(from + PASSED_AT_ONCE, messageCount);
      this.#passOver(from, to);
      for (const [rule, found] of this.#messages) this.#lookFor(rule, from, to, found);
      yield;
    }
  }

  /** Notes what the messages `from..to` are, so that most rules need not be asked about most of them. */
  #passOver(from: number, to: number): void {
    const { trace } = this;
    const { method } = trace.store.messages;
    let lastMethod = -1;
    let bit = OTHER_METHOD;
    this.#any = 0;
    for (let index = from; index < to; index++) {
      const number = method.at(index);
      if (number !== lastMethod) bit = this.#methodBits.get(number) ?? OTHER_METHOD;
      lastMethod = number;
      const noted = bit | kindsOf(trace, index);
      this.#passed[index - from] = noted;
      this.#any |= noted;
    }
  }

  /** Notes in `found` which of the messages `from..to` may concern `rule`: one rule at a time, which is quicker than one message. */
  #lookFor(rule: MessageRule, from: number, to: number, found: number[]): void {
    const { trace } = this;
    const { kinds, methods } = this.#wanted.get(rule) as { kinds: number; methods: number };
    const passed = this.#passed;
    if ((this.#any & kinds) === 0 || (this.#any & methods) === 0) return;
    for (let index = from; index < to; index++) {
      const noted = passed[index - from] ?? 0;
      if ((noted & kinds) === 0 || (noted & methods) === 0 || !rule.mayConcern(trace, index)) continue;
      found.push(index);
      this.calls.add(trace.store.messages.callId.at(index));
    }
  }

  #rulesFor(index: number): readonly MessageRule[] {
    return this.#byMethod.get(this.trace.store.messages.method.at(index)) ?? this.#ofAll;
  }

  /** The messages that `rule` looks at, in the order of the log. */
  of(rule: MessageRule): readonly number[] {
    return this.#messages.get(rule) ?? [];
  }

  /** Whether any rule may have something to say about message `index`. */
  has(index: number): boolean {
    return this.#rulesFor(index).some((rule) => rule.mayConcern(this.trace, index));
  }
}
