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
    const { messages, messageCount } = this.trace.store;
    for (let index = 0; index < messageCount; index++) {
      for (const rule of this.#rulesFor(index)) {
        if (!rule.mayConcern(this.trace, index)) continue;
        this.#messages.get(rule)?.push(index);
        this.calls.add(messages.callId.at(index));
      }
      if (index % PASSED_AT_ONCE === 0) yield;
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
