import type { Message } from '../message';
import { msDiagnosticsWith } from '../microsoft/msDiagnostics';
import { ownSubscriptions } from './ownSubscriptions';
import type { Found, Rule } from './rule';
import { attempts, cannotSignIn, moreAttempts, passwordSentence, relatedPlaces, signInFailure } from './signInStory';

const ERROR_ID = 4005;

/**
 * Finding `ms-user-not-found-4005`: a REGISTER (or a SUBSCRIBE of the own user) is answered with 404 and ErrorId 4005:
 * the pool has no SIP user with this address, although the Windows account is fine. Span: the status-line.
 * [MS-OCER] 8.5.
 */
export const msUserNotFound4005: Rule = {
  code: 'ms-user-not-found-4005',
  severity: 'error',
  scope: 'trace',
  source: '[MS-OCER] 8.5 id 4005; Microsoft support article on newly created users that cannot sign in',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/d5c23768-e89d-42af-a2f3-415b81c9cfd0',
  find: (trace, context) => {
    const found: Found[] = [];
    for (const signIn of trace.signIns) {
      const failure = signInFailure(signIn, context, ({ message }) => isUnknownUser(message));
      if (failure === undefined) continue;
      const { response, success } = failure;
      found.push({
        span: response.startLineSpan,
        about: response,
        claims: failure.all,
        more: moreAttempts(failure),
        msDiagnostics: ERROR_ID,
        related: relatedPlaces(failure),
        ...(success ? { severity: 'information' as const } : {}),
        message: success
          ? knownNow(signIn.user)
          : `${cannotSignIn(signIn)}: the server knows no SIP user with this address (404, ms-diagnostics ${ERROR_ID}).${passwordSentence(failure)}${attempts(failure)} ${adviceFor(signIn.user)}`,
      });
    }
    for (const { user, first, others, succeedsLater } of ownSubscriptions(trace, found, isUnknownUser)) {
      found.push({
        span: first.startLineSpan,
        about: first,
        claims: others,
        msDiagnostics: ERROR_ID,
        related: others.map((message) => ({ span: message.startLineSpan, message: 'The same answer again' })),
        ...(succeedsLater ? { severity: 'information' as const } : {}),
        message: succeedsLater
          ? knownNow(user)
          : `${user} cannot load their own data: the server knows no SIP user with this address (404, ms-diagnostics ${ERROR_ID}). ${adviceFor(user)}`,
      });
    }
    return found;
  },
};

const isUnknownUser = (response: Message): boolean =>
  response.statusCode === 404 && msDiagnosticsWith(response, ERROR_ID) !== undefined;

const knownNow = (user: string): string =>
  `The server did not know ${user} at first (404, ms-diagnostics ${ERROR_ID}); a later attempt in this log succeeded, so replication has caught up. Nothing to do.`;

const adviceFor = (user: string): string =>
  `Check that ${user || 'the sign-in address'} equals the SIP URI in the directory, that the user is enabled on this pool, and ` +
  'for a new account that User Replicator has copied it to the pool; then sign in again. Reported to work for ' +
  'Messenger for Mac 6: create the user on the pool first, then enable it for enhanced presence, then sign in.';
