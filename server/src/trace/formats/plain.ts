import { type Envelope, emptyEnvelope } from '../envelope';
import { looksLikeStartLine } from '../sip/startLine';
import type { Span } from '../text/span';
import { readTimeStamp } from '../text/timeStamp';
import type { Format } from './format';
import { readMessageLines } from './messageLines';

/**
 * SIP messages without an envelope that any format knows: a message saved to a file, a few pasted into a mail, the log of
 * a program that nobody has described. What stands in front of the start-line is a prefix and may hold a time.
 *
 * A message begins at its start-line and ends where its body does. The record begins at the line that holds the
 * start-line.
 */
export const plain: Format = {
  id: 'plain',
  words: [],

  beginsAt: ({ text, start, end, next }) => looksLikeStartLine(text, start, end, next),

  read(line, sink) {
    const { text, lineStart } = line;
    const start = sink.startLineOn(line)?.start ?? line.start;
    const message = readMessageLines(line, start, sink);
    const timeStamp = start - lineStart > 7 ? readTimeStamp(text.slice(lineStart, start)) : undefined;
    sink.addMessage(
      {
        start: text.slice(lineStart, start).trim() === '' ? message.startLine.start : lineStart,
        end: message.end,
        kind: 'message',
        time: timeStamp === undefined ? Number.NaN : timeStamp.time,
        isDated: timeStamp?.hasDate ?? false,
        closed: message.closed,
      },
      message,
    );
  },

  envelopeOf: (text: string, record: Span, startLine: Span): Envelope | undefined =>
    startLine.start === record.start
      ? undefined
      : { ...emptyEnvelope, timeStamp: readTimeStamp(text.slice(record.start, startLine.start)) },
};
