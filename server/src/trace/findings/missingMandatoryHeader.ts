import { PRESENT } from '../headReader';
import type { Rule } from './rule';

/** Header fields that every message needs, and a request cannot do without either. Max-Forwards has its own rule. */
const MANDATORY = [
  ['to', 'To'],
  ['from', 'From'],
  ['cseq', 'CSeq'],
  ['call-id', 'Call-ID'],
  ['via', 'Via'],
] as const;

const ALL = MANDATORY.reduce((bits, [key]) => bits | PRESENT[key], 0);

/**
 * Finding `missing-mandatory-header`: a message lacks To, From, CSeq, Call-ID or Via; compact forms count. One finding a
 * message. Silent where the log may have cut the header fields, or leaves them out of most messages. Span: the
 * start-line. RFC 3261 8.1.1, 20.
 */
export const missingMandatoryHeader: Rule = {
  code: 'missing-mandatory-header',
  severity: 'error',
  scope: 'message',
  source: 'RFC 3261 8.1.1, 20 tables 2 and 3',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1',
  mayConcern: ({ store: { messages } }, index) =>
    (messages.present.at(index) & ALL) !== ALL && messages.headersClosed.at(index) === 1,
  find: (message, context) => {
    const missing = MANDATORY.filter(([key]) => !message.has(key) && !context.isLeftOutByLog(message, key));
    // A capture inside of the sender may show a response before its Via is there.
    if (message.isResponse && missing.every(([key]) => key === 'via')) return [];
    if (missing.length === 0) return [];
    const names = missing.map(([, name]) => name);
    const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    const [verb, pronoun] = names.length === 1 ? ['is', 'It is'] : ['are', 'They are'];
    return [
      {
        span: message.startLineSpan,
        about: message,
        related: message.brokenHeaderLines.map(({ span }) => ({
          span,
          message: 'This line is no header field: it has no name and colon',
        })),
        message: `${list} ${verb} missing in this ${message.isRequest ? 'request' : 'response'}. ${pronoun} mandatory: the receiver ${message.isRequest ? 'answers 400' : 'cannot tell what it answers'}. Check the program that sent it, or whether the log left lines out.`,
      },
    ];
  },
};
