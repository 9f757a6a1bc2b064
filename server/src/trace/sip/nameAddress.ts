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
  const open = openBracket(text, span);
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
function openBracket(text: string, span: Span): number {
  let quoted = false;
  for (let at = span.start; at < span.end; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 60) return at;
  }
  return -1;
}

/** Tag of a From or To value; `undefined` when it has none. */
export function tagOf(text: string, value: Span): Span | undefined {
  const tag = parameterIn(text, readNameAddress(text, value).parameters, 'tag');
  return tag !== undefined && tag.start < tag.end ? tag : undefined;
}

/** sent-by (`host:port`) and branch of the topmost Via in `value`; each `undefined` when absent. RFC 3261 20.42. */
export function readTopVia(text: string, value: Span): { sentBy: Span | undefined; branch: Span | undefined } {
  let end = value.end;
  for (let at = value.start, quoted = false; at < value.end; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (code === 44 && !quoted) {
      end = at;
      break;
    }
  }
  const semicolon = offsetIn(text, { start: value.start, end }, ';');
  const parameters = semicolon === -1 ? end : semicolon;
  const head = trimmed(text, { start: value.start, end: parameters });
  const start = startOfSentBy(text, head);
  const branch = parameters < end ? parameterIn(text, { start: parameters + 1, end }, 'branch') : undefined;
  return {
    sentBy: start > head.start ? { start, end: head.end } : undefined,
    branch: branch !== undefined && branch.start < branch.end ? branch : undefined,
  };
}

const SENT_PROTOCOL = /[^\s/]{1,32}\s{0,8}\/\s{0,8}[^\s/]{1,32}\s{0,8}\/\s{0,8}[^\s/]{1,32}\s{1,8}/y;

/** Where sent-by begins: behind `SIP/2.0/UDP`, which may hold blanks as `first.example.com : 4000` may. RFC 3261 20.42. */
function startOfSentBy(text: string, head: Span): number {
  SENT_PROTOCOL.lastIndex = head.start;
  if (SENT_PROTOCOL.test(text) && SENT_PROTOCOL.lastIndex < head.end) return SENT_PROTOCOL.lastIndex;
  let start = head.end;
  while (start > head.start && !isSpace(text.charCodeAt(start - 1))) start--;
  return start;
}
