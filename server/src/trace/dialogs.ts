import type { Store } from './store';
import { Uint32Column } from './text/columns';
import { Tuples } from './text/tuples';

/** A dialog: Call-ID and both tags. RFC 3261 12. */
export interface Dialog {
  readonly callId: string;
  /** The tags in the order of their characters, since either side may be the local one. */
  readonly tags: readonly [string, string];
  /** Index of the message that created it, as far as the log shows. */
  readonly createdBy: number;
}

const CREATING = ['INVITE', 'SUBSCRIBE', 'REFER', 'NOTIFY'] as const;

/**
 * The dialogs that the log shows being created or confirmed: by a response from 101 to 299 with both tags to an INVITE,
 * SUBSCRIBE or REFER, or to the NOTIFY of a subscription. RFC 3261 12.1, RFC 6665 4.4.1. A REGISTER creates none.
 */
export class DialogTables {
  readonly #createdBy = new Uint32Column();
  /** Dialogs by Call-ID and both tags. */
  readonly #byKey = new Tuples(3);
  readonly #key = new Uint32Array(3);
  /** How many messages have been looked at. */
  #messages = 0;

  constructor(readonly store: Store) {}

  /** Number of dialogs. */
  get count(): number {
    return this.#createdBy.length;
  }

  /** Dialog `index`, in the order in which they were created. */
  at(index: number): Dialog {
    const { messages, names } = this.store;
    const createdBy = this.#createdBy.at(index);
    const one = names.valueOf(messages.fromTag.at(createdBy));
    const other = names.valueOf(messages.toTag.at(createdBy));
    return {
      callId: names.valueOf(messages.callId.at(createdBy)),
      tags: one < other ? [one, other] : [other, one],
      createdBy,
    };
  }

  /** Looks at the messages of the store that were not looked at yet, `limit` at most. */
  extend(limit = Number.POSITIVE_INFINITY): void {
    const { messages, names } = this.store;
    const messageCount = Math.min(this.store.messageCount, this.#messages + limit);
    const creating = new Set(CREATING.map((method) => names.idOf(method)));
    const key = this.#key;
    for (; this.#messages < messageCount; this.#messages++) {
      const message = this.#messages;
      const status = messages.status.at(message);
      if (status <= 100 || status >= 300 || !creating.has(messages.method.at(message))) continue;
      const from = messages.fromTag.at(message);
      const to = messages.toTag.at(message);
      const callId = messages.callId.at(message);
      if (from === 0 || to === 0 || callId === 0) continue;
      key[0] = callId;
      key[1] = Math.min(from, to);
      key[2] = Math.max(from, to);
      if (this.#byKey.get(key) !== -1) continue;
      this.#byKey.add(key, this.#createdBy.length);
      this.#createdBy.push(message);
    }
  }

  /** Forgets what messages from `count` on created. */
  truncate(count: number): void {
    this.#messages = Math.min(this.#messages, count);
    let dialogs = this.count;
    while (dialogs > 0 && this.#createdBy.at(dialogs - 1) >= count) dialogs--;
    this.#createdBy.truncate(dialogs);
    this.#byKey.takeBackFrom(dialogs);
  }
}
