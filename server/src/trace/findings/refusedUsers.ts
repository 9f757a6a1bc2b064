import type { Message } from '../message';
import { msDiagnosticsWith } from '../microsoft/msDiagnostics';
import type { SignIn } from '../signIns';
import type { FindingContext } from './context';
import { copyPlaces } from './guards/copies';
import { ownSubscriptions } from './ownSubscriptions';
import type { Found } from './rule';
import {
  attempts,
  cannotSignIn,
  endpointKind,
  moreAttempts,
  passwordSentence,
  relatedPlaces,
  signInFailure,
} from './signInStory';
import type { Subjects } from './subjects';

/** How a server refuses a user, and what to say of it. */
export interface Refusal {
  /** ErrorIds that the server gives. */
  readonly errorIds: readonly number[];
  /** Whether a response refuses the user so. */
  matches(response: Message): boolean;
  /** What is wrong, in words that go on a sentence, with the codes. */
  explanation(response: Message): string;
  /** What the user cannot do where a SUBSCRIBE of the own data is refused: `load presence with this client`. */
  readonly cannot: string;
  /** What to do next; the sign-in is left out where a SUBSCRIBE was refused. */
  advice(user: string, signIn?: SignIn): string;
  /** What to say when the user succeeds later in the log. */
  repaired(user: string, response: Message): string;
}

/**
 * The users whom a server refuses in one way, in the REGISTERs of their sign-in or in SUBSCRIBEs of their own data: one finding
 * for a sign-in, and one for the SUBSCRIBEs of an endpoint whose sign-in is none. Who succeeds later is news only. In small steps.
 */
export function* refusedUsers(
  subjects: Subjects,
  context: FindingContext,
  refusal: Refusal,
): Generator<Found | undefined> {
  const found: Found[] = [];
  const idOf = (response: Message): number | undefined => msDiagnosticsWith(response, ...refusal.errorIds)?.id;
  for (const signIn of subjects.signIns.all) {
    const failure = signInFailure(signIn, context, ({ message }) => refusal.matches(message));
    if (failure === undefined) continue;
    // What the user did elsewhere has been read.
    yield;
    const { response, success } = failure;
    const what = `${cannotSignIn(signIn)}: ${refusal.explanation(response)}.${passwordSentence(failure)}${attempts(failure)}`;
    found.push({
      span: response.startLineSpan,
      about: response,
      claims: failure.all,
      more: moreAttempts(failure),
      kind: endpointKind(signIn),
      msDiagnostics: idOf(response),
      related: relatedPlaces(failure),
      ...(success ? { severity: 'information' as const } : {}),
      message: success ? refusal.repaired(signIn.user, response) : `${what} ${refusal.advice(signIn.user, signIn)}`,
    });
  }
  for (const { user, first, others, more, succeedsLater } of ownSubscriptions(
    subjects,
    context,
    found,
    refusal.matches,
  )) {
    found.push({
      span: first.startLineSpan,
      about: first,
      claims: others,
      more,
      msDiagnostics: idOf(first),
      related: copyPlaces(others),
      ...(succeedsLater ? { severity: 'information' as const } : {}),
      message: succeedsLater
        ? refusal.repaired(user, first)
        : `${user} cannot ${refusal.cannot}: ${refusal.explanation(first)}. ${refusal.advice(user)}`,
    });
  }
  yield* found;
}
