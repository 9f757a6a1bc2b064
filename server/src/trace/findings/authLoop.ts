import { CHALLENGES } from './authentication';
import { isLoop, refusalFound, refusalIn, wrongPasswords } from './refusedCredentials';
import type { Found, Rule } from './rule';

/** Finding `auth-loop`: the same credentials are refused three times and more within a minute. Span: the first refusal. RFC 3261 22.4. */
export const authLoop: Rule = {
  code: 'auth-loop',
  severity: 'error',
  scope: 'call-id',
  statuses: CHALLENGES,
  source: 'RFC 3261 22.4; RFC 7616',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-22.4',
  page: {
    title: 'Refused credentials are sent again and again',
    meaning:
      'Within a minute the client sends credentials for the same realm three times or more, and the server asks anew each ' +
      'time. A wrong password does not become right by that, and many servers block a user or an address that tries so often. ' +
      'A later success makes it news.',
    advice:
      'Stop the client, correct the user name and the password, and start it again. Check at the server whether the user or ' +
      'the address is blocked by now.',
    // The log begins with the first challenge; bare messages keep it on one screen.
    example: wrongPasswords(3)
      .replace(/^U .*\n/gm, '')
      .replace(/^REGISTER.*\n(?:.+\n)*\n/, ''),
  },
  find: (transactions, context) =>
    context.authenticationsOf(transactions).flatMap((authentication): Found[] => {
      const refusal = refusalIn(authentication, context);
      return refusal === undefined || !isLoop(refusal)
        ? []
        : [refusalFound(refusal, 'Stop the client before it is blocked. ')];
    }),
};
