import { CHALLENGES } from './authentication';
import { refusalFound, refusalIn, wrongPasswords } from './refusedCredentials';
import type { Found, Rule } from './rule';

/** Finding `auth-rejected`: credentials are answered with a new challenge. Span: the first refusal. RFC 3261 22.4. */
export const authRejected: Rule = {
  code: 'auth-rejected',
  severity: 'error',
  scope: 'call-id',
  statuses: CHALLENGES,
  source: 'RFC 3261 22.4; RFC 7616 3.3',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-22.4',
  page: {
    title: 'The password or user name is refused',
    meaning:
      'The client answers a challenge with credentials, for the realm and with the nonce of that challenge, and the server ' +
      'asks once more. It does not accept them: as a rule the password is wrong, or the user name. Silent when the server says ' +
      'that only the nonce was too old (stale=true), and when the nonce is not from this log. A later success makes it news. ' +
      'NTLM, Kerberos and TLS-DSK take several rounds and have rules of their own.',
    advice:
      'Type the password anew at the client. Check the user name for authentication, which may be another one than the number, ' +
      'and the realm. Then look at the log of the server for its reason.',
    example: wrongPasswords(1),
  },
  find: (transactions, context) =>
    context.authenticationsOf(transactions).flatMap((authentication): Found[] => {
      const refusal = refusalIn(authentication, context);
      return refusal === undefined ? [] : [refusalFound(refusal, '')];
    }),
};
