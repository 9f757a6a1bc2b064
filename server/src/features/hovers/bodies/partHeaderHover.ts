import type { HeaderField } from '../../../trace/sip/headerFields';
import { token } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import { touches } from '../../../trace/text/span';
import { explainHeaderField } from '../../knowledge';
import { type Block, explanationBlocks } from '../../richText';
import { answerBlocks } from '../answer';
import type { BodyContext } from '../bodyHover';
import type { HoverText } from '../hoverText';
import { documentBlocks } from './document';

/** A header field of a part of a multipart body. RFC 2046 5.1. */
export function partHeaderHover(context: BodyContext, field: HeaderField): HoverText {
  const { message, offset } = context;
  const name = message.slice(field.name);
  if (!touches(field.name, offset)) {
    const blocks = valueBlocks(context, field);
    if (blocks !== undefined) return { span: field.value, blocks };
  }
  const explanation = explainHeaderField(name);
  if (explanation !== undefined) return { span: field.name, blocks: explanationBlocks(explanation) };
  return {
    span: field.name,
    blocks: answerBlocks({
      title: `${printable(name, 60)}: header field of a part`,
      summary: 'It is about this part only. It is not known here; a receiver that does not know it ignores it.',
      source: 'RFC 2046 5.1',
    }),
  };
}

function valueBlocks(context: BodyContext, { key, value }: HeaderField): Block[] | undefined {
  const { message } = context;
  if (key === 'content-type') return documentBlocks(context);
  const word = message.slice(value).split(';', 1)[0]?.trim().slice(0, 60) ?? '';
  if (key === 'content-disposition') {
    const row = token('content-disposition', word);
    return (
      row &&
      answerBlocks({
        title: `${row.value} (content disposition)`,
        summary: row.meaning,
        facts: dispositionFacts(message.slice(value)),
        source: row.source,
      })
    );
  }
  if (key === 'content-id') {
    return answerBlocks({
      title: 'Name of this part',
      summary: [
        'Other parts and header fields point to it as ',
        { code: `cid:${printable(word.replace(/^<|>$/g, ''), 120)}` },
        '.',
      ],
      source: 'RFC 2392 2',
    });
  }
  if (key === 'content-transfer-encoding') {
    return answerBlocks({
      title: `${printable(word, 40)} (transfer encoding)`,
      summary: /^base64$/i.test(word)
        ? 'The part is written in base64; it is not decoded here.'
        : /^quoted-printable$/i.test(word)
          ? 'Characters outside of ASCII are written as = and two digits.'
          : 'The part stands here as it is.',
      source: 'RFC 2045 6',
    });
  }
  return undefined;
}

/** `handling=optional`, and what Office Communications Server adds. */
function dispositionFacts(value: string): (readonly string[])[] {
  const facts: string[][] = [];
  if (/;\s*handling\s*=\s*"?optional/i.test(value))
    facts.push(['handling=optional: who does not understand this part goes on without it.']);
  if (/;\s*handling\s*=\s*"?required/i.test(value))
    facts.push(['handling=required: who does not understand this part refuses the message with 415.']);
  if (/;\s*ms-proxy-2007fallback/i.test(value)) {
    facts.push(['Likely: ms-proxy-2007fallback marks the description that clients of 2007 understand.']);
  }
  return facts;
}
