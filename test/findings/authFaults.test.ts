import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { type DigestStep, digestExample } from '../../server/src/trace/findings/digestExample';
import { readTrace } from '../../server/src/trace/trace';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation, later } from '../support/packets';

/** What REGISTERs with these credentials and answers give, and where: `warning auth-realm-mismatch CSeq 2`. */
function told(...steps: readonly DigestStep[]): string[] {
  const all = findings(readTrace(digestExample(steps)));
  return all.map(({ severity, code, about }) => `${severity} ${code} CSeq ${about.cseq}`);
}

/** The message of the only finding. */
function message(...steps: readonly DigestStep[]): string {
  const [found, ...others] = findings(readTrace(digestExample(steps)));
  assert.deepEqual(others, []);
  return found?.message ?? '';
}

const CHALLENGED = { challenge: 'nonce="1"' };
const ACCEPTED = { proof: 'nonce="1"', answer: '200 OK' };
const LATER = { user: 'bob', at: 3600, answer: '200 OK' };

describe('findings about how a client answers challenges:', () => {
  describe('auth-realm-mismatch', () => {
    const wrong = { proof: 'nonce="1"', realm: 'pbx', challenge: 'nonce="2"' };
    it('credentials for a realm that nobody has named', () => {
      assert.match(
        message(CHALLENGED, wrong),
        /^alice@example\.com cannot register: the credentials are for realm "pbx", but the server asked for "example\.com"\./,
      );
    });
    it('is news when it gets through later', () => {
      assert.deepEqual(told(CHALLENGED, wrong, ACCEPTED), []);
      assert.deepEqual(told(CHALLENGED, wrong, ACCEPTED, { challenge: 'nonce="3"', at: 9 }), [
        'information auth-realm-mismatch CSeq 2',
      ]);
    });
    it('is silent when the log begins behind the challenge (edge-start)', () => {
      assert.deepEqual(told(wrong), []);
    });
  });

  describe('auth-nonce-ignored', () => {
    const old = { proof: 'nonce="0"', challenge: 'nonce="2"' };
    it('a nonce that nobody has given', () => {
      assert.match(message(CHALLENGED, old), /made with the nonce 0, which no challenge in front of them has given/);
    });
    it('is silent behind a success, which may have given the next nonce', () => {
      assert.deepEqual(told(CHALLENGED, ACCEPTED, { ...old, at: 100 }), []);
    });
    it('is silent when the log begins behind the challenge (edge-start), and when the nonce is masked', () => {
      assert.deepEqual(told(old), []);
      assert.deepEqual(told(CHALLENGED, { ...old, proof: 'nonce="xxxxx"' }), []);
    });
  });

  describe('auth-nc-not-increased', () => {
    const uses = (nc: number, more: object) => ({ proof: `nonce="1", qop=auth, cnonce="5", nc=0000000${nc}`, ...more });
    const ok = { answer: '200 OK' };
    const asked = { challenge: 'nonce="2"' };
    it('a count that was used before', () => {
      assert.match(
        message(CHALLENGED, uses(2, ok), uses(2, asked)),
        /with nc=00000002, which must be higher than 00000002/,
      );
    });
    it('is silent when it goes up, and when the server does not mind', () => {
      assert.deepEqual(told(CHALLENGED, uses(1, ok), uses(2, asked)), []);
      assert.deepEqual(told(CHALLENGED, uses(1, ok), uses(1, ok)), []);
    });
  });

  describe('auth-stale-loop', () => {
    const stale = (nonce: number) => ({ proof: `nonce="${nonce}"`, challenge: `nonce="${nonce + 1}", stale=true` });
    it('twice in a row', () => {
      assert.deepEqual(told(CHALLENGED, stale(1), stale(2)), [
        'warning auth-stale-loop CSeq 3',
        'information auth-stale-nonce CSeq 2',
      ]);
    });
    it('once is normal', () => {
      assert.deepEqual(told(CHALLENGED, stale(1)), ['information auth-stale-nonce CSeq 2']);
    });
  });

  describe('auth-cseq-not-incremented', () => {
    it('the number of the challenged request, which does not get through', () => {
      const again = { proof: 'nonce="1"', cseq: 1 };
      assert.deepEqual(told(CHALLENGED, { ...again, challenge: 'nonce="2"' }), [
        'warning auth-cseq-not-incremented CSeq 1',
      ]);
      assert.deepEqual(told(CHALLENGED, { ...again, answer: '200 OK' }), []);
    });
  });

  describe('auth-challenge-unanswered', () => {
    it('the client sends no credentials', () => {
      assert.match(
        message(CHALLENGED, LATER),
        /the server asks for credentials for realm "example\.com" \(401, Digest\), and the client sends none\./,
      );
    });
    it('is one finding when the client tries again without', () => {
      assert.deepEqual(told(CHALLENGED, { ...CHALLENGED, at: 100 }, LATER), [
        'warning auth-challenge-unanswered CSeq 2',
      ]);
    });
    it('is found although the log ends soon behind a later try, which has none either', () => {
      assert.deepEqual(told(CHALLENGED, { ...CHALLENGED, at: 100 }), ['warning auth-challenge-unanswered CSeq 1']);
    });
    it('says so when the answer does not reach the client, which sends the same request again', () => {
      const call = new Conversation({ callee: 'alice@example.com' });
      const register = (at: number): string => call.request(at, 'REGISTER');
      const refusal = (at: number, notes: readonly string[] = []): string =>
        call.answer(at, '401 Unauthorized', 'REGISTER', {
          notes,
          headers: 'WWW-Authenticate: Digest realm="example.com", nonce="1"',
        });
      const found = checkFindings(
        register(0),
        refusal(0.01, ['warning auth-challenge-unanswered']),
        ...[0.5, 1.5, 3.5].flatMap((at) => [register(at), refusal(at + 0.01)]),
        later(60),
      );
      assert.equal(
        onlyMessage(found),
        'alice@example.com cannot register: the server asks for credentials (401), but its answer does not reach the client, ' +
          'which sends the same request 3 times more behind it. Check the way back to 192.0.2.1: NAT, firewall, and whether the ' +
          'client takes answers at the port that it sends from (rport).',
      );
    });
    it('is silent when the log ends too early (edge-end)', () => {
      assert.deepEqual(told(CHALLENGED), []);
      assert.deepEqual(told(CHALLENGED, { ...CHALLENGED, at: 20 }), []);
    });
    it('is silent when credentials come', () => assert.deepEqual(told(CHALLENGED, ACCEPTED, LATER), []));
  });

  describe('auth-algorithm-unsupported', () => {
    it('newer algorithms alone', () => {
      assert.match(
        message({ challenge: 'nonce="1", algorithm=SHA-256' }, LATER),
        /the server offers SHA-256 alone \(401\), and the client does not go on\./,
      );
    });
    it('is left to auth-challenge-unanswered when MD5 would do', () => {
      assert.deepEqual(told({ challenge: 'nonce="1", algorithm=MD5' }, LATER), [
        'warning auth-challenge-unanswered CSeq 1',
      ]);
    });
  });
});
