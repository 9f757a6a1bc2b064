import {
  attributeIn,
  type MediaDescription,
  readSdp,
  type SdpLine,
  type SessionDescription,
  wordsIn,
} from '../../../trace/sdp/description';
import { sdpLine } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import { type Span, textOf, touches } from '../../../trace/text/span';
import { type Answer, answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import { attributeAnswer } from './attributes';
import { formatAnswer, mediaAnswer } from './mediaLine';
import { sessionLineAnswer } from './sessionLines';

/** A line of a session description and what the others say that concerns it. */
export interface SdpContext {
  readonly text: string;
  readonly sdp: SessionDescription;
  readonly line: SdpLine;
  /** The media description that the line belongs to; `undefined` for the part about the whole session. */
  readonly media: MediaDescription | undefined;
}

/** The line of the session description in `body` at `offset`; `undefined` between its lines. */
export function sdpHover(text: string, body: Span, offset: number): HoverText | undefined {
  const sdp = readSdp(text, body);
  const line = sdp.lines.find(({ span }) => touches(span, offset));
  if (line === undefined) {
    const broken = sdp.broken.find((span) => touches(span, offset));
    return broken && { span: broken, blocks: answerBlocks(BROKEN) };
  }
  const context = { text, sdp, line, media: sdp.media[line.media] };
  if (line.type === 'm') {
    const format = wordsIn(text, line.value)
      .slice(3)
      .find((word) => touches(word, offset));
    if (format !== undefined) return { span: format, blocks: answerBlocks(formatAnswer(context, format)) };
  }
  return { span: line.span, blocks: answerBlocks(lineAnswer(context)) };
}

const BROKEN: Answer = {
  title: 'Not a line of a session description',
  summary: 'Every line is a letter, “=” and a value. This one may have been wrapped or cut by the log.',
  source: 'RFC 8866 5',
};

function lineAnswer(context: SdpContext): Answer {
  const { line, text } = context;
  if (line.type === 'm') return mediaAnswer(context);
  if (line.type === 'a') return attributeAnswer(context);
  const row = sdpLine(line.type);
  if (row === undefined) {
    return {
      title: `${printable(line.type)}= (SDP: unknown line)`,
      summary:
        'SDP has no line of this letter. A receiver that goes by the specification ignores the whole description because of it.',
      source: 'RFC 8866 5',
    };
  }
  return sessionLineAnswer(
    context,
    row,
    wordsIn(text, line.value).map((word) => textOf(text, word)),
  );
}

/** The last of the attributes `names` that counts for the line: of its media description, or else of the session. */
export function attributeLine(
  { text, sdp, media }: SdpContext,
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  const lines = media === undefined ? [] : sdp.lines.slice(media.first, media.end);
  const session = sdp.lines.slice(0, sdp.media[0]?.first ?? sdp.lines.length);
  for (const part of [lines, session]) {
    for (const line of [...part].reverse()) {
      if (line.type !== 'a') continue;
      const { name, value } = attributeIn(text, line);
      const word = textOf(text, name).toLowerCase();
      if (names.includes(word)) return { name: word, value: value === undefined ? '' : textOf(text, value) };
    }
  }
  return undefined;
}

/** Address of the c= line that counts for the media description. RFC 8866 5.7. */
export function connectionAddress({ text, sdp, media }: SdpContext): string | undefined {
  const own =
    media === undefined ? undefined : sdp.lines.slice(media.first, media.end).find(({ type }) => type === 'c');
  const line = own ?? sdp.lines.slice(0, sdp.media[0]?.first ?? sdp.lines.length).find(({ type }) => type === 'c');
  const word = line && wordsIn(text, line.value, 3)[2];
  return word && textOf(text, word).split('/')[0];
}
