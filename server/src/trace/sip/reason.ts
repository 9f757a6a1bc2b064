import type { Message } from '../message';
import { offsetIn, type Span, trimmed } from '../text/span';
import { listIn, parameterIn, unescaped } from './parameters';

/** One value of a Reason header field. RFC 3326 2. */
export interface Reason {
  /** `Q.850`, `SIP` or another protocol, as written. */
  readonly protocol: string;
  /** `undefined` when absent or not a number. */
  readonly cause: number | undefined;
  /** Empty when absent. */
  readonly text: string;
  /** The value in offsets of `Message.text`. */
  readonly span: Span;
}

/** The values of all Reason header fields of `message`; empty when it has none. */
export const reasonsOf = (message: Message): readonly Reason[] =>
  message
    .headersNamed('reason')
    .flatMap((field) => listIn(message.text, field.value))
    .map((span) => readReason(message.text, span));

function readReason(text: string, span: Span): Reason {
  const semicolon = offsetIn(text, span, ';');
  const head = trimmed(text, { start: span.start, end: semicolon === -1 ? span.end : semicolon });
  const parameters = { start: head.end, end: span.end };
  const cause = parameterIn(text, parameters, 'cause');
  const digits = cause === undefined ? '' : text.slice(cause.start, cause.end).trim();
  const words = parameterIn(text, parameters, 'text');
  return {
    protocol: text.slice(head.start, head.end),
    cause: /^\d{1,4}$/.test(digits) ? Number(digits) : undefined,
    text: words === undefined ? '' : unescaped(text, words),
    span,
  };
}
