import { isMultiStepScheme, type SignIn, type SignInStep } from '../signIns';
import { addressParameter } from '../sip/addressOfRecord';
import type { FindingContext } from './context';

/** Time after which the next step of a handshake counts as missing, in ms: timer F. RFC 3261 17.1.2.2. */
export const SILENCE = 32_000;

/** A sign-in at a server of Microsoft whose handshake stops half-way. */
export interface StuckSignIn {
  /** The last step, behind which nothing follows. */
  readonly last: SignInStep;
  /** The step in front of it. */
  readonly before: SignInStep | undefined;
  /** The steps of the last round up to `last`, which is the last of them. */
  readonly round: readonly SignInStep[];
  /** All steps on the leg that got farthest. */
  readonly steps: readonly SignInStep[];
}

/**
 * Where the handshake of `signIn` stops: 32 s without the next step while the log goes on, and no other sign-in of the same
 * client goes further. `undefined` when it does not stop, when the log cannot tell, and when a rule further up says why.
 */
export function stuckSignIn(signIn: SignIn, context: FindingContext): StuckSignIn | undefined {
  const steps = [...signIn.legs].sort((one, other) => lastIndex(other) - lastIndex(one))[0] ?? [];
  const last = steps.at(-1);
  if (last === undefined || last.stage === 'S5' || !isMicrosoft(steps) || !beginsInLog(steps)) return undefined;
  if (signIn.legs.flat().some(({ message }) => context.isBlamed(message))) return undefined;
  if (!showsNextStep(last, context) || !context.logGoesOnFor(last.message, SILENCE)) return undefined;
  if (wasSignedIn(steps) || goesOnElsewhere(signIn, last, context)) return undefined;
  const round = steps.slice(steps.findLastIndex(({ stage }) => stage === 'S0'));
  return { last, before: steps.at(-2), round, steps };
}

const lastIndex = (steps: readonly SignInStep[]): number => steps.at(-1)?.message.index ?? -1;

/** Guard `one-sided`: whether what should follow would stand in the log. Behind a response it is a request, as the first step was. */
const showsNextStep = ({ message }: SignInStep, context: FindingContext): boolean =>
  message.isResponse || context.showsAnswersTo(message.trace.transactionOf(message));

/** Guard `ms-dialect`: whether a client or server of Microsoft is at work; of others the general rules speak. */
const isMicrosoft = (steps: readonly SignInStep[]): boolean =>
  steps.some(
    ({ schemes, message }) =>
      schemes.some(isMultiStepScheme) ||
      message.header('ms-keep-alive') !== undefined ||
      addressParameter(message, 'from', 'epid') !== '',
  );

/** Guard `edge-start`: whether the log shows how the last round began. */
const beginsInLog = (steps: readonly SignInStep[]): boolean => steps.some(({ stage }) => stage === 'S0');

/** A 2xx before the last round: the association is being renewed, and the client is not kept out by what is missing. */
const wasSignedIn = (steps: readonly SignInStep[]): boolean =>
  steps.some(({ message }) => message.statusCode >= 200 && message.statusCode < 300);

/**
 * Whether the client goes on all the same: the endpoint signs in at some time under another Call-ID or gets a final answer
 * behind `last`, or the server serves another request of it, so that the missing step lies outside of the log.
 */
function goesOnElsewhere(signIn: SignIn, last: SignInStep, context: FindingContext): boolean {
  const { lastFinal, lastSuccess } = context.answersTo(signIn);
  return (
    lastSuccess !== undefined ||
    lastFinal > last.message.index ||
    context.isServedBehind(last.message, signIn.user, signIn.endpoint)
  );
}
