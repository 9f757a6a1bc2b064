import { KIND } from './messageKinds';
import type { Rule } from './rule';

/**
 * Finding `malformed-start-line`: the first line of a message is neither a request-line nor a status-line. Silent where
 * the log ends in that line, since then it may have been cut, and where the next line holds the rest. Span: the line. RFC 3261 7.1, 7.2, 25.1.
 */
export const malformedStartLine: Rule = {
  code: 'malformed-start-line',
  severity: 'error',
  scope: 'message',
  source: 'RFC 3261 7.1, 7.2, 25.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-7.1',
  page: {
    title: 'The first line of a message is broken',
    meaning:
      'A message begins with a line that is neither a request-line (method, address and SIP/2.0 with one space ' +
      'between them) nor a status-line (SIP/2.0, three digits, reason). The message says what is wrong with it. ' +
      'Silent when the log ends in that line, since then it may have been cut.',
    advice:
      'Check the program that sent the message. If it was accepted all the same, check whether the program that ' +
      'wrote the log has changed the line.',
    example: `INVITE  sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

`,
  },
  kinds: KIND.odd,
  find: (message) => {
    const line = message.startLine;
    const { trace, startLineSpan } = message;
    if (line.kind !== 'malformed' || startLineSpan.end === trace.text.length || goesOn(trace.text, startLineSpan.end))
      return [];
    return [
      {
        span: message.startLineSpan,
        about: message,
        message: `This is no valid start of a SIP message: ${line.detail}. A receiver answers 400 or drops the message; check the program that sent it, or whether the log changed the line.`,
      },
    ];
  },
};

/** Whether the line behind the one that ends at `end` ends a request-line: the log has broken its lines anew. */
function goesOn(text: string, end: number): boolean {
  BROKEN_OFF.lastIndex = end;
  return BROKEN_OFF.test(text);
}
const BROKEN_OFF = /[ \t]{0,8}\r{0,2}\n[^\r\n]{0,400}SIP\/2\.0[ \t]{0,8}(?:[\r\n]|$)/y;
