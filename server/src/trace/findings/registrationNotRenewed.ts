import { userOf } from '../signIns';
import { addressIn } from '../sip/addressOfRecord';
import { NONE } from '../store';
import { digestExample } from './digestExample';
import { acceptedOf, grantOf, isFromClient, registeredUser } from './registrationTimes';
import type { Rule } from './rule';

/** Time behind the end of a registration after which it counts as not renewed, in ms. */
const WAIT = 60_000;

/** The client speaks, as ngrep shows it. */
const speaks = (time: string, cseq: number): string =>
  [
    ['192.0.2.1:5060 -> 192.0.2.9:5060', 'MESSAGE sip:bob@example.com SIP/2.0', ''],
    ['192.0.2.9:5060 -> 192.0.2.1:5060', 'SIP/2.0 200 OK', ';tag=8'],
  ]
    .map(
      ([way, start, tag]) => `U 2024/05/01 ${time}.000000 ${way}
${start}
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK9${cseq}
From: <sip:alice@example.com>;tag=9
To: <sip:bob@example.com>${tag}
Call-ID: 9
CSeq: ${cseq} MESSAGE

`,
    )
    .join('');

/**
 * Finding `registration-not-renewed`: a registration runs out, and the client sends other requests but no REGISTER any more.
 * Span: the status-line that granted it. RFC 3261 10.2.4.
 */
export const registrationNotRenewed: Rule = {
  code: 'registration-not-renewed',
  severity: 'warning',
  scope: 'trace',
  source: 'RFC 3261 10.2.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.2.4',
  page: {
    title: 'A registration runs out and is not renewed',
    meaning:
      'The time of a registration is over for more than a minute, the log goes on, and the client sends other requests but no ' +
      'REGISTER. Calls to it fail, mostly with 480 or 404. Silent when the client had signed out, when it sends nothing any ' +
      'more, when the log pauses for more than 70 s before, and when a proxy stands in between, so that the log does not show who sends.',
    advice:
      'Restart the client or its account, so that it registers anew. Then look why it stopped: a changed account, a failure ' +
      'before, or a client that does not count the granted time.',
    example: digestExample([{ answer: '200 OK\nExpires: 60' }]) + speaks('10:01:05', 1) + speaks('10:02:10', 2),
  },
  methods: ['REGISTER'],
  groupOf: registeredUser,
  find: (subjects, context) => {
    const { trace } = subjects;
    const last = acceptedOf(subjects).at(-1);
    const grant = last?.next === NONE ? grantOf(trace, last) : undefined;
    if (grant === undefined) return [];
    const granted = trace.messageAt(trace.transactionTables.finalOf(grant.transaction));
    if (context.isClaimed(granted) || !context.logGoesOnFor(granted, grant.until - grant.from + WAIT)) return [];
    // What the client sends from now on decides.
    const other = context.lastRequestLike(granted);
    if (other?.time === undefined || other.time < grant.until + WAIT) return [];
    const request = trace.transactionOf(granted).request;
    if (request === undefined || !isFromClient(request) || !isFromClient(other)) return [];
    const user = userOf(granted) || 'A user';
    // A telephone may serve several users.
    if (addressIn(other, 'from').toLowerCase() !== user.toLowerCase()) return [];
    // In a pause of the log a REGISTER may be missing.
    if (!context.runsThrough(granted, grant.until + WAIT)) return [];
    return [
      {
        span: granted.startLineSpan,
        about: granted,
        kind: user.toLowerCase(),
        related: [
          {
            span: other.startLineSpan,
            message: `The client still sends, ${Math.round((other.time - grant.until) / 1000)} s after the end`,
          },
        ],
        message: `${user} has not renewed the registration, which ran out ${Math.round((grant.until - grant.from) / 1000)} s after this answer, though the client goes on sending. Calls to it fail now. Restart the client or its account, and look why it stopped.`,
      },
    ];
  },
};
