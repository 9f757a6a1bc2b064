import { LONGEST_SDP } from '../../../trace/sdp/description';
import { contentType } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import { worded } from '../../explanation';
import type { Block, Inline } from '../../richText';
import { answerBlocks, counted, factsOf, sourcesOf } from '../answer';
import type { BodyContext } from '../bodyHover';

/** What a body or a part of one is: its type, its length, and what the caller knows besides. */
export function documentBlocks(
  context: BodyContext,
  more: { readonly summary?: string; readonly facts?: readonly (readonly Inline[])[]; readonly source?: string } = {},
): Block[] {
  const { entity, place } = context;
  const { name } = entity.type;
  const row = contentType(name);
  const title = `Body: ${printable(name === '' ? 'of a type that the log does not show' : name, 100)}${row === undefined ? '' : `, ${row.document}`}`;
  return answerBlocks({
    title,
    summary: more.summary ?? (row === undefined ? UNKNOWN(name) : worded(row.meaning, row.certainty)),
    facts: factsOf(
      place !== '' && place,
      `Length: ${lengthOf(context)}`,
      ...encodingsOf(context),
      context.offset - entity.body.start > READ_TO && 'Only the beginning of a body as long as this one is read.',
      ...(more.facts ?? []),
    ),
    source: sourcesOf(row?.source ?? 'RFC 3261 7.4', more.source),
  });
}

/** Characters that are read of SDP and of XML. */
const READ_TO = LONGEST_SDP;

const UNKNOWN = (name: string): string =>
  name === ''
    ? 'Without Content-Type only the two sides know what it is.'
    : 'This type is not known here; the two sides have agreed on it.';

/** What Content-Length says; for a part, and where it says nothing, the characters in the log. */
function lengthOf({ message, entity, place }: BodyContext): string {
  const announced = place === '' ? message.value('content-length')?.trim() : undefined;
  if (announced !== undefined && /^\d{1,9}$/.test(announced))
    return `${counted(Number(announced), 'octet')}, says Content-Length`;
  return `${counted(entity.body.end - entity.body.start, 'character')} in this log`;
}

function encodingsOf({ message, entity }: BodyContext): Inline[][] {
  return entity.headers.flatMap(({ key, value }): Inline[][] => {
    const word = message.slice(value).slice(0, 60).trim();
    if (key === 'content-encoding' && !/^(identity)?$/i.test(word)) {
      return [['Compressed: ', { code: printable(word) }, '. What the log shows of it cannot be read.']];
    }
    if (key === 'content-transfer-encoding' && /^base64|^quoted/i.test(word)) {
      return [['Written as ', { code: printable(word) }, '. It is not decoded here.']];
    }
    return [];
  });
}
