import type { Message } from '../../../trace/message';
import type { Trace } from '../../../trace/trace';
import type { Block, Inline } from '../../richText';

/** How many kinds of requests are told apart. */
const MOST_KINDS = 6;

/** What this log has of the messages with a Call-ID, for one that `of` holds itself or names as another's. */
export function callFact(trace: Trace, callId: string, of?: Message): Block {
  const indices = trace.messagesOfCall(callId);
  const [first] = indices;
  const last = indices.at(-1);
  if (first === undefined || last === undefined) return ['In this log: no message has this Call-ID.'];
  if (indices.length === 1 && of !== undefined) return ['In this log: no other message has this Call-ID.'];
  return [
    `In this log: ${indices.length} messages${requestsText(trace, indices)}, from line ${lineOf(trace, first)} to line ${lineOf(trace, last)}.`,
  ];
}

/** Line (from 1) of the start-line of message `index`. */
export const lineOf = (trace: Trace, index: number): number =>
  trace.lineAt(trace.store.messages.startLineStart.at(index)) + 1;

/** ` (2 REGISTER, 1 SUBSCRIBE)`: the transactions among the messages, by method. */
function requestsText(trace: Trace, indices: readonly number[]): string {
  const { ofMessage } = trace.transactionTables;
  const { method } = trace.store.messages;
  const seen = new Set<number>();
  const counts = new Map<number, number>();
  for (const index of indices) {
    const transaction = ofMessage.at(index);
    if (seen.has(transaction)) continue;
    seen.add(transaction);
    counts.set(method.at(index), (counts.get(method.at(index)) ?? 0) + 1);
  }
  const kinds = [...counts].map(([name, count]) => `${count} ${trace.store.names.valueOf(name) || 'unknown'}`);
  const shown = kinds.slice(0, MOST_KINDS);
  if (kinds.length > shown.length) shown.push('others');
  return ` of ${seen.size} ${seen.size === 1 ? 'transaction' : 'transactions'} (${shown.join(', ')})`;
}

/** What the log has of a dialog that another message names. */
export function dialogFact(trace: Trace, callId: string): Inline[] {
  const indices = trace.messagesOfCall(callId);
  const [first] = indices;
  if (first === undefined) return ['In this log: no message has that Call-ID.'];
  const message = trace.messageAt(first);
  const what = message.isRequest ? message.method : `a ${message.statusCode} response`;
  return [
    `In this log: that call begins with ${what || 'a message'} on line ${lineOf(trace, first)} and has ${indices.length} ${indices.length === 1 ? 'message' : 'messages'}.`,
  ];
}
