import { isPlainStartLine } from '../sip/startLine';
import type { Rule } from './rule';

/**
 * Finding `malformed-start-line`: the first line of a message is neither a request-line nor a status-line. Silent where
 * the log ends in that line, since then it may have been cut. Span: the line. RFC 3261 7.1, 7.2, 25.1.
 */
export const malformedStartLine: Rule = {
  code: 'malformed-start-line',
  severity: 'error',
  scope: 'message',
  source: 'RFC 3261 7.1, 7.2, 25.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-7.1',
  mayConcern: (trace, index) => {
    const { startLineStart, startLineEnd } = trace.store.messages;
    return (
      trace.notes.startLine.of(index, () =>
        isPlainStartLine(trace.text, startLineStart.at(index), startLineEnd.at(index)) ? 1 : 0,
      ) === 0
    );
  },
  find: (message) => {
    const line = message.startLine;
    if (line.kind !== 'malformed' || message.startLineSpan.end === message.trace.text.length) return [];
    return [
      {
        span: message.startLineSpan,
        about: message,
        message: `This is no valid start of a SIP message: ${line.detail}. A receiver answers 400 or drops the message; check the program that sent it, or whether the log changed the line.`,
      },
    ];
  },
};
