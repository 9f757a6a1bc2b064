import type { Message } from '../message';
import { NONE } from '../store';
import type { Trace } from '../trace';

/** Whether a status code behind the first final response of a transaction, of that status, is worth a look. */
type Wanted = (status: number, final: number) => boolean;

/**
 * Whether message `index` is the last of a transaction with a response behind its first final one that is `wanted`, so that a rule on messages
 * sees each such transaction once. Reads no text.
 */
export function endsWithMore({ store, transactionTables: tables }: Trace, index: number, wanted: Wanted): boolean {
  const transaction = tables.ofMessage.at(index);
  if (tables.lastOf(transaction) !== index || tables.firstOf(transaction) === index) return false;
  const final = tables.finalOf(transaction);
  if (final === NONE || final === index) return false;
  const { status } = store.messages;
  for (let message = tables.nextOf(final); message !== NONE; message = tables.nextOf(message)) {
    if (wanted(status.at(message), status.at(final))) return true;
  }
  return false;
}

/**
 * The first response behind the final one that is `wanted` in the transaction that `last` ends, and the final one. `undefined` where a request stands between the two,
 * which it may answer, and where they may have come from different places or over different legs.
 */
export function behindFinal(last: Message, wanted: Wanted): { final: Message; response: Message } | undefined {
  const { messages, finalResponse: final } = last.trace.transactionOf(last);
  if (final === undefined) return undefined;
  for (const message of messages) {
    if (message.index <= final.index || message.isDuplicate) continue;
    if (message.isRequest && message.method !== 'ACK') return undefined;
    if (wanted(message.statusCode, final.statusCode)) {
      return isSameWay(final, message) ? { final, response: message } : undefined;
    }
  }
  return undefined;
}

function isSameWay(one: Message, other: Message): boolean {
  const [from, to] = [one.envelope, other.envelope];
  return one.direction === other.direction && from.source === to.source && from.destination === to.destination;
}
