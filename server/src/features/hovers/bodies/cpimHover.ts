import { readMediaType } from '../../../trace/mime/mediaType';
import { type HeaderField, readHeaderFields } from '../../../trace/sip/headerFields';
import { LineCursor } from '../../../trace/text/lineCursor';
import { ownValue } from '../../../trace/text/ownValue';
import { printable } from '../../../trace/text/printable';
import { type Span, touches } from '../../../trace/text/span';
import { answerBlocks } from '../answer';
import type { BodyContext } from '../bodyHover';
import type { HoverText } from '../hoverText';
import { documentBlocks } from './document';

/** Characters in which the two heads of a CPIM message end. */
const LONGEST_HEADS = 16 * 1024;

const SOURCE = 'RFC 3862 4';

/** Header fields of the envelope. RFC 3862 4, RFC 5438 6. */
const MEANINGS: Readonly<Record<string, string>> = {
  from: 'Who wrote the text. It may be somebody else than the sender of the SIP message.',
  to: 'To whom the text goes.',
  cc: 'Who gets a copy.',
  datetime: 'When it was sent.',
  subject: 'Subject of the text.',
  ns: 'Declares a prefix for header fields of an extension.',
  require: 'Header fields that the receiver must understand.',
  'imdn.message-id': 'Names the message, for delivery and read reports.',
  'imdn.disposition-notification':
    'Which reports the sender wants: positive-delivery, negative-delivery, processing, display.',
};

/** A message in an envelope: its header fields, an empty line, those of the content, an empty line, the content. RFC 3862 2. */
export function cpimHover(context: BodyContext, inner: (context: BodyContext) => HoverText): HoverText {
  const { message, entity, offset } = context;
  const { envelope, head, body } = partsOf(message.text, entity.body);
  const field = envelope.find(({ span }) => touches(span, offset));
  if (field !== undefined) {
    const name = message.slice(field.name);
    return {
      span: field.span,
      blocks: answerBlocks({
        title: `${printable(name, 60)} (CPIM header field)`,
        summary:
          ownValue(MEANINGS, name.toLowerCase()) ??
          'A header field of the message in the envelope; it is not known here.',
        source: /^imdn\./i.test(name) ? 'RFC 5438 6' : SOURCE,
      }),
    };
  }
  const type = head.find(({ key }) => key === 'content-type');
  if (body.start < body.end && touches(body, offset)) {
    return inner({
      ...context,
      entity: {
        type: type === undefined ? { name: 'text/plain', boundary: '' } : readMediaType(message.text, type.value),
        headers: head,
        body,
      },
      place: 'Content of a CPIM message',
    });
  }
  return { span: entity.body, blocks: documentBlocks(context) };
}

function partsOf(text: string, span: Span) {
  const end = Math.min(span.end, span.start + LONGEST_HEADS);
  const heads: HeaderField[][] = [];
  let start = span.start;
  for (const line = new LineCursor(text.slice(span.start, end)); line.hasLine && heads.length < 2; line.advance()) {
    if (line.end > line.start) continue;
    heads.push([...readHeaderFields(text, { start, end: span.start + line.start }).fields]);
    start = Math.min(span.start + line.next, span.end);
  }
  // Without a second empty line there is no content, and its header fields go on to the end.
  if (heads.length < 2) {
    heads.push([...readHeaderFields(text, { start, end }).fields]);
    start = span.end;
  }
  return { envelope: heads[0] ?? [], head: heads[1] ?? [], body: { start, end: span.end } };
}
