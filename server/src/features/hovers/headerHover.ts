import type { Message } from '../../trace/message';
import { MS_DIAGNOSTICS_KEYS } from '../../trace/microsoft/msDiagnosticsKeys';
import { CREDENTIAL_KEYS } from '../../trace/sip/credentials';
import type { HeaderField } from '../../trace/sip/headerFields';
import { touches } from '../../trace/text/span';
import { explainHeaderField } from '../knowledge';
import { explanationBlocks } from '../richText';
import { credentialsHover } from './credentialsHover';
import { valueHover } from './headers';
import { unknownHeaderBlocks } from './headers/general';
import type { HoverText } from './hoverText';
import { msDiagnosticsHover } from './msDiagnosticsHover';

/** A header field: its name, or what its value holds at `offset`. */
export function headerHover(message: Message, offset: number): HoverText | undefined {
  const field = message.headers.find(({ span }) => touches(span, offset));
  if (field === undefined) return brokenLineHover(message, offset);
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

/** A line between the header fields that is none. */
function brokenLineHover(message: Message, offset: number): HoverText | undefined {
  const broken = message.brokenHeaderLines.find(({ span }) => touches(span, offset));
  if (broken === undefined) return undefined;
  return {
    span: broken.span,
    blocks: [
      [{ strong: 'No header field' }],
      ['A header field is a name, a colon and a value. This line has no colon, or a blank in its name.'],
      ['Source: RFC 3261 7.3.1'],
    ],
  };
}
