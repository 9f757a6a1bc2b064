import type { Message } from '../../trace/message';
import { readMediaType } from '../../trace/mime/mediaType';
import { type Entity, type Multipart, type Part, readMultipart } from '../../trace/mime/multipart';
import { touches } from '../../trace/text/span';
import { sourceBlock } from '../richText';
import { cpimHover } from './bodies/cpimHover';
import { documentBlocks } from './bodies/document';
import { partHeaderHover } from './bodies/partHeaderHover';
import { summaryHover } from './bodies/summaryHover';
import { dtmfHover, sipfragHover } from './bodies/textHovers';
import { xmlHover } from './bodies/xmlHover';
import type { HoverText } from './hoverText';
import { sdpHover } from './sdp/sdpHover';

/** A body, or a part of one, and where the cursor is. */
export interface BodyContext {
  readonly message: Message;
  readonly entity: Entity;
  readonly offset: number;
  /** Where the part stands: `Part 2 of 3 of multipart/mixed`; empty for the body of a message. */
  readonly place: string;
}

/** Bodies in one another are read so deep: a SIP message has two or three at most. */
const DEEPEST = 8;

/**
 * What stands in the body of `message` at `offset`, both counted in its text: a line of SDP, an element of XML, a header
 * field of a part; where nothing better is known, what the document is.
 */
export function bodyHover(message: Message, offset: number): HoverText | undefined {
  const { bodySpan } = message;
  const body = { start: message.fromLog(bodySpan.start), end: message.fromLog(bodySpan.end) };
  if (body.start >= body.end || !touches(body, offset)) return undefined;
  const field = message.header('content-type');
  const entity: Entity = {
    type: field === undefined ? { name: '', boundary: '' } : readMediaType(message.text, field.value),
    headers: message.headers,
    body,
  };
  return entityHover({ message, entity, offset, place: '' }, 0);
}

function entityHover(context: BodyContext, depth: number): HoverText {
  return innerHover(context, depth) ?? { span: context.entity.body, blocks: documentBlocks(context) };
}

function innerHover(context: BodyContext, depth: number): HoverText | undefined {
  const { message, entity, offset } = context;
  const { text } = message;
  if (isEncoded(context)) return undefined;
  switch (kindOf(context)) {
    case 'sdp':
      return sdpHover(text, entity.body, offset);
    case 'xml':
      return xmlHover(context);
    case 'multipart':
      return depth < DEEPEST ? multipartHover(context, depth) : undefined;
    case 'cpim':
      return cpimHover(context, (inner) => entityHover(inner, depth + 1));
    case 'sipfrag':
      return sipfragHover(context);
    case 'message-summary':
      return summaryHover(context);
    case 'dtmf':
      return dtmfHover(context);
    default:
      return undefined;
  }
}

type BodyKind = 'sdp' | 'xml' | 'multipart' | 'cpim' | 'sipfrag' | 'message-summary' | 'dtmf' | 'other';

/** How a body is to be read: by its type or, where the log names none, by how it begins. */
function kindOf({ message, entity }: BodyContext): BodyKind {
  const { name } = entity.type;
  if (/^application\/(gw-)?sdp$|sdpfrag$/.test(name)) return 'sdp';
  if (name.startsWith('multipart/')) return 'multipart';
  if (name === 'message/cpim') return 'cpim';
  if (name === 'message/sipfrag' || name === 'message/sip') return 'sipfrag';
  if (name === 'application/simple-message-summary') return 'message-summary';
  if (name === 'application/dtmf-relay' || name === 'application/dtmf') return 'dtmf';
  const beginning = message.text
    .slice(entity.body.start, Math.min(entity.body.end, entity.body.start + 200))
    .trimStart();
  if (/[+/]xml$|\/xml\+/.test(name) || (/^(application|text)\//.test(name) && beginning.startsWith('<?xml')))
    return 'xml';
  if (name !== '') return 'other';
  if (/^v=\d/.test(beginning) || /^[a-z]=\S/.test(beginning)) return 'sdp';
  if (beginning.startsWith('<')) return 'xml';
  return /^--[^\s-]/.test(beginning) ? 'multipart' : 'other';
}

/** Whether the characters are not those of the document: compressed, or in base64. RFC 3261 20.12, RFC 2045 6. */
function isEncoded({ message, entity }: BodyContext): boolean {
  return entity.headers.some(({ key, value }) => {
    if (key !== 'content-encoding' && key !== 'content-transfer-encoding') return false;
    return !/^\s*(identity|7bit|8bit|binary|)\s*$/i.test(message.slice(value).slice(0, 40));
  });
}

function multipartHover(context: BodyContext, depth: number): HoverText | undefined {
  const { message, entity, offset } = context;
  const multipart = readMultipart(message.text, entity.body, entity.type.boundary);
  if (multipart.closing !== undefined && touches(multipart.closing, offset)) {
    return {
      span: multipart.closing,
      blocks: [
        [{ strong: 'End of the multipart body' }],
        [`The boundary with two hyphens behind it closes the last of ${multipart.parts.length} parts.`],
        sourceBlock('RFC 2046 5.1.1'),
      ],
    };
  }
  const part = partAt(multipart, offset);
  if (part === undefined) return undefined;
  const inner: BodyContext = { message, entity: part, offset, place: placeOf(multipart, part, entity) };
  if (touches(part.boundaryLine, offset)) return { span: part.boundaryLine, blocks: documentBlocks(inner) };
  const field = part.headers.find(({ span }) => touches(span, offset));
  if (field !== undefined) return partHeaderHover(inner, field);
  return entityHover(inner, depth + 1);
}

/** Offsets rise from part to part. */
function partAt({ parts }: Multipart, offset: number): Part | undefined {
  return parts.find(({ span }) => touches(span, offset));
}

const placeOf = ({ parts }: Multipart, part: Part, around: Entity): string =>
  `Part ${parts.indexOf(part) + 1} of ${parts.length} of ${around.type.name === '' ? 'a multipart body' : around.type.name}`;
