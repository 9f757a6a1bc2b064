import type { Message } from '../../../trace/message';
import { credential, credentialsOf } from '../../../trace/sip/credentials';

/** How requests of this log use one nonce. RFC 7616 3.4. */
export interface NonceUse {
  /** Different requests: copies of one on several legs, and retransmissions, count once. */
  readonly requests: number;
  /** The lowest and highest nc; `undefined` where no request has one. */
  readonly counts: { readonly lowest: number; readonly highest: number } | undefined;
  /** Whether two different requests have the same nc. */
  readonly isRepeated: boolean;
  /** Whether the log holds more of it than was looked at. */
  readonly isCut: boolean;
}

/** Characters of the log on each side of the message that are searched, and places that are looked at. */
const REACH = 8 * 1024 * 1024;
const MOST_PLACES = 100;

/** Shortest nonce that is searched for: shorter ones are found all over a log. */
const SHORTEST = 4;

/** Who uses `nonce`, which `message` has, in the part of the log around it; `undefined` where that cannot be told. */
export function nonceUse(message: Message, nonce: string): NonceUse | undefined {
  if (nonce.length < SHORTEST) return undefined;
  const { trace, span } = message;
  // Where the log writes its lines in pieces, the nonce cannot be searched for.
  if (!trace.text.slice(span.start, span.end).includes(nonce)) return undefined;
  const from = Math.max(0, span.start - REACH);
  const to = Math.min(trace.text.length, span.end + REACH);
  const text = trace.text.slice(from, to);
  const countsByRequest = new Map<string, number | undefined>();
  const seen = new Set<number>();
  let places = 0;
  let at = text.indexOf(nonce);
  for (; at !== -1 && places < MOST_PLACES; at = text.indexOf(nonce, at + nonce.length), places++) {
    const found = trace.messageAround(from + at);
    if (found === undefined || !found.isRequest || seen.has(found.index)) continue;
    seen.add(found.index);
    const used = credentialsOf(found).find((one) => credential(found.text, one, 'nonce') === nonce);
    if (used === undefined) continue;
    const count = credential(found.text, used, 'nc');
    countsByRequest.set(
      `${found.callId} ${found.cseq} ${found.method}`,
      count !== undefined && /^[\da-f]{1,8}$/i.test(count) ? Number.parseInt(count, 16) : undefined,
    );
  }
  const counts = [...countsByRequest.values()].filter((count) => count !== undefined);
  return {
    requests: countsByRequest.size,
    counts: counts.length === 0 ? undefined : { lowest: Math.min(...counts), highest: Math.max(...counts) },
    isRepeated: new Set(counts).size < counts.length,
    isCut: at !== -1 || from > 0 || to < trace.text.length,
  };
}

/** The same in a sentence; `undefined` where nothing can be said. */
export function nonceFact(use: NonceUse | undefined): string | undefined {
  if (use === undefined) return undefined;
  const { requests, counts, isRepeated, isCut } = use;
  const where = isCut ? 'In the part of the log around this message' : 'In this log';
  if (requests === 0) return `${where}: no request uses this nonce.`;
  const some = `${isCut ? 'at least ' : ''}${requests} ${requests === 1 ? 'request uses' : 'requests use'} this nonce`;
  const numbers =
    counts === undefined
      ? ', without nc'
      : counts.lowest === counts.highest
        ? `, nc ${counts.lowest}`
        : `, nc ${counts.lowest} to ${counts.highest}`;
  return `${where}: ${some}${numbers}.${isRepeated ? ' Two of them have the same nc, which a server may take for a repeated request.' : ''}`;
}
