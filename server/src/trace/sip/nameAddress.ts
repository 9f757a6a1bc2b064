import { isSpace, offsetIn, type Span, trimmed } from '../text/span';
import { parameterIn } from './parameters';

/** A From, To or Contact value. RFC 3261 20.10, 20.20, 20.39. */
export interface NameAddress {
  /** Display name without quotes; empty when there is none. */
  readonly displayName: Span;
  /** The URI without `<>`. */
  readonly uri: Span;
  /** What stands behind the address: `;tag=…;epid=…`. */
  readonly parameters: Span;
}

/** Reads `"Alice" <sip:alice@example.com>;tag=1` or `sip:alice@example.com;tag=1`. */
export function readNameAddress(text: string, span: Span): NameAddress {
  const open = openBracket(text, span.start, span.end);
  if (open !== -1) {
    const found = offsetIn(text, { start: open, end: span.end }, '>');
    const close = found === -1 ? span.end : found;
    const name = trimmed(text, { start: span.start, end: open });
    const quoted = name.end - name.start >= 2 && text[name.start] === '"' && text[name.end - 1] === '"';
    return {
      displayName: quoted ? { start: name.start + 1, end: name.end - 1 } : name,
      uri: trimmed(text, { start: open + 1, end: close }),
      parameters: { start: Math.min(close + 1, span.end), end: span.end },
    };
  }
  // Without brackets everything behind the first semicolon belongs to the header field. RFC 3261 20.10.
  const semicolon = offsetIn(text, span, ';');
  const end = semicolon === -1 ? span.end : semicolon;
  const uri = trimmed(text, { start: span.start, end });
  return { displayName: { start: uri.start, end: uri.start }, uri, parameters: { start: end, end: span.end } };
}

/** Offset of the `<` that opens the address, outside of a quoted display name; -1 when there is none. */
function openBracket(text: string, start: number, end: number): number {
  let quoted = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 60) return at;
  }
  return -1;
}

/** Tag of the From or To value that stands at `start..end`; `undefined` when it has none. */
export function tagIn(text: string, start: number, end: number): Span | undefined {
  const parameters = behindAddress(text, start, end);
  if (parameters === end) return undefined;
  // Nearly always the tag comes first and has nothing around it.
  if (text.startsWith(';tag=', parameters)) {
    let tagEnd = parameters + 5;
    while (tagEnd < end && isTokenLike(text.charCodeAt(tagEnd))) tagEnd++;
    if (tagEnd > parameters + 5 && (tagEnd === end || text.charCodeAt(tagEnd) === SEMICOLON)) {
      return { start: parameters + 5, end: tagEnd };
    }
  }
  const tag = parameterIn(text, { start: parameters, end }, 'tag');
  return tag !== undefined && tag.start < tag.end ? tag : undefined;
}

/** Where the parameters of the header field begin, behind the address; `end` when there are none. */
function behindAddress(text: string, start: number, end: number): number {
  let from = start;
  if (text.charCodeAt(start) === QUOTE) {
    // A display name without escapes is over at the next quote.
    const quote = text.indexOf('"', start + 1);
    if (quote !== -1 && quote < end && text.charCodeAt(quote - 1) !== 92) from = quote + 1;
    if (text.charCodeAt(from) === 32) from++;
  }
  if (text.charCodeAt(from) === OPEN) {
    const close = text.indexOf('>', from);
    return close === -1 || close >= end ? end : close + 1;
  }
  const open = openBracket(text, start, end);
  const mark = open === -1 ? SEMICOLON : CLOSE;
  let at = open === -1 ? start : open;
  while (at < end && text.charCodeAt(at) !== mark) at++;
  return open === -1 ? at : Math.min(at + 1, end);
}

/** Whether it is a character of most tags and branches, and none that quotes or parts. */
const isTokenLike = (code: number): boolean => (code >= 63 && code <= 126 && code !== 92) || (code >= 42 && code <= 58);

/** Where sent-by (`host:port`) and branch of a Via stand; each empty when absent. */
export interface TopVia {
  sentByStart: number;
  sentByEnd: number;
  branchStart: number;
  branchEnd: number;
}

/** Finds sent-by and branch of the topmost Via in the value at `start..end`. RFC 3261 20.42. */
export function readTopVia(text: string, start: number, end: number, into: TopVia): void {
  let at = start;
  while (at < end && !partsVia(text.charCodeAt(at))) at++;
  let sentBy = behindUsualProtocol(text, start);
  let sentByEnd = at;
  if (sentBy === -1 || sentBy >= at || isSpace(text.charCodeAt(at - 1))) {
    const head = trimmed(text, { start, end: at });
    sentBy = startOfSentBy(text, head);
    sentByEnd = head.end;
    if (sentBy <= head.start) sentBy = sentByEnd = 0;
  }
  into.sentByStart = sentBy;
  into.sentByEnd = sentByEnd;
  into.branchStart = into.branchEnd = 0;
  if (at === end || text.charCodeAt(at) !== SEMICOLON) return;
  // Nearly always the branch comes first and has nothing around it.
  if (text.startsWith(';branch=', at)) {
    const branchStart = at + 8;
    let branchEnd = branchStart;
    while (branchEnd < end && isTokenLike(text.charCodeAt(branchEnd)) && text.charCodeAt(branchEnd) !== COMMA)
      branchEnd++;
    const behind = text.charCodeAt(branchEnd);
    if (branchEnd === end || behind === SEMICOLON || behind === COMMA) {
      into.branchStart = branchStart;
      into.branchEnd = branchEnd;
      return;
    }
  }
  if (surelyLacksBranch(text, at, end)) return;
  const branch = parameterIn(text, { start: at + 1, end: endOfVia(text, at, end) }, 'branch');
  if (branch === undefined) return;
  into.branchStart = branch.start;
  into.branchEnd = branch.end;
}

/** Whether no parameter from the semicolon at `start` on begins as `branch` does, and nothing is quoted or comes behind. */
function surelyLacksBranch(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === SEMICOLON) {
      const first = text.charCodeAt(at + 1);
      if (!isLetter(first) || (first | 32) === 98) return false;
    } else if (code === QUOTE || code === COMMA || code === OPEN) return false;
  }
  return true;
}

/** Where the Via ends whose parameters begin at `start`: at a comma outside of quotes. */
function endOfVia(text: string, start: number, end: number): number {
  let quoted = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (code === COMMA && !quoted) return at;
  }
  return end;
}

const partsVia = (code: number): boolean => code === SEMICOLON || code === COMMA;

const QUOTE = 34;
const COMMA = 44;
const SEMICOLON = 59;
const OPEN = 60;
const CLOSE = 62;

const SENT_PROTOCOL = /[^\s/]{1,32}\s{0,8}\/\s{0,8}[^\s/]{1,32}\s{0,8}\/\s{0,8}[^\s/]{1,32}\s{1,8}/y;

/** Where sent-by begins: behind `SIP/2.0/UDP`, which may hold blanks as `first.example.com : 4000` may. RFC 3261 20.42. */
function startOfSentBy(text: string, head: Span): number {
  const usual = behindUsualProtocol(text, head.start);
  if (usual !== -1 && usual < head.end) return usual;
  SENT_PROTOCOL.lastIndex = head.start;
  if (SENT_PROTOCOL.test(text) && SENT_PROTOCOL.lastIndex < head.end) return SENT_PROTOCOL.lastIndex;
  let start = head.end;
  while (start > head.start && !isSpace(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Offset behind `SIP/2.0/`, three letters or so and one blank, in front of something else; -1 where that does not stand. */
function behindUsualProtocol(text: string, start: number): number {
  if (!text.startsWith('SIP/2.0/', start)) return -1;
  let at = start + 8;
  while (at < start + 12 && isLetter(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === 32 && text.charCodeAt(at + 1) > 32 ? at + 1 : -1;
}

const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
