import { LineCursor } from '../text/lineCursor';
import { offsetIn, type Span, trimmed } from '../text/span';

/** One header field as it stands in the log. RFC 3261 7.3.1. */
export interface HeaderField {
  /** Full name in lower case; a compact form is written out. */
  readonly key: string;
  readonly name: Span;
  /** From the first character of the value to its last, over folded lines; empty for an empty value. */
  readonly value: Span;
  /** From the name to the end of the value. */
  readonly span: Span;
}

/** A line between header fields that is none: it has no colon, or no name before it. */
export interface BrokenHeaderLine {
  readonly span: Span;
}

export interface HeaderFields {
  readonly fields: readonly HeaderField[];
  readonly broken: readonly BrokenHeaderLine[];
}

/** Compact forms with a full name of their own. RFC 3261 7.3.3, IANA sip-parameters. */
const COMPACT_FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'accept-contact',
    b: 'referred-by',
    c: 'content-type',
    d: 'request-disposition',
    e: 'content-encoding',
    f: 'from',
    i: 'call-id',
    j: 'reject-contact',
    k: 'supported',
    l: 'content-length',
    m: 'contact',
    n: 'identity-info',
    o: 'event',
    r: 'refer-to',
    s: 'subject',
    t: 'to',
    u: 'allow-events',
    v: 'via',
    x: 'session-expires',
    y: 'identity',
  }),
);

/** Reads the header fields in `span`, folded lines joined to the field that they go on. RFC 3261 7.3.1. */
export function readHeaderFields(text: string, span: Span): HeaderFields {
  const fields: HeaderField[] = [];
  const broken: BrokenHeaderLine[] = [];
  const line = new LineCursor(text.slice(span.start, span.end));
  const indent = leadingBlanks(line);
  /** Whether a folded line goes on the last field, and not a broken line behind it. */
  let goesOn = false;
  for (; line.hasLine; line.advance()) {
    const start = line.start + Math.min(indent, leadingBlanks(line));
    const first = line.text.charCodeAt(start);
    if (line.isBlank) continue;
    const last = goesOn ? fields.at(-1) : undefined;
    if (first === 32 || first === 9 || isWrappedVia(text, span.start + start, last?.value.end ?? 0)) {
      if (last !== undefined) fields[fields.length - 1] = extended(last, text, span.start + line.end);
      continue;
    }
    const whole = { start: span.start + start, end: span.start + line.end };
    const field = headerFieldIn(text, whole);
    goesOn = field !== undefined;
    if (field === undefined) broken.push({ span: trimmed(text, whole) });
    else fields.push(field);
  }
  return { fields, broken };
}

/** IOS 12 breaks a Via behind its transport without a blank in front of the rest: `192.0.2.14:5060;branch=…`. */
export function isWrappedVia(text: string, start: number, before: number): boolean {
  const first = text.charCodeAt(start);
  if (first < 48 || first > 57) return false;
  const last = text.slice(Math.max(0, before - 12), before);
  return /SIP\/2\.0\/[A-Z]{2,4}$/.test(last);
}

function leadingBlanks({ text, start, end }: LineCursor): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at - start;
}

function headerFieldIn(text: string, line: Span): HeaderField | undefined {
  const colon = offsetIn(text, line, ':');
  if (colon === -1) return undefined;
  const name = trimmed(text, { start: line.start, end: colon });
  if (name.start === name.end || /\s/.test(text.slice(name.start, name.end))) return undefined;
  const key = text.slice(name.start, name.end).toLowerCase();
  const value = trimmed(text, { start: colon + 1, end: line.end });
  return {
    key: COMPACT_FORMS.get(key) ?? key,
    name,
    value,
    span: { start: name.start, end: Math.max(value.end, colon + 1) },
  };
}

function extended(field: HeaderField, text: string, end: number): HeaderField {
  const value = trimmed(text, { start: field.value.start, end });
  return { ...field, value, span: { start: field.span.start, end: value.end } };
}
