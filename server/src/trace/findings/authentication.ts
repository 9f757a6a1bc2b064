import type { Message } from '../message';
import { isMultiStepScheme, userOf } from '../signIns';
import { type Credentials, challengesOf, credential, credentialsOf } from '../sip/credentials';
import { unescaped } from '../sip/parameters';
import type { Transaction } from '../transactions';

/** A challenge of a 401 or 407. RFC 7616 3.3. */
export interface Challenge {
  readonly scheme: string;
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: string;
  /** Whether it says that only the nonce was too old. */
  readonly isStale: boolean;
}

/** What a request says to prove who sent it. RFC 7616 3.4. */
export interface Proof {
  readonly scheme: string;
  readonly realm: string;
  readonly nonce: string;
  readonly cnonce: string;
  /** How often the nonce has been used; `undefined` where it does not say. */
  readonly nc: number | undefined;
  readonly uri: string;
  readonly username: string;
}

/** A request as it was sent once, on all legs that the log shows: one CSeq number and From tag. */
export interface Attempt {
  /** Its transactions in the order of the log; the first is the one nearest to the client. */
  readonly legs: readonly [Transaction, ...Transaction[]];
  readonly request: Message | undefined;
  readonly proofs: readonly Proof[];
  /** What the client was told; `undefined` when the log shows no final response. */
  readonly answer: Message | undefined;
  /** Whether it has the CSeq number of a challenged one in front of it. RFC 3261 22.2. */
  readonly repeatsNumber: boolean;
  /** Empty unless the answer is a 401 or 407. */
  readonly challenges: readonly Challenge[];
  /** The proof that the answer refuses: for its realm the server asks anew, though it had given the nonce, or gives it again. */
  readonly refused: Proof | undefined;
}

/** The requests of one method that one user sends under one Call-ID, as far as challenges and credentials go. */
export interface Authentication {
  readonly method: string;
  /** Address of the user, such as `alice@example.com`; empty when the log does not show it. */
  readonly user: string;
  readonly attempts: readonly [Attempt, ...Attempt[]];
}

/** Status codes of challenges. */
export const CHALLENGES = [401, 407];

export const isChallenge = (message: Message | undefined): message is Message =>
  message?.statusCode === 401 || message?.statusCode === 407;

/**
 * The requests among `transactions` of one Call-ID that are challenged, by method and user; those that are challenged by one
 * of Microsoft's schemes are left out, since these take several rounds. ACK and CANCEL are never repeated. RFC 3261 22.1.
 */
export function readAuthentications(transactions: readonly Transaction[]): Authentication[] {
  const groups = new Map<string, Transaction[]>();
  const challenged = new Set<string>();
  for (const transaction of transactions) {
    const { method } = transaction;
    if (method === 'ACK' || method === 'CANCEL') continue;
    if (isChallenge(transaction.finalResponse)) challenged.add(method);
    const group = groups.get(method);
    if (group === undefined) groups.set(method, [transaction]);
    else group.push(transaction);
  }
  return [...challenged].flatMap((method) => byUser(method, groups.get(method) ?? []));
}

function byUser(method: string, transactions: readonly Transaction[]): Authentication[] {
  const users = new Map<string, Map<string, Transaction[]>>();
  for (const transaction of transactions) {
    const user = userOf(transaction.first);
    const attempts = users.get(user) ?? new Map<string, Transaction[]>();
    users.set(user, attempts);
    const word = `${transaction.cseq} ${transaction.first.fromTag}${isRepeated(attempts, transaction) ? ' again' : ''}`;
    const legs = attempts.get(word);
    if (legs === undefined) attempts.set(word, [transaction]);
    else legs.push(transaction);
  }
  return [...users].flatMap(([user, attempts]) => {
    const groups = [...attempts.values()];
    if (groups.some(isMultiStep)) return [];
    const [first, ...others] = attemptsOf(groups);
    return first === undefined ? [] : [{ method, user, attempts: [first, ...others] as const }];
  });
}

/** Whether a request, or what it is answered with, names one of Microsoft's schemes. */
function isMultiStep(group: readonly Transaction[]): boolean {
  const request = group[0]?.request;
  const answer = answerTo(group);
  return [
    ...(request === undefined ? [] : credentialsOf(request)),
    ...(isChallenge(answer) ? challengesOf(answer) : []),
  ].some(({ scheme }) => isMultiStepScheme(scheme));
}

/** What the client was told on the leg nearest to it that shows an answer. */
const answerTo = (legs: readonly Transaction[]): Message | undefined =>
  legs.find(({ finalResponse }) => finalResponse !== undefined)?.finalResponse;

/** Whether the same number was used before on the same leg, and challenged there: the client has not counted on. */
function isRepeated(attempts: ReadonlyMap<string, readonly Transaction[]>, { first, cseq }: Transaction): boolean {
  const [before] = attempts.get(`${cseq} ${first.fromTag}`) ?? [];
  return before !== undefined && before.first.sentBy === first.sentBy && isChallenge(before.finalResponse);
}

function attemptsOf(groups: readonly (readonly Transaction[])[]): Attempt[] {
  const numbers = new Set<string>();
  const repeats = ([transaction]: readonly Transaction[]): boolean => {
    const word = `${transaction?.cseq} ${transaction?.first.fromTag}`;
    const isKnown = numbers.has(word);
    numbers.add(word);
    return isKnown;
  };
  /** Nonces that were given so far, by realm, and those with which a request got through. */
  const given = new Map<string, Set<string>>();
  const accepted = new Set<string>();
  return groups.map((group) => {
    const legs = group as Attempt['legs'];
    const request = legs[0].request;
    const answer = answerTo(legs);
    const proofs = request === undefined ? [] : credentialsOf(request).map((part) => proofOf(request, part));
    const challenges = isChallenge(answer) ? challengesOf(answer).map((part) => challengeOf(answer, part)) : [];
    const refused = proofs.find(
      ({ realm, nonce }) =>
        !accepted.has(nonce) &&
        challenges.some(
          (challenge) =>
            challenge.realm === realm &&
            !challenge.isStale &&
            (given.get(realm)?.has(nonce) === true || (nonce !== '' && challenge.nonce === nonce)),
        ),
    );
    for (const { realm, nonce } of challenges) {
      const nonces = given.get(realm);
      if (nonces === undefined) given.set(realm, new Set([nonce]));
      else nonces.add(nonce);
    }
    if (answer !== undefined && !isChallenge(answer)) for (const { nonce } of proofs) accepted.add(nonce);
    return { legs, request, repeatsNumber: repeats(group), proofs, answer, challenges, refused };
  });
}

const parameterOf = (message: Message, part: Credentials, name: string): string =>
  (credential(message.text, part, name) ?? '').slice(0, LONGEST);

/** Longest value that is kept, in UTF-16 units. */
const LONGEST = 300;

const challengeOf = (message: Message, part: Credentials): Challenge => ({
  scheme: part.scheme,
  realm: textOf(parameterOf(message, part, 'realm')),
  nonce: parameterOf(message, part, 'nonce'),
  algorithm: parameterOf(message, part, 'algorithm'),
  isStale: parameterOf(message, part, 'stale').toLowerCase() === 'true',
});

const proofOf = (message: Message, part: Credentials): Proof => ({
  scheme: part.scheme,
  realm: textOf(parameterOf(message, part, 'realm')),
  nonce: parameterOf(message, part, 'nonce'),
  cnonce: parameterOf(message, part, 'cnonce'),
  nc: countOf(parameterOf(message, part, 'nc')),
  uri: parameterOf(message, part, 'uri'),
  username: textOf(parameterOf(message, part, 'username')),
});

const textOf = (value: string): string => unescaped(value, { start: 0, end: value.length });

const countOf = (value: string): number | undefined =>
  /^[0-9a-f]{1,8}$/i.test(value) ? Number.parseInt(value, 16) : undefined;

/** `alice@example.com cannot register`, `INVITE to bob@example.com failed`: what comes of a challenge that is not met. */
export function failureOf({ method, user, attempts }: Authentication): string {
  if (method === 'REGISTER') return `${user || 'This user'} cannot register`;
  const request = attempts.find((attempt) => attempt.request !== undefined)?.request;
  const line = request?.startLine;
  const target =
    line?.kind === 'request-line'
      ? (request?.slice(line.requestUri) ?? '').replace(/^sips?:/i, '').replace(/[;?].*$/s, '')
      : '';
  return `${method}${target === '' ? '' : ` to ${target}`} failed`;
}

/** All 401 and 407 of `attempts`, on all legs, in the order of the log. */
export const challengesIn = (attempts: readonly Attempt[]): Message[] =>
  attempts
    .flatMap(({ legs }) => legs.map(({ finalResponse }) => finalResponse))
    .filter(isChallenge)
    .sort((one, other) => one.index - other.index);
