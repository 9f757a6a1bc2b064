import type { Message } from '../message';

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
