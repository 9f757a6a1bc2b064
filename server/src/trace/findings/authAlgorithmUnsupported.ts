import { type Attempt, CHALLENGES } from './authentication';
import { digestExample } from './digestExample';
import type { Found, Rule } from './rule';
import { ANOTHER_LATER, leftAlone, leftAloneFound } from './unansweredChallenge';

/** Algorithms that every client knows; absence means the first. RFC 7616 3.3, RFC 8760. */
const OLD = new Set(['', 'md5', 'md5-sess']);

/** Whether the challenges name algorithms that only newer clients know. RFC 8760. */
const isNew = ({ challenges }: Attempt): boolean =>
  challenges.length > 0 &&
  challenges.every(({ scheme, algorithm }) => scheme.toLowerCase() === 'digest' && !OLD.has(algorithm.toLowerCase()));

/** Finding `auth-algorithm-unsupported`: only newer algorithms are offered, and the client does not go on. Span: the status-line. */
export const authAlgorithmUnsupported: Rule = {
  code: 'auth-algorithm-unsupported',
  severity: 'warning',
  scope: 'call-id',
  statuses: CHALLENGES,
  source: 'RFC 8760 2; RFC 7616 3.3',
  href: 'https://www.rfc-editor.org/rfc/rfc8760#section-2',
  page: {
    title: 'The client does not know the algorithm of the server',
    meaning:
      'The server asks for Digest credentials with SHA-256 or another newer algorithm alone, and the client does not go on. ' +
      'Older clients know MD5 only and cannot answer. Silent when the client sends anything like it again within 32 seconds.',
    advice:
      'Let the server offer MD5 as well, behind the newer algorithm, or update the client to one that knows RFC 8760.',
    example: digestExample([{ challenge: 'nonce="1", algorithm=SHA-256' }, ANOTHER_LATER]),
  },
  find: (transactions, context) =>
    context.authenticationsOf(transactions).flatMap((authentication): Found[] => {
      const attempt = leftAlone(authentication, context);
      if (attempt === undefined || !isNew(attempt)) return [];
      const algorithms = [...new Set(attempt.challenges.map(({ algorithm }) => algorithm))].join(', ');
      const message = `the server offers ${algorithms} alone (${attempt.answer?.statusCode}), and the client does not go on. Older clients know MD5 only: let the server offer that as well, or update the client.`;
      return [leftAloneFound(authentication, attempt, message)];
    }),
};
