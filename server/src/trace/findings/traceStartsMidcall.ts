import { PRESENT } from '../headReader';
import { NONE } from '../store';
import { KIND } from './messageKinds';
import type { Rule } from './rule';

/** Requests that exist within dialogs only, or change one when their To has a tag. */
const WITHIN = ['BYE', 'ACK', 'INVITE', 'UPDATE', 'INFO', 'PRACK', 'REFER', 'NOTIFY', 'BENOTIFY', 'SUBSCRIBE'];

/** Messages of a log from which on it is told: of a few lines a person sees it. */
const ENOUGH = 6;

/**
 * Finding `trace-starts-midcall`: the first message under a Call-ID is a request within a dialog. Once for a log; silent in a log
 * of fewer than six messages. Span: the request-line. RFC 3261 12.2.
 */
export const traceStartsMidcall: Rule = {
  code: 'trace-starts-midcall',
  severity: 'hint',
  scope: 'message',
  kinds: KIND.first,
  source: 'RFC 3261 12.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-12.2',
  page: {
    title: 'The log starts in the middle of a call',
    meaning:
      'The first message of a call or subscription in this log belongs to one that stands already: its To has a tag. How ' +
      'it began is not in the log, so rules that need the beginning stay silent about it.',
    advice:
      'Nothing is wrong. When it is the beginning that matters, start the capture before the call, or look for the log in ' +
      'front of this one.',
    example: `BYE sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 BYE

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 BYE

${[2, 3, 4, 5].map(request).join('')}`,
  },
  mayConcern: (trace, index) => {
    const { messages, names } = trace.store;
    const call = messages.callId.at(index);
    if (messages.status.at(index) > 0 || messages.toTag.at(index) === 0 || call === 0) return false;
    if ((messages.present.at(index) & PRESENT.duplicate) !== 0) return false;
    if (trace.callIdGroups.firstMessageOf(call) !== index || messages.cseq.at(index) === NONE) return false;
    return WITHIN.includes(names.valueOf(messages.method.at(index)));
  },
  find: (message, context) =>
    context.isLongEnough(message, ENOUGH)
      ? [
          {
            span: message.startLineSpan,
            about: message,
            kind: '',
            message: `The log starts in the middle of the dialog that this ${message.method} belongs to, so what needs its beginning is not judged.`,
          },
        ]
      : [],
};

/** A further request of the example. */
function request(number: number): string {
  return `OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${number}
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: ${number}
CSeq: 1 OPTIONS

`;
}
