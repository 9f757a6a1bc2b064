import type { Trace } from '../trace';
import type { MessageRule } from './rule';

/** Messages that are passed over in one step. */
const PASSED_AT_ONCE = 512;

/** The messages that rules on messages may have something to say about, found in one pass over the tables. */
export class Concerns {
  readonly #messages = new Map<MessageRule, number[]>();
  /** Numbers of the Call-IDs of these messages. */
  readonly calls = new Set<number>();
  /** Rules by the number of a method; those without methods for all others. */
  readonly #byMethod = new Map<number, readonly MessageRule[]>();
  readonly #ofAll: readonly MessageRule[];

  constructor(
    readonly trace: Trace,
    rules: readonly MessageRule[],
  ) {
    const { names } = trace.store;
    this.#ofAll = rules.filter(({ methods }) => methods === undefined);
    for (const method of new Set(rules.flatMap(({ methods = [] }) => methods))) {
      const number = names.numberOf(method);
      const asked = rules.filter(({ methods }) => methods === undefined || methods.includes(method));
      if (number !== undefined) this.#byMethod.set(number, asked);
    }
    for (const rule of rules) this.#messages.set(rule, []);
  }

  /** Looks at all messages, in small steps. */
  *prepare(): Generator<undefined, void> {
    const { messageCount } = this.trace.store;
    for (let from = 0; from < messageCount; from += PASSED_AT_ONCE) {
      const to = Math.min(from + PASSED_AT_ONCE, messageCount);
      for (const [rule, found] of this.#messages) this.#lookFor(rule, from, to, found);
      yield;
    }
  }

  /** Notes in `found` which of the messages `from..to` may concern `rule`: one rule at a time, which is quicker than one message. */
  #lookFor({ methods, mayConcern }: MessageRule, from: number, to: number, found: number[]): void {
    const { trace } = this;
    const { method, callId } = trace.store.messages;
    const asked = methods?.map((name) => trace.store.names.numberOf(name));
    for (let index = from; index < to; index++) {
      if ((asked !== undefined && !asked.includes(method.at(index))) || !mayConcern(trace, index)) continue;
      found.push(index);
      this.calls.add(callId.at(index));
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
