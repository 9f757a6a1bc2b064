import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client, KERBEROS_TICKET, SCHEMES } from '../support/client';
import { connectionRecord } from '../support/logs';

const alice = new Client();
const FAULT = ['error ms-auth-time-skew'];
const SAYS_1013 = `${SCHEMES}\nms-diagnostics: 1013;reason="Significant time skew detected during authentication"`;

/** A refused Kerberos sign-in in the log of the client, which is at 10:00 GMT or in another zone; `date` is the clock of the server. */
const kerberosWith = (date: string, notes: readonly string[], asSent = asReceived): string[] =>
  [
    alice.register(1, KERBEROS_TICKET),
    alice.answer(1, '401 Unauthorized', `${SCHEMES}\nDate: Mon, 12 Nov 2007 ${date} GMT`, { notes }),
  ].map(asSent);

/** What the server logs, as the client logs it. */
const asReceived = (record: string): string =>
  record
    .replace('Direction: outgoing', 'Direction: INCOMING')
    .replace('Direction: incoming', 'Direction: outgoing')
    .replace('INCOMING', 'incoming');

describe('finding ms-auth-time-skew', () => {
  it('the server says so', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '401 Unauthorized', SAYS_1013, { notes: FAULT }),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com cannot sign in with Messenger for Mac 6.0.3: the clocks of client and server differ too much (401, ' +
        'ms-diagnostics 1013). Correct the time of the one that is wrong; NTLM allows a difference of 15 minutes, Kerberos ' +
        'of 5. The password may be right.',
    );
    assert.equal(found[0]?.msDiagnostics, 1013);
  });

  it('the Date of the server says so', () => {
    assert.match(onlyMessage(checkFindings(...kerberosWith('10:07:01', FAULT))), /differ by 7 minutes \(401\)/);
  });

  it('in any time zone that there is', () => {
    checkFindings(...kerberosWith('04:23:01', FAULT));
    checkFindings(...kerberosWith('04:31:01', ['error ms-auth-final-failed']));
  });

  it('a sign-in that stops, while the log goes on', () => {
    const found = checkFindings(
      asReceived(alice.register(1)),
      asReceived(
        alice.answer(1, '401 Unauthorized', `${SCHEMES}\nDate: Mon, 12 Nov 2007 10:20:01 GMT`, { notes: FAULT }),
      ),
      connectionRecord(3600),
    );
    assert.match(onlyMessage(found), /the handshake stops, and the clocks of client and server differ by 20 minutes\./);
  });

  it('is news when a later attempt succeeds', () => {
    checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '401 Unauthorized', SAYS_1013, { notes: ['information ms-auth-time-skew'] }),
      ...alice.ntlmHandshake(4),
      alice.answer(6, '200 OK'),
    );
  });

  describe('is silent', () => {
    it('when the clocks are within the limit', () => {
      checkFindings(...kerberosWith('10:04:01', ['error ms-auth-final-failed']));
    });

    it('about the log of the server, which writes Date by the same clock', () => {
      checkFindings(...kerberosWith('10:22:01', ['error ms-auth-final-failed'], (record) => record));
    });

    it('when the sign-in succeeds: that the clocks differ is news then', () => {
      checkFindings(
        asReceived(alice.register(1)),
        asReceived(
          alice.answer(1, '401 Unauthorized', `${SCHEMES}\nDate: Mon, 12 Nov 2007 10:22:01 GMT`, {
            notes: ['information clock-skew-date'],
          }),
        ),
        asReceived(alice.register(2, KERBEROS_TICKET)),
        asReceived(alice.answer(2, '200 OK')),
      );
    });
  });
});
