import { durationText } from '../trace/text/duration';
import { printable } from '../trace/text/printable';
import type { Transaction } from '../trace/transactions';

/** Requests that nobody answers. RFC 3261 17.1.1.3; [MS-SIP] 3.5. */
const UNANSWERED = new Set(['ACK', 'BENOTIFY']);

/**
 * A transaction in one line: `REGISTER → 421 Extension required · 2 messages · 35 ms`. With `count` below the number of
 * messages, for a run of them: `… · 2 of 5 messages · …`. What the log does not show is said or left out.
 */
export function transactionSummary(transaction: Transaction, count = transaction.messages.length): string {
  const total = transaction.messages.length;
  const { duration } = transaction;
  return [
    `${transaction.method || 'Unknown method'}${outcome(transaction)}`,
    count < total ? `${count} of ${total} messages` : `${total} ${total === 1 ? 'message' : 'messages'}`,
    ...(duration === undefined ? [] : [durationText(duration)]),
  ].join(' · ');
}

/** Longest reason phrase that is repeated, in UTF-16 units: some logs join the lines behind it to it. */
const LONGEST_PHRASE = 60;

function outcome({ finalResponse, responses, method }: Transaction): string {
  const response = finalResponse ?? responses.at(-1);
  if (response !== undefined) {
    const text = ` → ${response.statusCode} ${printable(response.reasonPhrase, LONGEST_PHRASE)}`.trimEnd();
    return finalResponse === undefined ? `${text}, no final response in this log` : text;
  }
  return UNANSWERED.has(method) ? '' : ' → no response in this log';
}

/** Whether the summary of a transaction tells more than its one line does. */
export const isWorthTelling = ({ messages, method }: Transaction): boolean =>
  messages.length > 1 || !UNANSWERED.has(method);
