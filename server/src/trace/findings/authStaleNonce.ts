import { headHolds } from '../headText';
import { challengesOf, credential } from '../sip/credentials';
import type { Trace } from '../trace';
import { digestExample } from './digestExample';
import { KIND } from './messageKinds';
import type { Rule } from './rule';

/** Finding `auth-stale-nonce`: the server asks for the same credentials with a new nonce. Normal. Span: the status-line. RFC 7616 3.3. */
export const authStaleNonce: Rule = {
  code: 'auth-stale-nonce',
  severity: 'information',
  scope: 'message',
  kinds: KIND.challenge,
  source: 'RFC 7616 3.3',
  href: 'https://www.rfc-editor.org/rfc/rfc7616#section-3.3',
  page: {
    title: 'A nonce was too old and is renewed',
    meaning:
      'The server answers a request with credentials by a challenge with stale=true: the password is right, only the nonce has ' +
      'run out. The client repeats the request with the new one. This is normal; the finding stands once for all of them.',
    advice: 'Nothing to do. If it happens with nearly every request, raise the lifetime of nonces at the server.',
    example: digestExample([
      { challenge: 'nonce="1"' },
      { proof: 'nonce="1"', challenge: 'nonce="2", stale=true' },
      { proof: 'nonce="2"', answer: '200 OK' },
    ]),
  },
  mayConcern: (trace, index) => saysStale(trace, index),
  find: (message, context) => {
    if (context.isClaimed(message)) return [];
    const challenge = challengesOf(message).find(
      (part) => credential(message.text, part, 'stale')?.toLowerCase() === 'true',
    );
    if (challenge === undefined) return [];
    const realm = credential(message.text, challenge, 'realm') ?? '';
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: realm,
        message: `The nonce of the credentials for realm "${realm}" was too old (stale=true); the client repeats the request with the new one. Normal.`,
      },
    ];
  },
};

const STALE = /stale\s{0,10}=\s{0,10}"?true/i;
const STALE_WORD = /stale/i;

/** Whether the header fields of message `index` hold `stale=true`, which is asked once. */
const saysStale = (trace: Trace, index: number): boolean =>
  trace.notes.stale.of(index, () => (headHolds(trace, index, STALE, STALE_WORD) ? 1 : 0)) === 1;
