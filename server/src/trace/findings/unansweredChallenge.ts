import { type Attempt, type Authentication, challengesIn, failureOf, isChallenge } from './authentication';
import type { FindingContext } from './context';
import type { Found } from './rule';
import { SILENCE } from './stuckSignIn';

/**
 * The last request of an authentication when it is challenged and the client does not go on for 32 s, under whatever Call-ID;
 * where the log ends too early for that, one in front of it, as long as none behind that has credentials.
 * `undefined` when it does, when its credentials are refused, or when a rule further up speaks of it.
 */
export function leftAlone({ attempts, method }: Authentication, context: FindingContext): Attempt | undefined {
  // Any answer to a ping proves that the path works.
  if (method === 'OPTIONS') return undefined;
  for (let at = attempts.length - 1; at >= 0; at--) {
    const attempt = attempts[at];
    if (attempt?.request === undefined || !isChallenge(attempt.answer) || attempt.refused !== undefined) break;
    if (context.isClaimed(attempt.answer)) break;
    if (context.logGoesOnFor(attempt.answer, SILENCE))
      return context.isTriedAgain(attempt.legs[0], SILENCE) ? undefined : attempt;
    if (attempt.proofs.length > 0) break;
  }
  return undefined;
}

/** Realm that the first challenge names; empty when there is none. */
export const realmOf = ({ challenges }: Attempt): string => challenges[0]?.realm ?? '';

/** What a rule says of it. */
export const leftAloneFound = (authentication: Authentication, attempt: Attempt, message: string): Found => {
  const all = challengesIn([attempt]);
  const about = all[0] ?? attempt.legs[0].first;
  return {
    span: about.startLineSpan,
    about,
    claims: all,
    kind: `${authentication.method} ${realmOf(attempt)} ${authentication.user}`,
    related:
      attempt.request === undefined
        ? []
        : [{ span: attempt.request.startLineSpan, message: 'The request that is challenged' }],
    message: `${failureOf(authentication)}: ${message}`,
  };
};

/** A step of an example: another user registers an hour later, so that the log goes on. */
export const ANOTHER_LATER = { user: 'bob', at: 3600, answer: '200 OK' };
