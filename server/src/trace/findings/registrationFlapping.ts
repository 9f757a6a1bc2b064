import { userOf } from '../signIns';
import { type Accepted, acceptedOf, type Granted, grantOf, registeredUser } from './registrationTimes';
import type { Found, Rule } from './rule';

/** Accepted REGISTERs within a time, in ms, from which on a client counts as restless. */
const MANY = 6;
const TIME = 60_000;

/**
 * Finding `registration-flapping`: one client registers again and again within a minute, and each time with success. Span: the
 * status-line of the first. RFC 3261 10.2.
 */
export const registrationFlapping: Rule = {
  code: 'registration-flapping',
  severity: 'warning',
  scope: 'trace',
  source: 'RFC 3261 10.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.2',
  page: {
    title: 'A client registers again and again',
    meaning:
      'More than five REGISTERs under one Call-ID are accepted within a minute. Challenges, their repetition with credentials ' +
      'and copies do not count. The connection comes and goes, or the client takes too short a time for renewing.',
    advice:
      'Look at the network of the client first: Wi-Fi, NAT, connections that are dropped. Then compare the time that the ' +
      'registrar grants with the interval of the client.',
    // Answers alone, so that it stays on one screen.
    example: Array.from(
      { length: MANY },
      (_, index) => `U 2024/05/01 10:00:${10 + index * 5}.000000 192.0.2.9:5060 -> 192.0.2.1:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${index}
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>;tag=2
Call-ID: 1
CSeq: ${index + 1} REGISTER
Expires: 3600

`,
    ).join(''),
  },
  methods: ['REGISTER'],
  groupOf: registeredUser,
  find: (subjects, context) => {
    const { trace } = subjects;
    const byCall = new Map<number, Accepted[]>();
    for (const accepted of acceptedOf(subjects)) {
      const call = trace.store.messages.callId.at(trace.transactionTables.firstOf(accepted.transaction));
      const group = byCall.get(call);
      if (group === undefined) byCall.set(call, [accepted]);
      else group.push(accepted);
    }
    const restless = [...byCall.values()].filter((accepted) => accepted.length >= MANY);
    return restless.flatMap((accepted): Found[] => {
      const grants = accepted.flatMap((one) => grantOf(trace, one) ?? []);
      const begin = grants.findIndex((_, index) => nearFrom(grants, index, MANY).length === MANY);
      const first = grants[begin];
      if (first === undefined) return [];
      const near = nearFrom(grants, begin, grants.length);
      const message = trace.messageAt(trace.transactionTables.finalOf(first.transaction));
      if (context.isClaimed(message)) return [];
      const seconds = Math.round(((near.at(-1)?.from ?? first.from) - first.from) / 1000);
      const user = userOf(message) || 'A user';
      return [
        {
          span: message.startLineSpan,
          about: message,
          kind: user.toLowerCase(),
          more: near.length - 1,
          message: `${user} registered ${near.length} times in ${seconds} s, each time with success: the connection comes and goes, or the interval of the client is too short. Look at its network, then at the time that the registrar grants.`,
        },
      ];
    });
  },
};

/** The registrations from `begin` on, up to `most`, that lie within the time; none behind a clock that was set back. */
function nearFrom(grants: readonly Granted[], begin: number, most: number): readonly Granted[] {
  const start = grants[begin]?.from ?? Number.NaN;
  let end = begin;
  for (let last = start; end < begin + most; end++) {
    const from = grants[end]?.from ?? Number.NaN;
    if (!(from >= last && from - start <= TIME)) break;
    last = from;
  }
  return grants.slice(begin, end);
}
