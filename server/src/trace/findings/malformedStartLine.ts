import type { Message } from '../message';
import { readStartLine } from '../sip/startLine';
import type { Rule } from './rule';

/**
 * Finding `malformed-start-line`: the first line of a message is neither a request-line nor a status-line. Silent where
 * the log ends in that line, since then it may have been cut, and where the log writes the CR as a dot. Span: the line.
 * RFC 3261 7.1, 7.2, 25.1.
 */
export const malformedStartLine: Rule = {
  code: 'malformed-start-line',
  severity: 'error',
  scope: 'message',
  source: 'RFC 3261 7.1, 7.2, 25.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-7.1',
  find: (message) => {
    const line = message.startLine;
    if (line.kind !== 'malformed' || line.span.end === message.trace.text.length || endsInDot(message)) return [];
    return [
      {
        span: line.span,
        about: message,
        message: `This is no valid start of a SIP message: ${line.detail}. A receiver answers 400 or drops the message; check the program that sent it, or whether the log changed the line.`,
      },
    ];
  },
};

/** Guard `crlf-rewrite`: ngrep shows the CR at the end of each line as a dot; without it the line is right. */
function endsInDot({ startLineSpan: { start, end }, trace: { text } }: Message): boolean {
  return text[end - 1] === '.' && readStartLine(text, { start, end: end - 1 }).kind !== 'malformed';
}
