import { PRESENT } from '../headReader';
import type { Message } from '../message';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';

/** Copies closer together than this are one message that was logged or captured several times, in ms. Guard `dup-capture`. */
const TOO_CLOSE = 50;
/** Copies further apart than this, in ms, were not sent again, but logged again: a transaction is over before. Timer C, RFC 3261 16.6. */
const TOO_FAR = 180_000;
/** Most messages of a transaction that are looked at. */
const LOOKED_AT = 100;

/**
 * Whether message `index` is the last of a transaction in which a request or final response is repeated; reads no header field. So
 * a rule on messages sees each such transaction once.
 */
export function endsRepeats(trace: Trace, index: number): boolean {
  const { transactionTables: tables } = trace;
  const transaction = tables.ofMessage.at(index);
  return tables.lastOf(transaction) === index && tables.repeatsOf(transaction) > 0;
}

/**
 * The copies among `messages`, alike but for their time, that one side surely sent on one leg one after another: the log gives their
 * times, they go the same way between the same addresses, and are no duplicates of the log. Empty where this is not known.
 */
export function sentAgain(messages: readonly Message[]): readonly Message[] {
  const [first] = messages;
  if (first === undefined || first.time === undefined) return [];
  // One alone goes its own way, which need not be read.
  if (messages.length === 1) return isDuplicate(first) ? [] : messages;
  const { source, destination } = first.envelope;
  const sent: Message[] = [];
  for (const message of messages.slice(0, LOOKED_AT)) {
    const before = sent.at(-1)?.time;
    if (message.time === undefined || message.direction !== first.direction || isDuplicate(message)) continue;
    if (message.envelope.source !== source || message.envelope.destination !== destination) continue;
    if (before !== undefined && message.time - before < TOO_CLOSE) continue;
    if (before !== undefined && message.time - before > TOO_FAR) break;
    sent.push(message);
  }
  return sent;
}

const isDuplicate = ({ trace, index }: Message): boolean =>
  (trace.store.messages.present.at(index) & PRESENT.duplicate) !== 0;

/** The copies of the request of `transaction` that were sent one after another. */
export const requestsSent = ({ messages, request }: Transaction): readonly Message[] =>
  request === undefined
    ? []
    : sentAgain(messages.filter((message) => message.isRequest && message.method === request.method));

/** `0.5, 1 and 2 s` between the copies, the first few. */
export function gapsOf(copies: readonly Message[]): string {
  const gaps = copies
    .slice(1, 6)
    .map((copy, index) => Math.round(((copy.time ?? 0) - (copies[index]?.time ?? 0)) / 100) / 10);
  return `${gaps.join(', ')}${copies.length > 6 ? ', …' : ''} s`;
}

/** Copies as related places, of very many the first. */
export const copiesShown = (copies: readonly Message[]): { span: Message['startLineSpan']; message: string }[] =>
  copies.slice(1, 11).map((copy) => ({ span: copy.startLineSpan, message: 'Sent again' }));
