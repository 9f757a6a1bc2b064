import { CHALLENGES, challengesIn, failureOf } from './authentication';
import { endsOf, places, refusalIn, times, whose, wrongPasswords } from './refusedCredentials';
import type { Found, Rule } from './rule';

/** Finding `registration-403-locked`: a REGISTER is forbidden after credentials were refused. Span: the status-line of the 403. */
export const registration403Locked: Rule = {
  code: 'registration-403-locked',
  severity: 'warning',
  scope: 'call-id',
  methods: ['REGISTER'],
  statuses: CHALLENGES,
  source: 'RFC 3261 21.4.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21.4.4',
  page: {
    title: 'The registrar forbids the user after wrong passwords',
    meaning:
      'The credentials of a REGISTER are refused by a new challenge, and then the registrar answers with 403: it does not ask ' +
      'any more. Most often it has blocked the user or the address after wrong passwords. A later success makes it news.',
    advice:
      'Correct the password of the client first, so that it does not lock the account again. Then lift the block at the ' +
      'registrar, or wait until it ends by itself.',
    example: wrongPasswords(2, '403 Forbidden'),
  },
  find: (transactions, context) =>
    context.authenticationsOf(transactions).flatMap((authentication): Found[] => {
      const refusal = authentication.method === 'REGISTER' ? refusalIn(authentication, context) : undefined;
      if (refusal?.end?.statusCode !== 403) return [];
      const { end, refused, proof, succeeds } = refusal;
      const all = refused.length;
      return [
        {
          span: end.startLineSpan,
          about: end,
          claims: [...challengesIn(authentication.attempts), ...endsOf(authentication, end)],
          kind: `${authentication.user} ${proof.realm}`,
          more: all - 1,
          related: places(refused, 'Credentials refused'),
          ...(succeeds ? { severity: 'information' as const } : {}),
          message:
            `${failureOf(authentication)}: the registrar refused the password of ${whose(proof)} ${times(all)} and then forbade it ` +
            `(${end.statusCode} ${end.reasonPhrase}). Probably it has blocked the user or the address. Correct the password first, then lift the block or wait.`,
        },
      ];
    }),
};
