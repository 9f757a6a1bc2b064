import type { Message } from '../../../trace/message';
import { touches } from '../../../trace/text/span';
import { explainToken } from '../../knowledge';
import { type Block, explanationBlocks } from '../../richText';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import { headOf } from './events';
import { parameterHover, parameterItems, unknownBlocks, type ValueHovers, type ValuePlace } from './headerValue';
import { explainMediaType } from './tokens';

function contentTypeHover({ message, field, offset }: ValuePlace): HoverText {
  const { head, parameters } = headOf(message.text, field.value);
  const parameter = touches(head, offset) ? undefined : parameterHover(message, 'content-type', parameters, offset);
  if (parameter !== undefined) return parameter;
  const name = message.slice(head);
  const explanation = explainMediaType(name);
  if (explanation === undefined) return { span: head, blocks: unknownBlocks(name) };
  const items = parameterItems(message, 'content-type', parameters);
  return { span: head, blocks: explanationBlocks(explanation, items.length === 0 ? [] : [{ list: items }]) };
}

function contentDispositionHover({ message, field, offset }: ValuePlace): HoverText {
  const { head, parameters } = headOf(message.text, field.value);
  const parameter = touches(head, offset)
    ? undefined
    : parameterHover(message, 'content-disposition', parameters, offset);
  if (parameter !== undefined) return parameter;
  const name = message.slice(head);
  const explanation = explainToken('content-disposition', name);
  if (explanation === undefined) return { span: head, blocks: unknownBlocks(name) };
  const items = parameterItems(message, 'content-disposition', parameters);
  return { span: head, blocks: explanationBlocks(explanation, items.length === 0 ? [] : [{ list: items }]) };
}

/** Longest body whose octets are counted for a hover, in UTF-16 units. */
const MOST_COUNTED = 1_000_000;

/** Content-Length: whether the log shows as much. RFC 3261 20.14. */
function contentLengthHover({ message, field }: ValuePlace): HoverText {
  const text = message.slice(field.value);
  const length = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  return {
    span: field.value,
    blocks: answerBlocks({
      title: `Content-Length: ${length === undefined ? 'not a number' : octets(length)}`,
      summary:
        length === undefined
          ? 'Should be the length of the body in octets. This value is no number.'
          : length === 0
            ? 'The message has no body.'
            : `The body behind the empty line is ${octets(length)} long.`,
      inLog: length === undefined || (length === 0 && message.body === '') ? [] : [bodyFact(message, length)],
      source: 'RFC 3261 18.3; RFC 3261 20.14',
    }),
  };
}

const octets = (count: number): string => (count === 1 ? '1 octet' : `${count} octets`);

function bodyFact(message: Message, length: number): Block {
  const { start, end } = message.bodySpan;
  if (end - start > MOST_COUNTED) return ['In this log: the body is too long to be counted here.'];
  const { body } = message;
  const { shown, lineFeeds } = octetsOf(body);
  if (shown === length)
    return [length === 0 ? 'In this log: there is none.' : 'In this log: the body has that length.'];
  // A log may write LF in place of CR LF, and leave out the last line end.
  const sent = shown + lineFeeds;
  if (length > 0 && (sent === length || sent + 2 === length)) {
    return ['In this log: the body has that length, with CR LF at the end of each line.'];
  }
  if (shown === 0) return ['In this log: the body is not shown.'];
  const difference = Math.abs(length - shown);
  return shown < length
    ? [
        `In this log: ${octets(shown)}, ${difference} fewer: the log cut the body, or shows it otherwise than it was sent.`,
      ]
    : [
        `In this log: ${octets(shown)}, ${difference} more: the log added to the body or shows it otherwise than it was sent, or the length is wrong.`,
      ];
}

/** Octets of `text` in UTF-8, and how many line feeds have no carriage return in front. */
function octetsOf(text: string): { shown: number; lineFeeds: number } {
  let shown = 0;
  let lineFeeds = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 && text.charCodeAt(at - 1) !== 13) lineFeeds++;
    // Both halves of a surrogate pair make four octets.
    shown += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return { shown, lineFeeds };
}

export const bodyHeaderHovers: ValueHovers = {
  'content-type': contentTypeHover,
  'content-disposition': contentDispositionHover,
  'content-length': contentLengthHover,
};
