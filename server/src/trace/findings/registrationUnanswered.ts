import type { Message } from '../message';
import type { SignIn, SignInStep } from '../signIns';
import type { FindingContext } from './context';
import { gaveUp, noResponse } from './noResponse';
import type { Rule } from './rule';
import { cannotSignIn, endpointKind, stepPlace } from './signInStory';
import { SILENCE } from './stuckSignIn';

/**
 * Finding `no-response`, of a REGISTER: the registrar does not answer a REGISTER for 32 s while the log goes on, and no later one
 * either. Span: the request-line, on the leg on which it got farthest. RFC 3261 10.2, 17.1.2.2.
 */
export const registrationUnanswered: Rule = {
  code: noResponse.code,
  severity: 'error',
  scope: 'sign-in',
  source: 'RFC 3261 10.2, 17.1.2.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17.1.2.2',
  page: noResponse.page,
  find: (signIn, context) => {
    const unanswered = unansweredIn(signIn, context);
    if (unanswered === undefined) return [];
    const { steps, step, all, isServed } = unanswered;
    const { message } = step;
    const target = targetOf(message);
    const copies = message.trace.transactionOf(message).retransmissions + 1;
    const index = steps.length - 1;
    const wasRegistered = steps
      .slice(0, index)
      .some(({ message: { statusCode } }) => statusCode >= 200 && statusCode < 300);
    const isSecond = step.stage === 'S4' && steps[index - 1]?.stage === 'S1';
    const subject = wasRegistered
      ? `${signIn.user || 'This user'} cannot renew the registration and will be unreachable once it runs out`
      : cannotSignIn(signIn).replace('cannot sign in', 'cannot register');
    return [
      {
        span: message.startLineSpan,
        about: message,
        claims: all,
        more: new Set(all.map(({ cseq }) => cseq)).size - 1,
        kind: target || endpointKind(signIn),
        related: steps.slice(Math.max(0, index - 4), index).map((before, at) => stepPlace(before, `Step ${at + 1}`)),
        ...(isServed ? { severity: 'information' as const } : {}),
        message: isServed
          ? `A REGISTER of ${signIn.user || 'this user'} got no answer from ${target || 'the registrar'}; later requests of the same client did. Nothing to do unless it happens again.`
          : `${subject}: ${target || 'the registrar'} does not answer the REGISTER${copies > 1 ? `, which was sent ${copies} times` : ''}. ` +
            (isSecond
              ? 'It answered the first one and is silent since the client has sent credentials: its user database may not answer, or the larger packet is lost on the way (MTU, firewall). Look at the log of the server.'
              : `${context.isOneSided ? 'Nothing at all comes in in this log. ' : ''}Check the address and port of the registrar, DNS, whether the server runs, and firewalls in between; ` +
                'a server may also ignore an address after too many wrong passwords.'),
      },
    ];
  },
};

/** The REGISTER of a sign-in from which on nobody answers, the steps up to it, and all that have no answer. */
function unansweredIn(
  signIn: SignIn,
  context: FindingContext,
): { steps: readonly SignInStep[]; step: SignInStep; all: readonly Message[]; isServed: boolean } | undefined {
  const leg = signIn.legs[0] ?? [];
  const behind = leg.findLastIndex(({ message }) => message.isResponse) + 1;
  const step = leg[behind];
  if (step === undefined) return undefined;
  const steps = leg.slice(0, behind + 1);
  const everything = signIn.legs.flat();
  if (everything.some(({ message }) => context.isBlamed(message))) return undefined;
  const { message } = step;
  if (everything.some((other) => other.message.isResponse && other.message.index > message.index)) return undefined;
  const transaction = message.trace.transactionOf(message);
  if (!context.showsAnswersTo(transaction)) return undefined;
  if (!gaveUp(transaction) && !context.logGoesOnFor(message, SILENCE)) return undefined;
  const isServed =
    context.answersTo(signIn).lastFinal > message.index ||
    context.isServedBehind(message, signIn.user, signIn.endpoint);
  const all = everything
    .map(({ message: other }) => other)
    .filter((other) => other.isRequest && other.trace.transactionOf(other).finalResponse === undefined);
  // Of the same REGISTER on several legs, the one that got farthest.
  const last = all.filter(({ cseq }) => cseq === message.cseq).at(-1) ?? message;
  return { steps, step: last === message ? step : { ...step, message: last }, all, isServed };
}

/** Who should answer: the address that the log names, else the host of the Request-URI. */
function targetOf(message: Message): string {
  const { destination } = message.envelope;
  if (destination !== '') return destination;
  const line = message.startLine;
  return line.kind === 'request-line'
    ? message
        .slice(line.requestUri)
        .replace(/^sips?:/i, '')
        .replace(/[;?].*$/s, '')
    : '';
}
