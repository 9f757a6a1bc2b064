import type { Message } from '../message';
import { NONE } from '../store';
import type { Trace } from '../trace';

/** Requests of one transaction that are looked at in front of its first response. */
const LOOKED_AT = 12;

/** What the tables tell of the wait for a response. */
interface Wait {
  readonly isInvite: boolean;
  readonly status: number;
  /** From the first request, in ms. */
  readonly milliseconds: number;
}

/**
 * How long message `index` was waited for, when it is the first response to an INVITE, or the first final one to any other request; `undefined` when it
 * is not, or the log does not show both times. Reads no text.
 */
export function waitFor({ store, transactionTables: tables, methods }: Trace, index: number): Wait | undefined {
  const { messages, records } = store;
  const status = messages.status.at(index);
  if (status < 100) return undefined;
  const transaction = tables.ofMessage.at(index);
  const first = tables.firstOf(transaction);
  if (messages.status.at(first) > 0) return undefined;
  const milliseconds = records.time.at(messages.record.at(index)) - records.time.at(messages.record.at(first));
  if (Number.isNaN(milliseconds)) return undefined;
  const isInvite = messages.method.at(first) === methods.invite;
  if (!isInvite) return tables.finalOf(transaction) === index ? { isInvite, status, milliseconds } : undefined;
  let message = tables.nextOf(first);
  for (let looked = 0; looked < LOOKED_AT && message !== NONE && messages.status.at(message) === 0; looked++)
    message = tables.nextOf(message);
  return message === index ? { isInvite, status, milliseconds } : undefined;
}

/** Whether the times of two messages are whole seconds only, as some logs write them, so that what lies between them is known to two seconds. */
export const areWholeSeconds = (one: Message, other: Message): boolean =>
  (one.time ?? 0) % 1000 === 0 && (other.time ?? 0) % 1000 === 0;
