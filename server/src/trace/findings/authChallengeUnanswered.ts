import { type Attempt, CHALLENGES } from './authentication';
import { digestExample } from './digestExample';
import { short } from './parties';
import { requestsSent } from './retransmissions';
import type { Found, Rule } from './rule';
import { ANOTHER_LATER, leftAlone, leftAloneFound, realmOf } from './unansweredChallenge';

const schemesOf = ({ challenges }: Attempt): string => [...new Set(challenges.map(({ scheme }) => scheme))].join(', ');

/** Requests behind the answer from which on it is plain that the answer does not arrive; one may cross it. */
const ENOUGH = 2;

/** How often the client sends the same request again behind the answer to it. */
function askedAgain({ legs, answer }: Attempt): number {
  if (answer === undefined) return 0;
  return requestsSent(legs[0]).filter(({ index }) => index > answer.index).length;
}

/** That the challenge does not reach the client. */
const lostAnswer = ({ legs: [{ first }], answer }: Attempt, asked: number): string =>
  `the server asks for credentials (${answer?.statusCode}), but its answer does not reach the client, which sends the same request ${asked} times more behind it. ` +
  `Check the way back to ${short(first.sentBy) || 'the client'}: NAT, firewall, and whether the client takes answers at the port that it sends from (rport).`;

/** Finding `auth-challenge-unanswered`: a request is challenged, and the client does not go on. Span: the status-line. RFC 3261 22.2. */
export const authChallengeUnanswered: Rule = {
  code: 'auth-challenge-unanswered',
  severity: 'warning',
  scope: 'call-id',
  statuses: CHALLENGES,
  source: 'RFC 3261 22.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-22.2',
  page: {
    title: 'A challenge is not answered with credentials',
    meaning:
      'The server answers 401 or 407, and for 32 seconds the client does not repeat the request with credentials, under this ' +
      'Call-ID or another. Most often it has no user name and password for this realm; where it goes on sending the same request, the answer ' +
      'does not reach it. Silent about pings with OPTIONS, which ' +
      'need no more than an answer, and when the log ends too early.',
    advice:
      'Set user name and password at the client for the realm that the challenge names; some clients keep them per realm or ' +
      'per server. For a trunk, check whether the server should let this address in without a password instead.',
    example: digestExample([{ challenge: 'nonce="1"' }, ANOTHER_LATER]),
  },
  find: (transactions, context) =>
    context.authenticationsOf(transactions).flatMap((authentication): Found[] => {
      const attempt = leftAlone(authentication, context);
      if (attempt === undefined) return [];
      const asked = askedAgain(attempt);
      if (asked >= ENOUGH) return [leftAloneFound(authentication, attempt, lostAnswer(attempt, asked))];
      const sent = attempt.proofs.length > 0 ? 'new credentials' : 'credentials';
      const message =
        `the server asks for ${sent}${realmOf(attempt) === '' ? '' : ` for realm "${realmOf(attempt)}"`} (${attempt.answer?.statusCode}, ${schemesOf(attempt) || 'no scheme'}), ` +
        'and the client sends none. Check that user name and password are set at the client for this realm, and that it knows the scheme.';
      return [leftAloneFound(authentication, attempt, message)];
    }),
};
