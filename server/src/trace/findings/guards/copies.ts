import type { Message } from '../../message';
import type { RelatedPlace } from '../rule';

/**
 * Guard `multi-leg`: other responses with the Call-ID, From tag, CSeq and status code of `message`: retransmissions and
 * the same answer on other legs of its way. In the order of the log, without `message`.
 */
export function copiesOf(message: Message): readonly Message[] {
  const { trace, index } = message;
  const { callId, fromTag, method, status } = trace.store.messages;
  if (message.isRequest || callId.at(index) === 0) return [];
  const isCopy = (other: number): boolean =>
    other !== index &&
    status.at(other) === status.at(index) &&
    method.at(other) === method.at(index) &&
    fromTag.at(other) === fromTag.at(index);
  return trace
    .numberedLike(index)
    .filter(isCopy)
    .map((other) => trace.messageAt(other));
}

/** Most copies that are listed one by one. */
const LISTED_COPIES = 10;

/** Copies as related places; of very many the first, and how many are left. */
export const copyPlaces = (copies: readonly Message[]): RelatedPlace[] =>
  copies.slice(0, LISTED_COPIES).map((copy, index) => {
    const left = index === LISTED_COPIES - 1 ? copies.length - LISTED_COPIES : 0;
    return {
      span: copy.startLineSpan,
      message: `The same answer again${left > 0 ? `, and ${left} more behind it` : ''}`,
    };
  });
