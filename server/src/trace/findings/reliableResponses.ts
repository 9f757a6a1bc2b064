import type { Message } from '../message';
import type { Transaction } from '../transactions';

/** What a PRACK names: the number of a provisional response, and the CSeq of its request. RFC 3262 7.2. */
export interface Rack {
  readonly rseq: number;
  readonly cseq: number;
  readonly method: string;
}

/** The RAck of a PRACK; `undefined` when it has none that can be read. */
export function rackOf(message: Message): Rack | undefined {
  const [, rseq, cseq, method] =
    /^\s*(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\S{1,40})/.exec(message.value('rack') ?? '') ?? [];
  if (rseq === undefined || cseq === undefined || method === undefined) return undefined;
  return { rseq: Number(rseq), cseq: Number(cseq), method };
}

/** The number of a provisional response that has to be confirmed by a PRACK; `undefined` for any other message. RFC 3262 3. */
export function rseqOf(message: Message): number | undefined {
  if (message.statusCode <= 100 || message.statusCode >= 200) return undefined;
  const value = message.value('rseq')?.trim() ?? '';
  const isReliable = message.headersNamed('require').some((field) => /\b100rel\b/i.test(message.slice(field.value)));
  return isReliable && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

/** Transactions of the same Call-ID that are looked at in front of a PRACK. */
const LOOKED_AT = 50;

/** The INVITE transactions in front of a PRACK that its RAck may be about: with its CSeq number, on any leg. */
export function invitesOf({ trace, index }: Transaction, rack: Rack): Transaction[] {
  const { messages, names } = trace.store;
  const method = names.numberOf(rack.method);
  return trace.callIdGroups
    .before(index, LOOKED_AT)
    .filter((other) => {
      const first = trace.transactionTables.firstOf(other);
      return messages.method.at(first) === method && messages.cseq.at(first) === rack.cseq;
    })
    .map((other) => trace.transactionAt(other));
}
