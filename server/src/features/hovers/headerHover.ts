import type { Message } from '../../trace/message';
import { MS_DIAGNOSTICS_KEYS } from '../../trace/microsoft/msDiagnosticsKeys';
import { CREDENTIAL_KEYS } from '../../trace/sip/credentials';
import type { HeaderField } from '../../trace/sip/headerFields';
import { printable } from '../../trace/text/printable';
import { touches, trimmed } from '../../trace/text/span';
import { explainHeaderField } from '../knowledge';
import { explanationBlocks, sourceBlock } from '../richText';
import { credentialsHover } from './credentialsHover';
import { valueHover } from './headers';
import { unknownHeaderBlocks } from './headers/general';
import type { HoverText } from './hoverText';
import { msDiagnosticsHover } from './msDiagnosticsHover';

/** A header field: its name, or what its value holds at `offset`. */
export function headerHover(message: Message, offset: number): HoverText | undefined {
  const field = message.headers.find(({ span }) => touches(span, offset));
  if (field === undefined) return brokenLineHover(message, offset);
  const folded = foldedFieldHover(message, field, offset);
  if (folded !== undefined) return folded;
  if ((MS_DIAGNOSTICS_KEYS as readonly string[]).includes(field.key)) return msDiagnosticsHover(message, field, offset);
  if (touches(field.name, offset)) return nameHover(message, field);
  if ((CREDENTIAL_KEYS as readonly string[]).includes(field.key)) {
    return credentialsHover(message, field, offset) ?? valueHover({ message, field, offset });
  }
  return valueHover({ message, field, offset });
}

function nameHover(message: Message, field: HeaderField): HoverText {
  const name = message.slice(field.name);
  const explanation = explainHeaderField(name);
  return {
    span: field.name,
    blocks: explanation === undefined ? unknownHeaderBlocks(name) : explanationBlocks(explanation),
  };
}

const LOOKS_LIKE_FIELD = /[ \t]{1,80}([A-Za-z][A-Za-z-]{0,60})[ \t]{0,20}:/y;

/** A folded line that looks like a header field: a blank in front of its name makes it the rest of the one above. */
function foldedFieldHover(message: Message, field: HeaderField, offset: number): HoverText | undefined {
  const { text } = message;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  if (start <= field.span.start) return undefined;
  LOOKS_LIKE_FIELD.lastIndex = start;
  const [, name] = LOOKS_LIKE_FIELD.exec(text) ?? [];
  if (name === undefined || explainHeaderField(name) === undefined) return undefined;
  const end = text.indexOf('\n', offset);
  return {
    span: trimmed(text, { start, end: end === -1 ? field.span.end : Math.min(end, field.span.end) }),
    blocks: [
      [{ strong: 'The rest of the header field above' }],
      [
        'A blank in front of ',
        { code: name },
        ' makes this line a part of ',
        { code: printable(message.slice(field.name), 60) },
        '. It is no header field of its own.',
      ],
      sourceBlock('RFC 3261 7.3.1'),
    ],
  };
}

/** A line between the header fields that is none. */
function brokenLineHover(message: Message, offset: number): HoverText | undefined {
  const broken = message.brokenHeaderLines.find(({ span }) => touches(span, offset));
  if (broken === undefined) return undefined;
  return {
    span: broken.span,
    blocks: [
      [{ strong: 'No header field' }],
      ['A header field is a name, a colon and a value. This line has no colon, or a blank in its name.'],
      sourceBlock('RFC 3261 7.3.1'),
    ],
  };
}
