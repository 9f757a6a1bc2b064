import type { Message } from '../message';
import { type Attempt, type Authentication, challengesIn, failureOf, type Proof } from './authentication';
import type { FindingContext } from './context';
import { digestExample } from './digestExample';
import type { Found, RelatedPlace } from './rule';

/** Refusals within a time, in ms, that make a loop, which may lock the account. */
const LOOP = 3;
const LOOP_TIME = 60_000;
/** Time within which a later success makes refusals a passing trouble, in ms. */
const SOON = 300_000;

/** Answers with which credentials do not get through. */
const REFUSES = new Set([401, 403, 407]);

/** Refused credentials of one user for one realm. */
export interface Refusal {
  readonly authentication: Authentication;
  /** The attempts whose credentials were refused, in the order of the log. */
  readonly refused: readonly [Attempt, ...Attempt[]];
  readonly proof: Proof;
  /** The 403 behind them; `undefined` when there is none. */
  readonly end: Message | undefined;
  /** Whether a later request gets through. */
  readonly succeeds: boolean;
}

/** The refusals in an authentication; `undefined` when there is none, or a rule further up speaks of it. */
export function refusalIn(authentication: Authentication, context: FindingContext): Refusal | undefined {
  const { attempts } = authentication;
  const isRefused = ({ refused }: Attempt): boolean => refused !== undefined;
  const all = attempts.filter(isRefused);
  // What was refused before a request got through is another trouble than what is refused behind it.
  const accepted = attempts.findLastIndex(({ answer }) => answer !== undefined && !REFUSES.has(answer.statusCode));
  const behind = attempts.slice(accepted + 1).filter(isRefused);
  const [first, ...others] = behind.length > 0 ? behind : all;
  if (first?.refused === undefined || first.answer === undefined) return undefined;
  if (context.isClaimed(first.answer)) return undefined;
  const last = others.at(-1) ?? first;
  const end = attempts.slice(attempts.indexOf(last) + 1).findLast(({ answer }) => answer?.statusCode === 403)?.answer;
  const later = behind.length === 0 ? undefined : context.successBehindOf(last.legs[0], SOON);
  // Another device of the same user may have the right password.
  const isSame = later !== undefined && hostOf(later.first.sentBy) === hostOf(last.legs[0].first.sentBy);
  const succeeds = behind.length === 0 || isSame;
  return { authentication, refused: [first, ...others], proof: first.refused, end, succeeds };
}

/** sent-by without the port. */
const hostOf = (sentBy: string): string => sentBy.replace(/:\d{1,5}$/, '');

/** The first response that refuses, of all legs: that is where the refusal comes from. */
const firstAnswer = ({ refused }: Refusal): Message => challengesIn([refused[0]])[0] as Message;

/** `user alice for realm "example.com"` */
export const whose = ({ realm, username }: Proof): string =>
  `${username === '' ? '' : `user name "${username}" in `}realm "${realm}"`;

const ADVICE =
  'Check the password, and the user name for authentication, which may be another one than the number; then the realm. ' +
  'Look at the log of the server for the reason: wrong password, unknown user, or an address from which the user may not come.';

/** What auth-rejected and auth-loop say of a refusal; `warning` goes in front of what to do. */
export function refusalFound(refusal: Refusal, warning: string): Found {
  const { authentication, refused, proof, succeeds } = refusal;
  const response = firstAnswer(refusal);
  const { request } = refused[0];
  return {
    span: response.startLineSpan,
    about: response,
    claims: challengesIn(refused),
    kind: `${authentication.method} ${authentication.user} ${proof.realm}`,
    more: refused.length - 1,
    related: [
      ...(request === undefined ? [] : [{ span: request.startLineSpan, message: 'The request with the credentials' }]),
      ...places(refused.slice(1), 'Refused again'),
    ],
    ...(succeeds ? { severity: 'information' as const } : {}),
    message: succeeds
      ? `The credentials of ${whose(proof)} were refused at first (${response.statusCode}); a later request got through. Nothing to do unless it happens again.`
      : `${failureOf(authentication)}: the server refuses the credentials of ${whose(proof)} (${response.statusCode}${refused.length > 1 ? `, ${times(refused.length)}` : ''}). ${warning}${uriHint(refused[0], proof)}${ADVICE}`,
  };
}

/** Whether at least three refusals lie within a minute; without times, whether there are as many. */
export const isLoop = ({ refused }: Refusal): boolean =>
  refused.some(({ answer }, index) => {
    const end = refused[index + LOOP - 1]?.answer;
    if (end === undefined) return false;
    return answer?.time === undefined || end.time === undefined || end.time - answer.time <= LOOP_TIME;
  });

/** A word about the Digest uri where it is not the Request-URI: some servers refuse that. RFC 7616 3.4. */
function uriHint({ request }: Attempt, { uri }: Proof): string {
  const line = request?.startLine;
  if (uri === '' || request === undefined || line?.kind !== 'request-line') return '';
  const requestUri = request.slice(line.requestUri);
  if (requestUri.toLowerCase() === uri.toLowerCase()) return '';
  return `The credentials were made for ${uri}, but the Request-URI is ${requestUri}: a device on the way may have changed it, and some servers refuse that. `;
}

export const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** Most refusals that are listed one by one. */
const LISTED = 10;

export const places = (attempts: readonly Attempt[], words: string): RelatedPlace[] =>
  attempts.slice(0, LISTED).flatMap(({ answer }, index) =>
    answer === undefined
      ? []
      : [
          {
            span: answer.startLineSpan,
            message: `${words}${index === LISTED - 1 && attempts.length > LISTED ? `, and ${attempts.length - LISTED} more` : ''}`,
          },
        ],
  );

/** `end` and the same answer on other legs. */
export const endsOf = ({ attempts }: Authentication, end: Message): Message[] =>
  attempts
    .filter(({ answer }) => answer === end)
    .flatMap(({ legs }) => legs.map(({ finalResponse }) => finalResponse))
    .filter((answer) => answer !== undefined);

/** REGISTERs with a wrong password: each is answered with a new challenge, the last with `end`. */
export const wrongPasswords = (attempts: number, end = '401 Unauthorized'): string =>
  digestExample([
    { challenge: 'nonce="0"' },
    ...Array.from({ length: attempts }, (_, index) => ({
      proof: `nonce="${index}"`,
      ...(index === attempts - 1 && end !== '401 Unauthorized'
        ? { answer: end }
        : { challenge: `nonce="${index + 1}"` }),
    })),
  ]);
