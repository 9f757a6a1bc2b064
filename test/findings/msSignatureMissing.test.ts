import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client, SIGNATURE } from '../support/client';
import { connectionRecord } from '../support/logs';

const alice = new Client();
const FAULT = ['warning ms-signature-missing'];
const signedIn = [alice.register(1), alice.answer(1, '200 OK')];
const laterOn = connectionRecord(3600);

/** A request under a Call-ID of its own. */
const ask = (number: number, headers = '', notes: readonly string[] = []): string =>
  new Client({ callId: `c${number}` }).request('SUBSCRIBE', 1, headers, { at: number, notes });

/** What the general rule says instead. */
const SILENT = ['error no-response'];

describe('finding ms-signature-missing', () => {
  it('nothing that is not signed is answered', () => {
    const found = checkFindings(...signedIn, ask(2, '', FAULT), ask(3), ask(4), laterOn);
    assert.match(
      onlyMessage(found),
      /^alice@example\.com is signed in, but the server answers none of the 3 requests that follow, from the first \(SUBSCRIBE\) on\. They are not signed/,
    );
    assert.deepEqual(
      found[0]?.related.map(({ message }) => message),
      ['The sign-in that succeeded', 'No answer to this SUBSCRIBE either', 'No answer to this SUBSCRIBE either'],
    );
  });

  it('nothing that is signed', () => {
    const signature = (count: number) => SIGNATURE.replace(/cnum="\d+"/, `cnum="${count}"`);
    const found = checkFindings(...signedIn, ask(2, signature(1), FAULT), ask(3, signature(2)), laterOn);
    assert.match(onlyMessage(found), /They are signed; a server discards messages whose signature does not fit/);
  });

  describe('is silent', () => {
    it('when something is answered', () => {
      const served = new Client({ callId: 'c5' });
      checkFindings(
        ...signedIn,
        ask(2, '', SILENT),
        ask(3),
        served.request('SERVICE', 1, '', { at: 5 }),
        served.answerTo('SERVICE', 1, '200 OK', '', { at: 6 }),
        laterOn,
      );
    });

    it('about a single request', () => checkFindings(...signedIn, ask(2, '', SILENT), laterOn));

    it('when the log ends too early (edge-end)', () => checkFindings(...signedIn, ask(2), ask(3)));

    it('when the log does not show the sign-in', () =>
      checkFindings(ask(2, '', SILENT), ask(3), alice.answer(1, '200 OK'), laterOn));
  });
});
