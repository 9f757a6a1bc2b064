import type { Message } from '../message';
import { durationText } from '../text/duration';
import { behindFinal, endsWithMore } from './behindFinals';
import { statusText, targetOf } from './failedTransaction';
import { copiesOf } from './guards/copies';
import { KIND } from './messageKinds';
import { short } from './parties';
import type { Rule } from './rule';

const isOtherFinal = (status: number, final: number): boolean =>
  status >= 200 && status < 700 && status !== final && final !== 401 && final !== 407;

/**
 * Finding `response-after-final`: a request gets a second final response with another status code, from where the first came. Information
 * about a failure with another To tag behind a 2xx. Silent about a 2xx with another To tag (a forked call), behind a challenge, when the
 * request was sent again in between, about branches that need not be unique, and about copies of the log. Span: the status-line of the
 * second. RFC 3261 17.1.
 */
export const responseAfterFinal: Rule = {
  code: 'response-after-final',
  severity: 'warning',
  scope: 'message',
  kinds: KIND.last,
  source: 'RFC 3261 17.1, 17.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17.1',
  page: {
    title: 'A request gets two different final answers',
    meaning:
      'Behind the final answer to a request comes another one with another status code, from the same side and with the ' +
      'same branch. A transaction has one final answer, and the client goes by the first: so both sides may think ' +
      'differently of what became of the request. When several phones were called at once, more than one ' +
      'may answer with a 2xx, which is no finding; a failure of another phone behind a 2xx is information.',
    advice:
      'Look in the log of the side that sent both why it answered twice; often two parts of one program answer, such as ' +
      'a time limit and the callee. When the second is a 2xx to an INVITE, look whether a call hangs there.',
    example: `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 486 Busy Here
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE

`,
  },
  mayConcern: (trace, index) => endsWithMore(trace, index, isOtherFinal),
  find: (last, context) => {
    const { final, response } = behindFinal(last, isOtherFinal) ?? {};
    if (final === undefined || response === undefined || context.isClaimed(response)) return [];
    if (!/^z9hG4bK./i.test(response.branch) || mayBeFork(final, response)) return [];
    const { request } = last.trace.transactionOf(last);
    // The answer of another phone that a proxy should have kept to itself: the call goes on with the one that took it.
    const isOfNoUse = final.statusCode < 300 && final.toTag !== response.toTag;
    const time = context.timeBetween(final, response);
    const from = short(response.envelope.source);
    const target = targetOf(request);
    return [
      {
        span: response.startLineSpan,
        about: response,
        claims: copiesOf(response).filter((copy) => !context.isClaimed(copy)),
        ...(isOfNoUse ? { severity: 'information' as const } : {}),
        kind: `${from} ${final.statusCode} ${response.statusCode}`,
        related: [{ span: final.startLineSpan, message: 'The final answer before' }],
        message:
          `The ${response.method}${target === '' ? '' : ` to ${target}`} was answered twice${from === '' ? '' : ` by ${from}`}: ${statusText(final)}, then ` +
          `${statusText(response)}${time === undefined ? '' : ` ${durationText(time)} later`}. Only the first counts for the client${isOfNoUse ? '; a server has to keep such an answer of another phone to itself.' : ', so the two sides may think differently of it.'} ` +
          'Look in the log of the side that answered.',
      },
    ];
  },
};

/**
 * Whether the two may come from different phones that were called at once: each of them may answer with a 2xx. Also where they may have
 * come over different legs, since the log names no addresses. RFC 3261 13.2.2.4, 16.7 step 5.
 */
const mayBeFork = (final: Message, response: Message): boolean =>
  final.toTag !== response.toTag && (response.envelope.source === '' || response.statusCode < 300);
