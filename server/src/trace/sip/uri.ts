import { isSpace, offsetIn, type Span } from '../text/span';

/** A URI taken apart. RFC 3261 19.1.1, 25.1; RFC 3966 3 (tel). */
export interface Uri {
  /** `sip`, `sips`, `tel`, … as written, without the colon; empty when the text has no scheme. */
  readonly scheme: Span;
  /** User of a SIP URI, number of a tel URI; `undefined` when there is none. */
  readonly user: Span | undefined;
  /** What stands behind a colon in the user part. Never to be shown. */
  readonly password: Span | undefined;
  /** Host of a SIP URI, without the brackets of an IPv6 address; `undefined` for other schemes. */
  readonly host: Span | undefined;
  readonly port: Span | undefined;
  /** Behind the first `;`, up to the headers; empty when there are none. */
  readonly parameters: Span;
  /** Behind the `?`; empty when there are none. */
  readonly headers: Span;
}

/** Takes apart the URI that fills `span`. Any text gives a result; what cannot be told stays `undefined`. */
export function readUri(text: string, span: Span): Uri {
  const scheme = schemeIn(text, span);
  const rest = { start: scheme.end > scheme.start ? scheme.end + 1 : span.start, end: span.end };
  const none = { start: span.end, end: span.end };
  const name = text.slice(scheme.start, scheme.end).toLowerCase();
  if (name === 'tel') {
    const end = endAt(offsetIn(text, rest, ';'), rest.end);
    const parameters = end < rest.end ? { start: end + 1, end: rest.end } : none;
    return {
      scheme,
      user: { start: rest.start, end },
      password: undefined,
      host: undefined,
      port: undefined,
      parameters,
      headers: none,
    };
  }
  if (name !== 'sip' && name !== 'sips') {
    return {
      scheme,
      user: undefined,
      password: undefined,
      host: undefined,
      port: undefined,
      parameters: none,
      headers: none,
    };
  }
  const at = offsetIn(text, rest, '@');
  const userInfo = at === -1 ? undefined : { start: rest.start, end: at };
  const colon = userInfo === undefined ? -1 : offsetIn(text, userInfo, ':');
  const tail = { start: at === -1 ? rest.start : at + 1, end: rest.end };
  const question = offsetIn(text, tail, '?');
  const headers = question === -1 ? none : { start: question + 1, end: tail.end };
  const beforeHeaders = { start: tail.start, end: endAt(question, tail.end) };
  const semicolon = offsetIn(text, beforeHeaders, ';');
  const parameters =
    semicolon === -1
      ? { start: beforeHeaders.end, end: beforeHeaders.end }
      : { start: semicolon + 1, end: beforeHeaders.end };
  const address = { start: beforeHeaders.start, end: endAt(semicolon, beforeHeaders.end) };
  return {
    scheme,
    user: userInfo && { start: userInfo.start, end: endAt(colon, userInfo.end) },
    password: userInfo !== undefined && colon !== -1 ? { start: colon + 1, end: userInfo.end } : undefined,
    ...readHostPort(text, address),
    parameters,
    headers,
  };
}

/** Host, without the brackets of an IPv6 address, and port of `host:port`. RFC 3261 25.1 (hostport). */
export function readHostPort(text: string, span: Span): { host: Span; port: Span | undefined } {
  let { start, end } = span;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  const isSixth = text.charCodeAt(start) === OPENING_BRACKET;
  const closing = isSixth ? offsetIn(text, { start, end }, ']') : -1;
  if (closing !== -1) {
    const colon = offsetIn(text, { start: closing, end }, ':');
    return { host: { start: start + 1, end: closing }, port: portBehind(text, colon, end) };
  }
  const colon = offsetIn(text, { start, end }, ':');
  // An IPv6 address without brackets has no port.
  const isBare = colon !== -1 && offsetIn(text, { start: colon + 1, end }, ':') !== -1;
  if (colon === -1 || isBare) return { host: { start, end }, port: undefined };
  let hostEnd = colon;
  while (hostEnd > start && isSpace(text.charCodeAt(hostEnd - 1))) hostEnd--;
  return { host: { start, end: hostEnd }, port: portBehind(text, colon, end) };
}
const OPENING_BRACKET = 91;

function portBehind(text: string, colon: number, end: number): Span | undefined {
  if (colon === -1) return undefined;
  let start = colon + 1;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  return start < end ? { start, end } : undefined;
}

/** The scheme in front of the first colon; an empty span at the start when there is none. RFC 3986 3.1. */
function schemeIn(text: string, span: Span): Span {
  SCHEME.lastIndex = span.start;
  const [scheme] = SCHEME.exec(text) ?? [];
  const end = span.start + (scheme?.length ?? 0);
  return { start: span.start, end: end < span.end ? end : span.start };
}
const SCHEME = /[A-Za-z][A-Za-z0-9+.-]{0,30}(?=:)/y;

const endAt = (offset: number, otherwise: number): number => (offset === -1 ? otherwise : offset);

/** A header field inside of a URI: `?Replaces=…`. RFC 3261 19.1.1. */
export interface UriHeader {
  readonly name: Span;
  /** Escaped, as it stands; empty when there is none. */
  readonly value: Span;
}

/** The header fields behind the `?` of a URI, one after another. */
export function* uriHeadersIn(text: string, headers: Span): Generator<UriHeader> {
  for (let start = headers.start; start < headers.end; ) {
    const end = endAt(offsetIn(text, { start, end: headers.end }, '&'), headers.end);
    const equals = endAt(offsetIn(text, { start, end }, '='), end);
    if (start < end) yield { name: { start, end: equals }, value: { start: Math.min(equals + 1, end), end } };
    start = end + 1;
  }
}

/**
 * `text` with its percent escapes taken back (RFC 3986 2.1, as UTF-8); escapes that are none, and text that they do not
 * make, stay as they are.
 */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
