import { LineCursor } from '../text/lineCursor';
import { isSpace, type Span, trimmed } from '../text/span';

/** One line of a session description, such as `a=rtpmap:0 PCMU/8000`. RFC 8866 5. */
export interface SdpLine {
  /** The letter before `=`, as written. */
  readonly type: string;
  /** Without the line end and blanks around it. */
  readonly span: Span;
  readonly value: Span;
  /** Index of the media description that the line stands in; -1 for the part about the whole session. */
  readonly media: number;
}

/** A media description: its m= line and the lines behind it. RFC 8866 5.14. */
export interface MediaDescription {
  readonly line: SdpLine;
  /** Its lines, the m= line among them: `lines[first]` to before `lines[end]`. */
  readonly first: number;
  readonly end: number;
}

export interface SessionDescription {
  readonly lines: readonly SdpLine[];
  readonly media: readonly MediaDescription[];
  /** Lines that are not `letter=value`, not counting empty ones. */
  readonly broken: readonly Span[];
  /** Offset up to which was read; before the end of a description that is longer than `LONGEST_SDP`. */
  readonly readTo: number;
}

/** Characters that are read of a description: far more than any that SIP carries. */
export const LONGEST_SDP = 128 * 1024;

/** Reads the session description in `span`, whatever the order of its lines is. */
export function readSdp(text: string, span: Span): SessionDescription {
  const readTo = Math.min(span.end, span.start + LONGEST_SDP);
  const lines: SdpLine[] = [];
  const broken: Span[] = [];
  const starts: number[] = [];
  for (const line = new LineCursor(text.slice(span.start, readTo)); line.hasLine; line.advance()) {
    const whole = trimmed(text, { start: span.start + line.start, end: span.start + line.end });
    if (whole.start === whole.end) continue;
    if (text.charCodeAt(whole.start + 1) !== EQUALS || whole.end - whole.start < 2) {
      broken.push(whole);
      continue;
    }
    const type = text.charAt(whole.start);
    if (type === 'm') starts.push(lines.length);
    const value = trimmed(text, { start: whole.start + 2, end: whole.end });
    lines.push({ type, span: whole, value, media: starts.length - 1 });
  }
  const media = starts.map((first, index) => ({
    line: lines[first] as SdpLine,
    first,
    end: starts[index + 1] ?? lines.length,
  }));
  return { lines, media, broken, readTo };
}

const EQUALS = 61;

/** Name and value of an attribute line: `rtpmap` and `0 PCMU/8000`. RFC 8866 5.13. */
export interface SdpAttribute {
  readonly name: Span;
  /** `undefined` for a property such as `a=sendrecv`. */
  readonly value: Span | undefined;
}

export function attributeIn(text: string, line: SdpLine): SdpAttribute {
  const { start, end } = line.value;
  const colon = text.slice(start, Math.min(end, start + LONGEST_NAME)).indexOf(':');
  if (colon === -1) return { name: line.value, value: undefined };
  return { name: { start, end: start + colon }, value: trimmed(text, { start: start + colon + 1, end }) };
}

/** Longest name of an attribute that is looked for. */
const LONGEST_NAME = 200;

/** The words of `span`, at most `most` of them. */
export function wordsIn(text: string, span: Span, most = 100): Span[] {
  const words: Span[] = [];
  for (let at = span.start; at < span.end && words.length < most; ) {
    while (at < span.end && isSpace(text.charCodeAt(at))) at++;
    const start = at;
    while (at < span.end && !isSpace(text.charCodeAt(at))) at++;
    if (at > start) words.push({ start, end: at });
  }
  return words;
}
