import { isSpace, offsetIn, type Span, trimmed } from '../text/span';
import { readHostPort } from './uri';

/** One value of Via: an element that the message has passed. RFC 3261 20.42. */
export interface ViaHop {
  readonly span: Span;
  /** `SIP/2.0/TLS`, blanks within as written; empty when the value does not begin so. */
  readonly sentProtocol: Span;
  /** The last part of it: `TLS`; empty when it is missing. */
  readonly transport: Span;
  /** Where the element says that it sends from. */
  readonly host: Span;
  readonly port: Span | undefined;
  /** `;branch=…` and what follows; empty when there is nothing. */
  readonly parameters: Span;
}

/** Reads the hop that fills `span`. */
export function readVia(text: string, span: Span): ViaHop {
  const semicolon = offsetIn(text, span, ';');
  const headEnd = semicolon === -1 ? span.end : semicolon;
  const head = trimmed(text, { start: span.start, end: headEnd });
  const { sentProtocol, transport } = readSentProtocol(text, head);
  return {
    span,
    sentProtocol,
    transport,
    ...readHostPort(text, { start: sentProtocol.end, end: head.end }),
    parameters: { start: headEnd, end: span.end },
  };
}

/** `SIP / 2.0 / TLS`: two slashes, blanks around them allowed. */
function readSentProtocol(text: string, head: Span): { sentProtocol: Span; transport: Span } {
  const none = { start: head.start, end: head.start };
  const first = offsetIn(text, head, '/');
  const second = first === -1 ? -1 : offsetIn(text, { start: first + 1, end: head.end }, '/');
  if (second === -1) return { sentProtocol: none, transport: none };
  let start = second + 1;
  while (start < head.end && isSpace(text.charCodeAt(start))) start++;
  let end = start;
  while (end < head.end && !isSpace(text.charCodeAt(end))) end++;
  return { sentProtocol: { start: head.start, end }, transport: { start, end } };
}
