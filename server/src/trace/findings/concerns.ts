import type { Trace } from '../trace';
import type { MessageRule, TraceRule } from './rule';

/** Messages that are passed over in one step. */
const PASSED_AT_ONCE = 512;

/** The messages that matter to rules which name them, found in one pass over the tables. */
export class Concerns {
  readonly #messages = new Map<MessageRule, number[]>();
  /** Those of the rules that are asked: of several that ask for the same the first. */
  readonly #asked: (MessageRule | TraceRule)[] = [];
  /** Numbers of the Call-IDs of those that matter to rules which compare. */
  readonly #calls = new Map<TraceRule, Set<number>>();

  constructor(
    readonly trace: Trace,
    rules: readonly (MessageRule | TraceRule)[],
  ) {
    const isLike = (one: TraceRule, other: TraceRule): boolean =>
      one.mayConcern === other.mayConcern && one.methods?.join() === other.methods?.join();
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
      for (const rule of this.#asked) this.#lookFor(rule, from, to, some);
      yield;
    }
  }

  /** Notes which of the messages `from..to`, among `some` or all, matter to `rule`: one rule at a time, which is quicker than one message. */
  #lookFor(rule: MessageRule | TraceRule, from: number, to: number, some: readonly number[] | undefined): void {
    const { trace } = this;
    const { method, callId } = trace.store.messages;
    const messages = rule.scope === 'message' ? this.#messages.get(rule) : undefined;
    const calls = rule.scope === 'trace' ? this.#calls.get(rule) : undefined;
    const asked = rule.methods?.map((name) => trace.store.names.numberOf(name));
    for (let at = from; at < to; at++) {
      const index = some === undefined ? at : (some[at] ?? 0);
      if ((asked !== undefined && !asked.includes(method.at(index))) || !rule.mayConcern(trace, index)) continue;
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
