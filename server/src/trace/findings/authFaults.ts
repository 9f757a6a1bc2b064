import { type Attempt, type Authentication, CHALLENGES, challengesIn, failureOf, isChallenge } from './authentication';
import { digestExample } from './digestExample';
import { isMasked } from './guards/cut';
import type { Found, Rule, RulePage } from './rule';

/** Time within which a later success makes it a passing trouble, in ms. */
const SOON = 60_000;

/** A mistake in how credentials are made, which the log shows without the password. */
interface Row {
  readonly code: string;
  /** The attempt with the mistake and what it is, in words that go on a sentence; `undefined` when there is none. */
  detect(attempts: Authentication['attempts']): { readonly attempt: Attempt; readonly why: string } | undefined;
  readonly advice: string;
  readonly source: string;
  readonly href: string;
  readonly page: RulePage;
}

const DIGEST = 'https://www.rfc-editor.org/rfc/rfc7616#section-3.4';

/** Realms and nonces of the challenges in front of each attempt, and whether one got through by then. */
function* histories(attempts: readonly Attempt[]) {
  const nonces = new Map<string, Set<string>>();
  let last: Attempt | undefined;
  let hasSucceeded = false;
  for (const attempt of attempts) {
    yield { attempt, last, nonces, hasSucceeded };
    for (const { realm, nonce } of attempt.challenges) {
      const known = nonces.get(realm);
      if (known === undefined) nonces.set(realm, new Set([nonce]));
      else known.add(nonce);
    }
    if (attempt.answer !== undefined && !isChallenge(attempt.answer)) hasSucceeded = true;
    last = attempt;
  }
}

const quoted = (realms: Iterable<string>): string =>
  [...realms]
    .slice(0, 5)
    .map((realm) => `"${realm}"`)
    .join(', ');

const ROWS: readonly Row[] = [
  {
    code: 'auth-realm-mismatch',
    detect: (attempts) => {
      for (const { attempt, nonces } of histories(attempts)) {
        const { proofs, answer } = attempt;
        if (proofs.length === 0 || nonces.size === 0 || !isChallenge(answer)) continue;
        if (proofs.some(({ realm }) => nonces.has(realm) || isMasked(realm))) continue;
        const why = `the credentials are for realm ${quoted(proofs.map(({ realm }) => realm))}, but the server asked for ${quoted(nonces.keys())}`;
        return { attempt, why };
      }
      return undefined;
    },
    advice: 'Correct the realm at the client, or let it take the one of the challenge.',
    source: 'RFC 3261 22.1',
    href: 'https://www.rfc-editor.org/rfc/rfc3261#section-22.1',
    page: {
      title: 'The credentials are for another realm',
      meaning:
        'The client sends credentials for a realm that no challenge in front of them has named, and the server asks once more. ' +
        'With several proxies each has its own realm, and all of them count. A later success makes it news.',
      advice:
        'Take the fixed realm out of the settings of the client, so that it takes the one of the challenge, or set the right ' +
        'one. Check that the request goes to the server that it is meant for.',
      example: digestExample([
        { challenge: 'nonce="1"' },
        { proof: 'nonce="1"', realm: 'pbx', challenge: 'nonce="2"' },
      ]),
    },
  },
  {
    code: 'auth-nc-not-increased',
    detect: (attempts) => {
      const counts = new Map<string, number>();
      for (const attempt of attempts) {
        const isAccepted = attempt.answer !== undefined && !isChallenge(attempt.answer);
        for (const { nonce, cnonce, nc, realm } of attempt.proofs) {
          if (nc === undefined || cnonce === '') continue;
          const word = `${realm} ${nonce} ${cnonce}`;
          const before = counts.get(word);
          if (before !== undefined && nc <= before && isChallenge(attempt.answer)) {
            const why = `the client uses a nonce again with nc=${hex(nc)}, which must be higher than ${hex(before)}; the server takes it for a replay`;
            return { attempt, why };
          }
          if (isAccepted) counts.set(word, Math.max(before ?? 0, nc));
        }
      }
      return undefined;
    },
    advice: 'Update the client, or let the server give each nonce for one use only.',
    source: 'RFC 7616 3.4',
    href: DIGEST,
    page: {
      title: 'The nonce count does not go up',
      meaning:
        'The client uses a nonce once more that the server had accepted, with the same cnonce and a count (nc) that is no ' +
        'higher than before, and the server asks anew: it takes the request for a replay. A later success makes it news.',
      advice:
        'Update the client: it has to count up nc for each request with the same nonce. At the server, nonces for one use only ' +
        'avoid it.',
      example: digestExample([
        { challenge: 'nonce="1", qop="auth"' },
        { proof: 'nonce="1", qop=auth, cnonce="5", nc=00000001', answer: '200 OK' },
        { proof: 'nonce="1", qop=auth, cnonce="5", nc=00000001', challenge: 'nonce="2", qop="auth"' },
      ]),
    },
  },
  {
    code: 'auth-nonce-ignored',
    detect: (attempts) => {
      for (const { attempt, nonces, hasSucceeded } of histories(attempts)) {
        // A server may give the next nonce with its 2xx.
        if (hasSucceeded) return undefined;
        const ignored = attempt.proofs.find(({ realm, nonce }) => {
          const given = nonces.get(realm);
          const isAskedAgain = attempt.challenges.some((challenge) => challenge.realm === realm);
          return given !== undefined && !given.has(nonce) && isAskedAgain && !isMasked(nonce);
        });
        if (ignored === undefined) continue;
        const why = `the credentials were made with the nonce ${short(ignored.nonce)}, which no challenge in front of them has given`;
        return { attempt, why };
      }
      return undefined;
    },
    advice: 'The client keeps an old nonce instead of the new one: restart or update it.',
    source: 'RFC 7616 3.4',
    href: DIGEST,
    page: {
      title: 'The client does not take the new nonce',
      meaning:
        'A challenge gives a nonce, the client answers with another one, and the server asks once more. The client keeps an old ' +
        'nonce, or its answer belongs to another server. Silent when an earlier request had succeeded, since a server may give ' +
        'the next nonce then. A later success makes it news.',
      advice: 'Restart the client, then update it. Check that challenge and answer go through the same server.',
      example: digestExample([{ challenge: 'nonce="1"' }, { proof: 'nonce="0"', challenge: 'nonce="2"' }]),
    },
  },
  {
    code: 'auth-stale-loop',
    detect: (attempts) => {
      let inARow = 0;
      for (const attempt of attempts) {
        const isStale =
          attempt.proofs.length > 0 &&
          attempt.challenges.some(
            ({ isStale: stale, realm }) => stale && attempt.proofs.some((proof) => proof.realm === realm),
          );
        inARow = isStale ? inARow + 1 : 0;
        if (inARow === 2) {
          const why =
            'the server calls the nonce too old (stale=true) again and again, also when the client has just got it';
          return { attempt, why };
        }
      }
      return undefined;
    },
    advice:
      'Check the lifetime of nonces at the server, and whether several servers behind one name share them; then whether the ' +
      'client takes the new nonce.',
    source: 'RFC 7616 3.3',
    href: 'https://www.rfc-editor.org/rfc/rfc7616#section-3.3',
    page: {
      title: 'The nonce is called too old again and again',
      meaning:
        'The server says twice in a row that the credentials are right but the nonce is too old (stale=true). Then nonces live ' +
        'too short, several servers behind one name do not share them, or the client does not take the new one. A later success ' +
        'makes it news.',
      advice:
        'Raise the lifetime of nonces at the server. Behind a load balancer, let the servers share their secret for nonces, or ' +
        'send one client always to the same server.',
      example: digestExample([
        { challenge: 'nonce="1"' },
        { proof: 'nonce="1"', challenge: 'nonce="2", stale=true' },
        { proof: 'nonce="2"', challenge: 'nonce="3", stale=true' },
      ]),
    },
  },
  {
    code: 'auth-cseq-not-incremented',
    detect: (attempts) => {
      const attempt = attempts.find(
        ({ repeatsNumber, proofs, answer }) =>
          repeatsNumber && proofs.length > 0 && (answer === undefined || isChallenge(answer)),
      );
      return attempt === undefined
        ? undefined
        : {
            attempt,
            why: 'the request with the credentials has the CSeq number of the one that was challenged; the server may take it for the same',
          };
    },
    advice: 'Update the client: the number has to go up by one.',
    source: 'RFC 3261 22.2',
    href: 'https://www.rfc-editor.org/rfc/rfc3261#section-22.2',
    page: {
      title: 'The repeated request keeps its CSeq number',
      meaning:
        'After a challenge the client sends the request again with credentials, but with the same CSeq number, and does not get ' +
        'through. A server may take it for a copy of the first. A later success makes it news.',
      advice:
        'Update the client, or what rewrites its requests on the way: the number has to go up by one for each attempt.',
      example: digestExample([{ challenge: 'nonce="1"' }, { proof: 'nonce="1"', cseq: 1, challenge: 'nonce="2"' }]),
    },
  },
];

/**
 * Findings about mistakes in how a client answers challenges: one rule for each row. They are the reason why it does not get
 * through, and claim what the rules about refused passwords would speak of. Span: the status-line of the next challenge, or
 * the request-line where nothing is answered. RFC 3261 22, RFC 7616 3.
 */
export const authFaults: readonly Rule[] = ROWS.map(
  (row): Rule => ({
    code: row.code,
    severity: 'warning',
    scope: 'call-id',
    statuses: CHALLENGES,
    source: row.source,
    href: row.href,
    page: row.page,
    find: (transactions, context) =>
      context.authenticationsOf(transactions).flatMap((authentication): Found[] => {
        const fault = row.detect(authentication.attempts);
        const about = fault?.attempt.answer ?? fault?.attempt.request;
        if (fault === undefined || about === undefined || context.isClaimed(about)) return [];
        const { attempts } = authentication;
        const behind = attempts.slice(attempts.indexOf(fault.attempt));
        const getsThrough =
          behind.some(({ answer }) => answer !== undefined && answer.statusCode < 300) ||
          context.successBehindOf(fault.attempt.legs[0], SOON) !== undefined;
        return [
          {
            span: about.startLineSpan,
            about,
            claims: challengesIn(behind),
            kind: `${authentication.method} ${authentication.user}`,
            related:
              fault.attempt.request === undefined || about === fault.attempt.request
                ? []
                : [{ span: fault.attempt.request.startLineSpan, message: 'The request with the credentials' }],
            ...(getsThrough ? { severity: 'information' as const } : {}),
            message: getsThrough
              ? `${authentication.user || 'This user'} did not get through at once: ${fault.why}. A later request did. ${row.advice}`
              : `${failureOf(authentication)}: ${fault.why}. ${row.advice}`,
          },
        ];
      }),
  }),
);

const hex = (count: number): string => count.toString(16).padStart(8, '0');

/** Longest part of a nonce that is shown, in UTF-16 units. */
const LONGEST = 24;

const short = (nonce: string): string => (nonce.length > LONGEST ? `${nonce.slice(0, LONGEST)}…` : nonce);
