import { headOf } from '../headText';
import type { Message } from '../message';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { isMasked } from './guards/cut';
import { KIND } from './messageKinds';
import type { Found, Rule } from './rule';
import { SILENCE } from './stuckSignIn';
import { isUnanswered } from './subjects';

/** How far a counter may go ahead. [MS-SIP] 3.1.5.1. */
const WINDOW = 256;
/** Time within which more signed messages than that cannot have been left out of the log, in ms. */
const SHORT = 60_000;
/** Time by which a message comes surely behind another one, whatever the order in which they were logged, in ms. */
const APART = 1000;
/** Requests without answer that are looked at, and messages in front of each. */
const MOST_REQUESTS = 200;
const LOOKED_BACK = 500;

/** What one end of a security association counts its messages with. */
interface Counter {
  readonly name: 'cnum' | 'snum';
  readonly value: number;
  /** Which association it counts in: what both ends call it, and the server. */
  readonly association: string;
}

/**
 * Finding `ms-snum-gap`: a signed request gets no answer, and its counter goes back, repeats or jumps ahead by more than the window. It
 * stands beside the finding about the silence. Span: the request-line. [MS-SIP] 3.1.5.1.
 */
export const msSnumGap: Rule = {
  code: 'ms-snum-gap',
  severity: 'hint',
  scope: 'trace',
  source: '[MS-SIP] 3.1.5.1',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sip/',
  page: {
    title: 'The counter of the signatures does not fit',
    meaning:
      'Client and server number their signed messages (cnum, snum) within a security association (opaque). A message whose number ' +
      'was used before or lies outside of a window of 256 is taken for a replay, and is discarded without a word. The finding ' +
      'says that a request got no answer and that its number goes back, repeats or jumps ahead by more than 256; it ' +
      'stands beside the finding about the silence. Silent when the messages may only have been logged in another order, and when more than ' +
      'a minute lies in between.',
    advice:
      'Sign in again, so that a new association begins. If it repeats, look for two endpoints that share one association, for a ' +
      'client that was restored from an image, and for a gateway or load balancer that sends messages again.',
    example: exampleOf(),
  },
  kinds: KIND.unanswered,
  mayConcern: isUnanswered,
  find: ({ trace, unanswered }, context) => {
    const counters = new Map<number, Counter | undefined>();
    const counterOf = (index: number): Counter | undefined => {
      if (!counters.has(index)) counters.set(index, counterIn(trace, index));
      return counters.get(index);
    };
    return requestsWithout(unanswered, context).flatMap((request): Found[] => {
      const counter = counterOf(request.index);
      if (counter === undefined) return [];
      // What stands in front of it may be of any call.
      context.restOnAll();
      const odd = oddity(request, counter, counterOf);
      if (odd === undefined) return [];
      return [
        {
          span: request.startLineSpan,
          about: request,
          kind: `${counter.name} ${counter.association}`,
          related: [{ span: odd.before.startLineSpan, message: `${counter.name} ${odd.value}` }],
          message: `The counter of the signatures (${counter.name}) goes from ${odd.value} to ${counter.value}, and this ${request.method} gets no answer: the other end takes a window of ${WINDOW}, and discards what it takes for a replay. Sign in again; if it repeats, look for two endpoints that share one association.`,
        },
      ];
    });
  },
};

/** Requests that get no answer though the log would show it. */
const requestsWithout = (unanswered: readonly Transaction[], context: FindingContext): Message[] =>
  unanswered.slice(0, MOST_REQUESTS).flatMap((transaction) => {
    const { request, responses } = transaction;
    if (request === undefined || responses.length > 0) return [];
    return context.showsAnswersTo(transaction) && context.logGoesOnFor(request, SILENCE) ? [request] : [];
  });

/** The message in front of `request` after which its counter is odd, and the counter there; `undefined` when it is right. */
function oddity(
  request: Message,
  { name, value, association }: Counter,
  counterOf: (index: number) => Counter | undefined,
): { readonly before: Message; readonly value: number } | undefined {
  let isNearest = true;
  for (let index = request.index - 1; index >= Math.max(0, request.index - LOOKED_BACK); index--) {
    const counter = counterOf(index);
    if (counter?.name !== name || counter.association !== association) continue;
    const before = request.trace.messageAt(index);
    // The same request, on another leg or sent again.
    if (before.callId === request.callId && before.cseq === request.cseq) continue;
    if (counter.value === value) return { before, value: counter.value };
    if (!isNearest) continue;
    isNearest = false;
    const time = before.time === undefined || request.time === undefined ? Number.NaN : request.time - before.time;
    const goesBack = value < counter.value && time >= APART;
    const jumps = value > counter.value + WINDOW && time >= 0;
    if ((goesBack || jumps) && time <= SHORT) return { before, value: counter.value };
  }
  return undefined;
}

const SIGNATURES = /^(?:Proxy-)?(?:Authorization|Authentication-Info)[ \t]{0,10}:(.*)/gim;
const NUMBER = /[\s,;]([cs]num)\s{0,10}=\s{0,10}"?(\d{1,10})/i;
const OPAQUE = /[\s,;]opaque\s{0,10}=\s{0,10}"([^"]{1,100})"/i;
const TARGET = /[\s,;]targetname\s{0,10}=\s{0,10}"([^"]{1,200})"/i;

/** The counter in the header fields of message `index`, cheaply; `undefined` when it is not signed. */
function counterIn(trace: Trace, index: number): Counter | undefined {
  for (const [, signature = ''] of headOf(trace, index).matchAll(SIGNATURES)) {
    const [, name = '', value] = NUMBER.exec(signature) ?? [];
    const opaque = OPAQUE.exec(signature)?.[1];
    if (value === undefined || opaque === undefined || isMasked(opaque)) continue;
    return {
      name: name.toLowerCase() === 'cnum' ? 'cnum' : 'snum',
      value: Number(value),
      association: `${opaque} ${TARGET.exec(signature)?.[1] ?? ''}`.toLowerCase(),
    };
  }
  return undefined;
}

/** A MESSAGE that is answered, an INFO with a lower counter that is not, and one with the right counter that is. */
function exampleOf(): string {
  return [
    exampleRecord('00:01', 'MESSAGE', 'SIP/2.0 200 OK', 'snum="9"'),
    exampleRecord('00:05', 'INFO', 'INFO sip:bob@contoso.com SIP/2.0', 'snum="5"'),
    exampleRecord('00:36', 'INFO', 'INFO sip:bob@contoso.com SIP/2.0', 'snum="10"', 2),
    exampleRecord('00:38', 'INFO', 'SIP/2.0 200 OK', 'cnum="1"', 2),
  ].join('');
}

/** A message that a server and its client exchange, as the server logs it. */
function exampleRecord(time: string, method: string, start: string, counter: string, number = 1): string {
  const isResponse = start.startsWith('SIP/');
  const isOutgoing = counter.startsWith('snum');
  return `TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:${time}.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: ${isOutgoing ? 'outgoing' : 'incoming'}
Peer: 192.0.2.1:1331
Message-Type: ${isResponse ? 'response' : 'request'}
Start-Line: ${start}
Via: SIP/2.0/TLS 192.0.2.${method === 'INFO' ? '9:5061' : '1:1331'};branch=z9hG4bK${number}
From: <sip:alice@contoso.com>;tag=a1
To: <sip:bob@contoso.com>;tag=b1;epid=86025c2617
Call-ID: ${method}${number}
CSeq: 1 ${method}
${isOutgoing ? 'Authentication-Info: NTLM' : 'Proxy-Authorization: NTLM'} ${counter}, opaque="ACDC123", targetname="fe01.contoso.com"
Message-Body: -
$$end_record
`;
}
