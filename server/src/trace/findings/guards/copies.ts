import type { Message } from '../../message';
import type { RelatedPlace } from '../rule';

/**
 * Guard `multi-leg`: other responses with the Call-ID, From tag, CSeq and status code of `message`: retransmissions and
 * the same answer on other legs of its way. In the order of the log, without `message`.
 */
export function copiesOf(message: Message): readonly Message[] {
  if (message.isRequest || message.callId === '') return [];
  return message.trace
    .messagesNumberedLike(message)
    .filter(
      (other) =>
        other !== message &&
        other.fromTag === message.fromTag &&
        other.method === message.method &&
        other.statusCode === message.statusCode,
    );
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
