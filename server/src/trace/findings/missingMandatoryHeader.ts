import type { Message } from '../message';
import { isMasked, isShortened, isTorn } from './guards/cut';
import { KIND } from './messageKinds';
import type { Rule } from './rule';

/** Header fields that every message needs, and a request cannot do without either. Max-Forwards has its own rule. */
const MANDATORY = [
  ['to', 'To'],
  ['from', 'From'],
  ['cseq', 'CSeq'],
  ['call-id', 'Call-ID'],
  ['via', 'Via'],
] as const;

/** A message that lacks so many was shortened by somebody, where it is not all that there is: no program sends such. */
const TOO_MANY = 4;

/** Transactions that are looked at behind a request for an answer to it. */
const LOOKED_AT = 4;

/**
 * Finding `missing-mandatory-header`: a message lacks To, From, CSeq, Call-ID or Via; compact forms count. One finding for
 * all of one sender and method. Silent where the log may have cut the header fields, shows them further down, or leaves them out of most messages,
 * where somebody shortened the message or took values out, and about a request that is answered as if nothing were wrong. A 400 belongs
 * to it. Span: the start-line. RFC 3261 8.1.1, 20.
 */
export const missingMandatoryHeader: Rule = {
  code: 'missing-mandatory-header',
  severity: 'error',
  scope: 'message',
  kinds: KIND.lacking,
  source: 'RFC 3261 8.1.1, 20 tables 2 and 3',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1',
  page: {
    title: 'A header field that every message needs is missing',
    meaning:
      'A message has no To, From, CSeq, Call-ID or Via, in full or in compact form. A receiver answers such a ' +
      'request with 400, and cannot tell what such a response answers. A line nearby that has no name and colon ' +
      'is a related place: it may be the missing one. Silent where the log may have cut the header fields, shows ' +
      'them further down, or leaves them out of most messages, where somebody shortened the message or took values ' +
      'out of it, and about a request whose answer shows that nothing was wrong with it.',
    advice:
      'Check the program that sent the message. Where both sides went on as if nothing were wrong, the log has ' +
      'left the line out: compare with a capture of the network.',
    example: `OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
CSeq: 1 OPTIONS

`,
  },
  mayConcern: ({ store }, index) => store.messages.headersClosed.at(index) === 1,
  find: (message, context) => {
    const missing = MANDATORY.filter(([key]) => !message.has(key) && !context.isLeftOutByLog(message, key));
    // A capture inside of the sender may show a response before its Via is there.
    if (message.isResponse && missing.every(([key]) => key === 'via')) return [];
    if (missing.length === 0 || isShortened(message) || isTorn(message)) return [];
    // What comes last may be missing only because the log was cut.
    if (missing.some(([key]) => key === 'cseq') && context.isAtJoint(message)) return [];
    if (missing.length >= TOO_MANY && context.isLongEnough(message, 2)) return [];
    if (isAccepted(message) || isMasked(headOf(message)) || context.isClaimed(message)) return [];
    const names = missing.map(([, name]) => name);
    const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    const [verb, pronoun] = names.length === 1 ? ['is', 'It is'] : ['are', 'They are'];
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: `${message.envelope.source || message.sentBy} ${message.method} ${message.statusCode} ${list}`,
        follows: message.isRequest ? refusalsOf(message).filter((refusal) => !context.isClaimed(refusal)) : [],
        related: message.brokenHeaderLines.map(({ span }) => ({
          span,
          message: 'This line is no header field: it has no name and colon',
        })),
        message: `${list} ${verb} missing in this ${message.isRequest ? 'request' : 'response'}. ${pronoun} mandatory: the receiver ${message.isRequest ? 'answers 400' : 'cannot tell what it answers'}. Check the program that sent it, or whether the log left lines out.`,
      },
    ];
  },
};

/** Whether somebody answered the request who must have seen the header fields: with another status code than 400. RFC 3261 8.2. */
function isAccepted(message: Message): boolean {
  if (!message.isRequest) return false;
  const { responses } = message.trace.transactionOf(message);
  return responses.some(({ statusCode }) => statusCode !== undefined && statusCode > 100 && statusCode !== 400);
}

/** The answers that refuse the request for what it lacks, which they may lack as well: without CSeq they are no part of its transaction. RFC 3261 21.4.1. */
function refusalsOf(request: Message): Message[] {
  const { trace } = request;
  const own = trace.transactionTables.ofMessage.at(request.index);
  const others = trace.callIdGroups.behind(own, LOOKED_AT).flatMap((index) => trace.transactionAt(index).responses);
  return [
    ...trace.transactionOf(request).responses,
    ...others.filter(({ branch }) => branch === request.branch),
  ].filter(({ statusCode }) => statusCode === 400);
}

/** Start-line and header fields as they stand in the log. */
const headOf = ({ trace, startLineSpan, recordIndex }: Message): string =>
  trace.text.slice(startLineSpan.start, Math.min(trace.recordAt(recordIndex).span.end, startLineSpan.start + 8192));
