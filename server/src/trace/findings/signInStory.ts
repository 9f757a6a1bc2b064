import type { Message } from '../message';
import { credentialsWereSent, type SignIn, type SignInStep, type Stage } from '../signIns';
import type { Trace } from '../trace';
import { productName } from '../userAgent';
import type { FindingContext } from './context';
import type { RelatedPlace } from './rule';

/** What a failure of a sign-in needs to be told. */
export interface SignInFailure {
  readonly signIn: SignIn;
  /** The steps of the leg on which the failure was first seen. */
  readonly steps: readonly SignInStep[];
  /** The first response that `matches`. */
  readonly response: Message;
  /** All responses that `matches`, on every leg, the first included. */
  readonly all: readonly Message[];
  /** The 2xx with which the same endpoint succeeds later in the log all the same. */
  readonly success: Message | undefined;
}

/**
 * The failure of a sign-in that `matches` accepts. Attempts that repeat and copies on other legs are one failure: it
 * is placed where it was seen first, which is the leg nearest to the server that answered.
 */
export function signInFailure(
  signIn: SignIn,
  context: FindingContext,
  matches: (step: SignInStep) => boolean,
): SignInFailure | undefined {
  const all = signIn.answers.filter(matches).map(({ message }) => message);
  const response = all[0];
  const steps = signIn.legs.find((leg) => leg.some((step) => step.message === response));
  if (response === undefined || steps === undefined) return undefined;
  return { signIn, steps, response, all, success: context.successBehind(signIn, all.at(-1) as Message) };
}

/** `alice@contoso.com cannot sign in with Messenger for Mac 6.0.3` */
export function cannotSignIn({ user, userAgent }: SignIn): string {
  const product = productName(userAgent);
  return `${user || 'This user'} cannot sign in${product === '' ? '' : ` with ${product}`}`;
}

/** `The password was accepted.`, or what the log shows instead. Empty when it shows nothing of it. */
export function passwordSentence({ steps, response }: SignInFailure): string {
  return credentialsWereSent(steps, response) ? ' The password was accepted.' : '';
}

/** Tells apart whose sign-in failed, for findings that become one when they repeat under other Call-IDs. */
export const endpointKind = ({ user, endpoint, userAgent }: SignIn): string =>
  `${user.toLowerCase()} ${endpoint || userAgent}`;

/** How often the log shows this failure, where it does so more than once: copies on other legs keep the CSeq. */
export function attempts(failure: SignInFailure): string {
  const more = moreAttempts(failure);
  return more > 0 ? ` The log shows ${more + 1} attempts with this result.` : '';
}

/** Attempts with this failure behind the first. */
export const moreAttempts = ({ all }: SignInFailure): number => new Set(all.map(({ cseq }) => cseq)).size - 1;

/** What each stage means, in the words of a related location. */
const STAGES: Readonly<Record<Stage, (step: SignInStep) => string>> = {
  S0: () => 'REGISTER without credentials',
  S1: (step) => `${step.message.statusCode}: the server asks for credentials (${listOf(step.schemes)})`,
  S2: (step) => `REGISTER opens the ${listOf(step.schemes)} handshake`,
  S3: (step) => `${step.message.statusCode}: the server sends its ${listOf(step.schemes)} challenge`,
  S4: (step) =>
    step.hasToken
      ? `REGISTER with the ${listOf(step.schemes)} credentials`
      : 'REGISTER signed with credentials proven before',
  S5: (step) => `${step.message.statusCode} ${step.message.reasonPhrase}: the final answer`,
};

/** Schemes by name. What stands in the place of another may be no scheme at all, but what is to be kept secret. */
const SCHEME = /^(?:ntlm|kerberos|tls-dsk|negotiate|digest|basic|bearer)$/i;

const listOf = (schemes: readonly string[]): string =>
  [...new Set(schemes.map((scheme) => (SCHEME.test(scheme) ? scheme : 'unknown scheme')))].join(', ') ||
  'unknown scheme';

/** The steps that led to the failure, what the server logged about it, and where it repeats. */
export function relatedPlaces(failure: SignInFailure): RelatedPlace[] {
  const { steps, response, all } = failure;
  const end = steps.findIndex((step) => step.message === response);
  let start = end;
  while (start > 0 && steps[start]?.stage !== 'S0' && steps[start - 1]?.stage !== 'S5') start--;
  const before = steps.slice(start, end);
  const story = [
    ...before.map((step, index) => stepPlace(step, `Step ${index + 1}`)),
    ...diagnosticPlaces(response.trace, [...before.map(({ message }) => message), response]),
  ].sort((one, other) => one.span.start - other.span.start);
  return [...story, ...repetitions(all, response)];
}

/** One step of a handshake as a related place. */
export const stepPlace = (step: SignInStep, label: string): RelatedPlace => ({
  span: step.message.startLineSpan,
  message: `${label}: ${STAGES[step.stage](step)}`,
});

/** Most repeated answers that are listed one by one. */
const LISTED_REPETITIONS = 10;

function repetitions(all: readonly Message[], first: Message): RelatedPlace[] {
  const others = all.filter((message) => message !== first);
  const listed = others.slice(0, LISTED_REPETITIONS);
  const left = others.length - listed.length;
  return listed.map((message, index) => ({
    span: message.startLineSpan,
    message: `${repetition(message, first)}${left > 0 && index === listed.length - 1 ? `, and ${left} more behind it` : ''}`,
  }));
}

const repetition = (message: Message, first: Message): string =>
  message.cseq === first.cseq
    ? 'The same answer on another leg of its way'
    : `The same answer to a repeated attempt (CSeq ${message.cseq ?? 'unknown'})`;

/** Records in which the server wrote something about these messages. */
function diagnosticPlaces(trace: Trace, messages: readonly Message[]): RelatedPlace[] {
  const seen = new Set<number>();
  return messages.flatMap((message) =>
    trace
      .recordsAbout(message)
      .filter(({ index }) => !seen.has(index) && seen.add(index))
      .map((record) => ({
        span: firstLineOf(trace, record.span.start, record.span.end),
        message: `The server logged: ${diagnosticText(trace.slice(record.span))}`,
      })),
  );
}

function firstLineOf(trace: Trace, start: number, end: number): { start: number; end: number } {
  const line = trace.text.slice(start, end);
  const length = line.search(/[\r\n]/);
  return { start, end: length === -1 ? end : start + length };
}

/** The `Text:` of a diagnostic record, with its result code. */
function diagnosticText(record: string): string {
  const text = /^Text:[ \t]*([^\r\n]{1,300})/m.exec(record)?.[1]?.trim() ?? 'a diagnostic record';
  const result = /^Result-Code:[ \t]*([^\r\n]{1,120})/m.exec(record)?.[1]?.trim();
  return result === undefined ? text : `${text} (${result})`;
}
