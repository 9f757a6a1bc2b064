import type { Message } from '../message';
import { msDiagnosticsOf } from '../microsoft/msDiagnostics';
import { retryAfter } from '../serverWords';
import { credentialsWereSent, type SignInStep } from '../signIns';
import { credential, credentialsOf } from '../sip/credentials';
import { statusCode } from '../tables';
import { statusText } from './failedTransaction';
import { accountSentence, saysWhatToDo } from './msDiagnostics';
import type { Rule } from './rule';
import { attempts, endpointKind, moreAttempts, relatedPlaces, type SignInFailure, signInFailure } from './signInStory';

/** Answers that ask the client to try again differently. RFC 3261 21.4.17, RFC 3329. */
const RETRY_CODES = new Set([423, 494]);

/**
 * Finding `registration-failed`: the verdict on a REGISTER that ends with a final 4xx, 5xx or 6xx which no specific rule
 * explains. Challenges, redirects and answers that ask for another try are no failures, nor is a sign-in that succeeds
 * later. Span: the status-line. RFC 3261 10.3.
 */
export const registrationFailed: Rule = {
  code: 'registration-failed',
  severity: 'error',
  scope: 'sign-in',
  source: 'RFC 3261 10.3',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.3',
  page: {
    title: 'A REGISTER ends with a failure',
    meaning:
      'The server answers a REGISTER with a final 4xx, 5xx or 6xx, and no other finding says more about it. ' +
      'Challenges, redirects, answers that ask for another try and sign-outs are no failures. It is news when ' +
      'the same client registers within a minute after it.',
    advice:
      'Read the status code and, where there is one, the ms-diagnostics or Warning of the answer; hover over ' +
      'them for what they mean. Then check what they name: the address and the domain of the user, whether the ' +
      'server is responsible for it, whether the user may register there.',
    example: `REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>
Call-ID: 1
CSeq: 1 REGISTER

SIP/2.0 403 Forbidden
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>;tag=2
Call-ID: 1
CSeq: 1 REGISTER

`,
  },
  find: (signIn, context) => {
    const failure = signInFailure(signIn, context, (step) => isFailure(step) && !context.isClaimed(step.message));
    if (failure === undefined) return [];
    const { response, steps } = failure;
    if (signIn.legs.flat().some((step) => context.isBlamed(step.message))) return [];
    const answer = statusText(response);
    const isPassing = succeedsSoon(failure);
    const [account] = msDiagnosticsOf(response);
    const row = statusCode(response.statusCode);
    // Words such as `the callee is busy` are about calls.
    const words = row?.outcome === 'user-outcome' ? OF_CALLS : row;
    const why = account === undefined ? (words?.meaning ?? '') : accountSentence(account);
    const proof = response.statusCode === 403 ? digestBefore(steps, response) : '';
    const advice = account?.id !== undefined && saysWhatToDo(account) ? '' : (words?.advice ?? '');
    // A server that signs its answer has accepted the credentials. [MS-SIPAE] 3.3.5.
    const isSigned = SIGNATURES.some((key) => response.header(key) !== undefined);
    const accepted =
      isSigned && credentialsWereSent(steps, response)
        ? ' The credentials were not the problem: the server answered after it had checked them.'
        : '';
    return [
      {
        span: response.startLineSpan,
        about: response,
        claims: failure.all,
        more: moreAttempts(failure),
        msDiagnostics: account?.id,
        related: relatedPlaces(failure),
        kind: `${endpointKind(signIn)} ${response.statusCode}`,
        ...(isPassing ? { severity: 'information' as const } : {}),
        message: isPassing
          ? `${signIn.user || 'This user'} could not register at first: ${answer}.${spaced(account === undefined ? '' : accountSentence(account))} A later attempt succeeded within a minute. Nothing to do unless it happens again.`
          : `${signIn.user || 'This user'} cannot register: ${answer}.${proof}${spaced(why)}${spaced(retryAfter(response))}${response.statusCode === 403 ? '' : accepted}${attempts(failure)}${spaced(advice)}`,
      },
    ];
  },
};

/** A word about the Digest credentials in the REGISTER that `response` answers; empty when it has none. */
function digestBefore(steps: readonly SignInStep[], response: Message): string {
  const step = steps[steps.findIndex(({ message }) => message === response) - 1];
  if (step?.stage !== 'S4' || !step.schemes.some((scheme) => scheme.toLowerCase() === 'digest')) return '';
  const [credentials] = credentialsOf(step.message);
  const name = credentials === undefined ? '' : (credential(step.message.text, credentials, 'username') ?? '');
  return ` The REGISTER carried credentials${name === '' ? '' : ` of user name "${name.slice(0, LONGEST_NAME)}"`}, so check the password first: several registrars answer a wrong one in this way.`;
}

/** Longest user name that is repeated, in UTF-16 units. */
const LONGEST_NAME = 80;

const spaced = (sentence: string): string => (sentence === '' ? '' : ` ${sentence}`);

/** What is said of a status code that only calls end with. */
const OF_CALLS = {
  meaning: 'This code is about a person who is called, and tells nothing of a registration.',
  advice: 'Read the log of the server at this time: it says why the server could not register the user.',
};

const SIGNATURES = ['authentication-info', 'proxy-authentication-info'];

/** Time within which a 2xx makes a failure a passing one, in ms; without times any 2xx behind it does. */
const SOON = 60_000;

function succeedsSoon({ all, success }: SignInFailure): boolean {
  const failed = all.at(-1)?.time;
  return success !== undefined && (success.time === undefined || failed === undefined || success.time - failed <= SOON);
}

/** Whether the REGISTER that `response` answers takes the registration away. RFC 3261 10.2.2. */
function isSignOut(response: Message): boolean {
  const { request } = response.trace.transactionOf(response);
  return request?.value('expires')?.trim() === '0' || request?.value('contact')?.trim() === '*';
}

const isFailure = ({ message, refused }: SignInStep): boolean =>
  !refused &&
  !isSignOut(message) &&
  message.statusCode >= 400 &&
  !RETRY_CODES.has(message.statusCode) &&
  ![401, 407].includes(message.statusCode);
