import type { Message } from '../message';
import { addressIn } from '../sip/addressOfRecord';
import type { Transaction } from '../transactions';
import type { FindingContext } from './context';
import { statusText } from './failedTransaction';
import { isDown } from './guards/keepAlive';
import { clockOf, peerOf, short } from './parties';
import type { Found, Rule } from './rule';
import { isFailure, isUnanswered } from './subjects';

/** Time within which a ping is answered, Timer F of RFC 3261 17.1.2.2, in ms. */
const TIMER_F = 32_000;

/**
 * Finding `options-ping-down`: OPTIONS that go to a peer with a constant period were answered, and then get no response or 408, 503
 * or 504. One finding for each peer; information when it answers again later. Silent about a peer that never answered, about the
 * last pings of a log, and where the log does not show answers. Span: the first ping without answer, or its failure. RFC 3261
 * 11.
 */
export const optionsPingDown: Rule = {
  code: 'options-ping-down',
  severity: 'warning',
  scope: 'trace',
  source: 'RFC 3261 11',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-11',
  page: {
    title: 'A peer stopped answering pings',
    meaning:
      'One side sends OPTIONS to the other with a constant period, to know whether it is there. The other side answered, ' +
      'and then no more, or with 408, 503 or 504. One finding stands for all pings of that peer; it is information when ' +
      'the peer answers again later in the log.',
    advice:
      'Find out what happened to the peer at that time: restart, overload, network, certificate. Calls that go there in ' +
      'that time fail too, unless the sender knows another way.',
    example: [0, 1, 2, 3].map((minute) => ping(minute, minute < 2)).join(''),
  },
  methods: ['OPTIONS'],
  mayConcern: (trace, index) => isUnanswered(trace, index) || isFailure(trace.store.messages.status.at(index)),
  find: ({ failed, unanswered }, context) => {
    const told = new Set<readonly Transaction[]>();
    return [...failed.all, ...unanswered].flatMap((transaction) => {
      if (transaction.method !== 'OPTIONS' || !isDown(transaction)) return [];
      const pings = context.pingsLike(transaction);
      if (pings.length === 0 || told.has(pings)) return [];
      told.add(pings);
      return judge(pings, context);
    });
  },
};

/** A ping of the example, and its answer. */
function ping(minute: number, isAnswered: boolean): string {
  const time = (second: number): string => `2026/11/05 10:0${minute}:0${second}.000000`;
  const fields = (toTag: string): string => `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${minute}
From: <sip:192.0.2.1>;tag=1
To: <sip:192.0.2.2>${toTag}
Call-ID: ${minute}
CSeq: 1 OPTIONS

`;
  const request = `U ${time(0)} 192.0.2.1:5060 -> 192.0.2.2:5060\nOPTIONS sip:192.0.2.2 SIP/2.0\n${fields('')}`;
  return isAnswered
    ? `${request}U ${time(1)} 192.0.2.2:5060 -> 192.0.2.1:5060\nSIP/2.0 200 OK\n${fields(';tag=2')}`
    : request;
}

function judge(pings: readonly Transaction[], context: FindingContext): Found[] {
  const down = pings.filter((ping) => isSurelyDown(ping, context));
  const lastUp = pings.findLast((ping) => !isDown(ping));
  const firstUp = pings.find((ping) => !isDown(ping));
  const behindSuccess = down.filter((ping) => firstUp !== undefined && ping.index > firstUp.index);
  const [first] = behindSuccess;
  const last = behindSuccess.at(-1);
  if (first === undefined || last === undefined || lastUp === undefined) return [];
  const about = aboutOf(first);
  if (context.isClaimed(about)) return [];
  const peer = first.request === undefined ? short(addressIn(about, 'to')) : peerOf(first.request);
  const back = lastUp.index > last.index ? lastUp : undefined;
  const backAt = back === undefined ? undefined : pings.find((ping) => ping.index > last.index && !isDown(ping));
  const answered = behindSuccess.filter(({ finalResponse }) => finalResponse !== undefined).length;
  const how =
    answered === 0
      ? 'got no answer'
      : answered === behindSuccess.length
        ? `failed with ${statusText(first.finalResponse as Message)}`
        : `got no answer or ${statusText(behindSuccess.find((ping) => ping.finalResponse)?.finalResponse as Message)}`;
  const count = behindSuccess.length;
  return [
    {
      span: about.startLineSpan,
      about,
      claims: behindSuccess.flatMap(({ messages }) => messages).filter((message) => message !== about),
      more: count - 1,
      ...(back === undefined ? {} : { severity: 'information' as const }),
      related: [
        ...(backAt?.request === undefined
          ? []
          : [{ span: backAt.request.startLineSpan, message: `The peer answers again${at(backAt)}` }]),
        ...behindSuccess
          .slice(1, 11)
          .map((other) => ({ span: aboutOf(other).startLineSpan, message: 'The next ping that failed' })),
      ],
      message:
        `${peer} stopped answering the OPTIONS pings of ${short(addressIn(about, 'from')) || first.first.sentBy}${at(first)}: ` +
        `${count === 1 ? 'one ping' : `${count} pings`} ${how}.` +
        (back === undefined
          ? ' It did not come back in this log. Find out what happened to it at that time; calls that go there fail too.'
          : ` It answers again${backAt === undefined ? '' : at(backAt)}.`),
    },
  ];
}

const aboutOf = (ping: Transaction): Message => ping.finalResponse ?? ping.request ?? ping.first;

/** ` at 10:05:00`; empty where the log gives no time. */
const at = (ping: Transaction): string => {
  const clock = clockOf(ping.first);
  return clock === '' ? '' : ` at ${clock}`;
};

function isSurelyDown(ping: Transaction, context: FindingContext): boolean {
  if (!isDown(ping)) return false;
  if (ping.finalResponse !== undefined) return true;
  return context.logGoesOnFor(ping.last, TIMER_F) && context.showsAnswersTo(ping);
}
