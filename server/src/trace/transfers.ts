import type { Message } from './message';
import { addressOf } from './sip/addressOfRecord';
import { readNameAddress } from './sip/nameAddress';
import { parameterIn } from './sip/parameters';
import { type TransferStatus, transferStatus } from './sip/sipfrag';
import { eventOf } from './sip/subscriptionState';
import type { Transaction } from './transactions';

/** What a NOTIFY says of a transfer. */
export interface TransferStep extends TransferStatus {
  readonly notify: Message;
}

/** A REFER on one leg and what is told of it afterwards. RFC 3515. */
export interface Transfer {
  readonly refer: Transaction;
  /** NOTIFYs about it, in the order of the log. */
  readonly notifies: readonly Message[];
  /** Those that say how it goes. */
  readonly steps: readonly TransferStep[];
  /** The first step that is no provisional answer; a challenge is none, since the new call goes on from it. */
  readonly result: TransferStep | undefined;
}

/** Legs of one REFER that are followed. */
const MOST_LEGS = 10;

/** The transfers among the transactions of one Call-ID, in the order of the log. */
export function readTransfers(transactions: readonly Transaction[]): Transfer[] {
  const open = new Map<string, { refer: Transaction; notifies: Message[] }[]>();
  const all: { refer: Transaction; notifies: Message[] }[] = [];
  for (const transaction of transactions) {
    const { first } = transaction;
    if (transaction.method === 'REFER') {
      const one = { refer: transaction, notifies: [] };
      all.push(one);
      const tag = first.fromTag;
      const others = open.get(tag);
      // A copy on another leg has the same CSeq; a new REFER ends what was told of the one before.
      if (others !== undefined && others[0]?.refer.cseq === transaction.cseq) {
        if (others.length < MOST_LEGS) others.push(one);
      } else open.set(tag, [one]);
    } else if (transaction.method === 'NOTIFY' && transaction.request !== undefined) {
      const legs = open.get(first.toTag) ?? [];
      if (legs.length === 0 || eventOf(transaction.request) !== 'refer') continue;
      for (const leg of legs) leg.notifies.push(transaction.request);
    }
  }
  return all.map(({ refer, notifies }) => {
    const steps = notifies.flatMap((notify) => {
      const status = transferStatus(notify);
      return status === undefined ? [] : [{ notify, ...status }];
    });
    const result = steps.find(({ statusCode }) => statusCode >= 200 && statusCode !== 401 && statusCode !== 407);
    return { refer, notifies, steps, result };
  });
}

/** Address that a REFER sends the other side to, without headers; empty when the log does not show it. RFC 3515 2.1. */
export function referTarget({ request }: Transaction): string {
  const field = request?.header('refer-to');
  if (request === undefined || field === undefined) return '';
  return addressOf(request.slice(readNameAddress(request.text, field.value).uri));
}

/** Whether no NOTIFY is to be expected: the REFER or its answer says so. RFC 4488, RFC 7614. */
export function isWithoutSubscription({ request, finalResponse }: Transaction): boolean {
  return [request, finalResponse].some(
    (message) =>
      message !== undefined &&
      (/^\s*false/i.test(message.value('refer-sub') ?? '') ||
        message.headersNamed('require').some((field) => /\b(?:nosub|explicitsub)\b/i.test(message.slice(field.value)))),
  );
}

/** Whether a REFER is about a call that stands, which the new one replaces. RFC 3891, RFC 5589 7. */
export function isAttended({ request }: Transaction): boolean {
  const field = request?.header('refer-to');
  return request !== undefined && field !== undefined && /[?&]replaces=/i.test(request.slice(field.value));
}

/** Whether an attended transfer replaces the very call that the REFER is sent in, where it has to name the other one. RFC 5589 7.1. */
export function replacesItself({ request }: Transaction): boolean {
  const field = request?.header('refer-to');
  if (request === undefined || field === undefined || request.toTag === '') return false;
  const escaped = /[?&]replaces=([^&>\s]{1,1000})/i.exec(request.slice(field.value))?.[1];
  if (escaped === undefined) return false;
  const [callId, ...parameters] = percentDecoded(escaped).split(';');
  const tags = parameters.flatMap((one) => /^(?:to|from)-tag=(.{1,300})$/i.exec(one.trim())?.[1] ?? []);
  return callId?.trim() === request.callId && [request.fromTag, request.toTag].every((tag) => tags.includes(tag));
}

/** `text` with `%3B` and the like as the characters that they stand for; as it is where they stand for none. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The dialog that a Replaces header field names: its Call-ID; empty when absent. RFC 3891 6.1. */
export function replacedCall(message: Message): string {
  const field = message.header('replaces');
  if (field === undefined) return '';
  const [callId = ''] = message.slice(field.value).split(';', 1);
  return parameterIn(message.text, field.value, 'to-tag') === undefined ? '' : callId.trim();
}
