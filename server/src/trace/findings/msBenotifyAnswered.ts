import type { Message } from '../message';
import type { FindingContext } from './context';
import type { Rule } from './rule';

/**
 * Finding `ms-benotify-answered`: somebody answers a BENOTIFY, which nobody waits for. Silent where the log shows that a gateway sends it
 * on as a NOTIFY, or the other way round. Span: the status-line. [MS-SIP] 3.5.
 */
export const msBenotifyAnswered: Rule = {
  code: 'ms-benotify-answered',
  severity: 'hint',
  scope: 'message',
  methods: ['BENOTIFY'],
  source: '[MS-SIP] 3.5',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sip/',
  page: {
    title: 'A BENOTIFY is answered',
    meaning:
      'BENOTIFY is a NOTIFY that nobody answers (best effort), and the log shows an answer to one. The server does not wait for ' +
      'it and throws it away. Silent when a NOTIFY with the same Call-ID and CSeq stands in the log, since a gateway ' +
      'converts one to the other then. Said once for all of them.',
    advice:
      'Nothing fails by it. Update the client; one that does not know BENOTIFY leaves ms-benotify out of Supported in its SUBSCRIBE and ' +
      'gets NOTIFYs.',
    example: `BENOTIFY sip:192.0.2.1:1331;transport=tls SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:5061;branch=z9hG4bK1
From: <sip:bob@contoso.com>;tag=b1
To: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
Call-ID: 5db46703
CSeq: 1 BENOTIFY
Event: presence

SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.10:5061;branch=z9hG4bK1
From: <sip:bob@contoso.com>;tag=b1
To: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
Call-ID: 5db46703
CSeq: 1 BENOTIFY

`,
  },
  mayConcern: (trace, index) => trace.store.messages.status.at(index) > 0,
  find: (message, context) => {
    if (message.method !== 'BENOTIFY' || context.isClaimed(message) || isConverted(message, context)) return [];
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: '',
        message:
          'A BENOTIFY must not be answered (best effort): the server does not wait for this answer and throws it away. Nothing fails by ' +
          'it; update the client.',
      },
    ];
  },
};

/** What is known of each log, by CSeq number and Call-ID: so that of very many answers to one each is looked at once. */
const known = new WeakMap<FindingContext, Map<string, boolean>>();

/** Whether a NOTIFY with the same Call-ID and CSeq number stands in the log. */
function isConverted(message: Message, context: FindingContext): boolean {
  const answers = known.get(context) ?? new Map<string, boolean>();
  known.set(context, answers);
  const word = `${message.cseq} ${message.callId}`;
  const answer =
    answers.get(word) ?? message.trace.messagesNumberedLike(message).some(({ method }) => method === 'NOTIFY');
  answers.set(word, answer);
  return answer;
}
