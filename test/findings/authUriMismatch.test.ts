import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { type DigestStep, digestExample } from '../../server/src/trace/findings/digestExample';
import { readTrace } from '../../server/src/trace/trace';

/** A REGISTER whose credentials are for this uri and are refused. */
const refused = (uri: string): DigestStep[] => [
  { challenge: 'nonce="1"' },
  { proof: 'nonce="1"', uri, challenge: 'nonce="2"' },
];

const told = (...steps: readonly DigestStep[]) =>
  findings(readTrace(digestExample(steps))).filter(({ code }) => code === 'auth-uri-mismatch');

describe('finding auth-uri-mismatch', () => {
  it('credentials for another uri are refused', () => {
    const found = told(...refused('sip:192.0.2.7:5080'));
    assert.deepEqual(
      found.map(({ severity, about, message }) => `${severity} CSeq ${about.cseq}: ${message}`),
      [
        'hint CSeq 2: The credentials are for the uri "192.0.2.7:5080", and the request goes to "example.com"; some servers refuse that. If user ' +
          'and password are right, look for a border controller or proxy that rewrites the Request-URI in between.',
      ],
    );
  });

  it('shows no password in it', () => {
    assert.doesNotMatch(told(...refused('sip:alice:hunter2@192.0.2.7'))[0]?.message ?? 'nothing', /hunter2|nothing/);
  });

  describe('is silent', () => {
    it('when both are the same, but for parameters, the usual port and case', () => {
      assert.deepEqual(told(...refused('SIP:Example.com:5060;transport=udp')), []);
    });
    it('without a refusal', () => {
      assert.deepEqual(
        told({ challenge: 'nonce="1"' }, { proof: 'nonce="1"', uri: 'sip:192.0.2.7', answer: '200 OK' }),
        [],
      );
    });
    it('when the nonce was only too old', () => {
      const stale = { proof: 'nonce="1"', uri: 'sip:192.0.2.7', challenge: 'nonce="2", stale=true' };
      assert.deepEqual(told({ challenge: 'nonce="1"' }, stale), []);
    });
    it('when the server accepts such credentials of others', () => {
      const other = { user: 'carol', proof: 'nonce="9"', uri: 'sip:192.0.2.7', answer: '200 OK' };
      assert.deepEqual(told(...refused('sip:192.0.2.7'), other), []);
    });
    it('when the uri was taken out (masked)', () => assert.deepEqual(told(...refused('sip:*****')), []));
    it('when it is the Request-URI on another leg (multi-leg)', () => {
      const text = digestExample(refused('sip:192.0.2.7'));
      const [first = '', answer = '', second = '', last = ''] = text.split(/(?<=\n\n)/);
      const passedOn = second
        .replace('REGISTER sip:example.com', 'REGISTER sip:192.0.2.7')
        .replace('Via: ', 'Via: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bK8\nVia: ');
      const log = [first, answer, second, passedOn, last].join('');
      assert.deepEqual(
        findings(readTrace(log))
          .map(({ code }) => code)
          .filter((code) => code === 'auth-uri-mismatch'),
        [],
      );
    });
  });
});
