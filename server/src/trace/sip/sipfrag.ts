import type { Message } from '../message';
import { readMediaType } from '../mime/mediaType';
import { type Span, trimmed } from '../text/span';
import { readStartLine, type StatusLine } from './startLine';

/** Longest status-line of a fragment that is read, in UTF-16 units. */
const LONGEST_LINE = 1000;

/** The status-line that a fragment of a SIP message in `body` begins with; `undefined` when it begins with none. RFC 3420 2. */
export function fragmentStatus(text: string, body: Span): StatusLine | undefined {
  const whole = trimmed(text, body);
  let end = whole.start;
  const last = Math.min(whole.end, whole.start + LONGEST_LINE);
  while (end < last && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  const line = readStartLine(text, trimmed(text, { start: whole.start, end }));
  return line.kind === 'status-line' ? line : undefined;
}

/** How a transfer goes, as a NOTIFY tells. */
export interface TransferStatus {
  readonly statusCode: number;
  /** Empty when the fragment gives none. */
  readonly reasonPhrase: string;
}

/** What the body of a NOTIFY says of a transfer; `undefined` where it says nothing. RFC 3515 2.4.5. */
export function transferStatus(message: Message): TransferStatus | undefined {
  const type = message.header('content-type');
  const name = type === undefined ? '' : readMediaType(message.text, type.value).name;
  if (name !== '' && name !== 'message/sipfrag' && name !== 'message/sip') return undefined;
  const { body } = message;
  const line = fragmentStatus(body, { start: 0, end: body.length });
  if (line === undefined) return undefined;
  return {
    statusCode: line.statusCode,
    reasonPhrase: body.slice(line.reasonPhrase.start, line.reasonPhrase.end).trim(),
  };
}
