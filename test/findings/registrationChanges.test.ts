import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { configured, defaultFindingSettings } from '../../server/src/trace/findings/configuration';
import { type DigestStep, digestExample } from '../../server/src/trace/findings/digestExample';
import { readTrace } from '../../server/src/trace/trace';

const CONTACT = 'Contact: <sip:alice@192.0.2.1>';

/** What the profile `conformance` tells of REGISTERs: severity, rule and message. */
function told(...steps: readonly DigestStep[]): string[] {
  const found = findings(readTrace(digestExample(steps)));
  assert.deepEqual(configured(found, defaultFindingSettings), [], 'without being asked nothing is told');
  return configured(found, { ...defaultFindingSettings, profile: 'conformance' }).map(
    ({ severity, code, message }) => `${severity} ${code}: ${message}`,
  );
}

describe('finding registration-shortened', () => {
  /** A REGISTER for so many seconds, and what the 200 says. */
  const granted = (asked: string, answer: string): string[] =>
    told({ more: `${CONTACT}${asked}`, answer: `200 OK\n${answer}` });

  it('less time than asked for', () => {
    assert.deepEqual(granted('\nExpires: 3600', `${CONTACT};expires=300`), [
      'hint registration-shortened: The registrar grants alice@example.com 300 s instead of 3600 s. It may do that; the client has to renew within that time.',
    ]);
    assert.equal(granted(';expires=3600', `${CONTACT}\nExpires: 300`).length, 1);
  });

  describe('is silent', () => {
    it('when the time is granted, or nearly', () => {
      assert.deepEqual(granted('\nExpires: 600', `${CONTACT};expires=600`), []);
      assert.deepEqual(granted('\nExpires: 600', `${CONTACT};expires=599\nExpires: 600`), []);
      assert.deepEqual(granted('\nExpires: 600', `${CONTACT};expires=3600`), []);
    });
    it('when the client asks for no time, or signs out', () => {
      assert.deepEqual(granted('', `${CONTACT};expires=60`), []);
      assert.deepEqual(granted('\nExpires: 0', 'Expires: 0'), []);
    });
    it('about the time of another contact', () => {
      assert.deepEqual(
        granted('\nExpires: 600', 'Contact: <sip:carol@192.0.2.7>;expires=60, <sip:alice@192.0.2.1>;expires=600'),
        [],
      );
    });
  });
});

describe('finding registration-callid-changed', () => {
  const signsIn = (at: number, callId: string, more = CONTACT, seconds = 600): DigestStep => ({
    at,
    callId,
    more,
    answer: `200 OK\n${more};expires=${seconds}`,
  });
  const CHANGED =
    'hint registration-callid-changed: alice@example.com registers again under a new Call-ID, though the registration still holds: the ' +
    'client was restarted or has connected anew.';

  it('the same contact under a new Call-ID', () => {
    assert.deepEqual(told(signsIn(0, 'a'), signsIn(60, 'b')), [CHANGED]);
  });

  it('the same instance at another address', () => {
    const instance = (port: number) => `Contact: <sip:alice@192.0.2.1:${port}>;+sip.instance="<urn:uuid:1>"`;
    assert.deepEqual(told(signsIn(0, 'a', instance(5062)), signsIn(60, 'b', instance(5063))), [CHANGED]);
  });

  describe('is silent', () => {
    it('under the same Call-ID', () => assert.deepEqual(told(signsIn(0, 'a'), signsIn(60, 'a')), []));
    it('behind the end of the registration', () =>
      assert.deepEqual(told(signsIn(0, 'a', CONTACT, 30), signsIn(60, 'b')), []));
    it('when the client has signed out', () => {
      const out = { at: 30, callId: 'a', more: `${CONTACT};expires=0`, answer: '200 OK' };
      assert.deepEqual(told(signsIn(0, 'a'), out, signsIn(60, 'b')), []);
    });
    it('about another connection of the client (RFC 5626)', () => {
      const flow = (number: number) => `${CONTACT};reg-id=${number};+sip.instance="<urn:uuid:1>"`;
      assert.deepEqual(told(signsIn(0, 'a', flow(1)), signsIn(60, 'b', flow(2))), []);
    });
    it('about another device of the user', () => {
      assert.deepEqual(told(signsIn(0, 'a'), signsIn(60, 'b', 'Contact: <sip:alice@192.0.2.7>')), []);
    });
  });
});
