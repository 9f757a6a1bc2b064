import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client, NTLM_CREDENTIALS, NTLM_OPENING, SCHEMES } from '../support/client';
import { connectionRecord } from '../support/logs';

const alice = new Client();
const FAULT = ['error ms-auth-no-common-scheme'];
const KERBEROS_ALONE = SCHEMES.slice(SCHEMES.lastIndexOf('\n'));
const laterOn = connectionRecord(3600);

describe('finding ms-auth-no-common-scheme', () => {
  it('Kerberos alone, from which the client does not go on', () => {
    const found = checkFindings(
      alice.register(1),
      alice.answer(1, '401 Unauthorized', KERBEROS_ALONE, { notes: FAULT }),
      laterOn,
    );
    assert.match(onlyMessage(found), /the server offers Kerberos alone \(401\), and the client does not go on\./);
  });

  it('a scheme that is not on the list', () => {
    for (const credentials of [NTLM_OPENING, NTLM_CREDENTIALS]) {
      const found = checkFindings(
        alice.register(1),
        alice.answer(1, '401 Unauthorized', KERBEROS_ALONE),
        alice.register(2, credentials),
        alice.answer(2, '401 Unauthorized', KERBEROS_ALONE, { notes: FAULT }),
        laterOn,
      );
      assert.match(
        onlyMessage(found),
        /the server takes Kerberos, the client answers with NTLM and is asked again \(401\)/,
      );
    }
  });

  describe('is silent', () => {
    it('when NTLM is offered too: then the handshake stops for another reason', () => {
      checkFindings(
        alice.register(1),
        alice.answer(1, '401 Unauthorized', SCHEMES, { notes: ['error ms-auth-stage-stuck'] }),
        laterOn,
      );
    });

    it('when the log ends too early (edge-end)', () => {
      checkFindings(alice.register(1), alice.answer(1, '401 Unauthorized', KERBEROS_ALONE));
    });

    it('when the client gets in later', () => {
      checkFindings(
        alice.register(1),
        alice.answer(1, '401 Unauthorized', KERBEROS_ALONE),
        alice.register(2, NTLM_OPENING),
        alice.answer(2, '401 Unauthorized', KERBEROS_ALONE),
        ...alice.ntlmHandshake(3),
        alice.answer(5, '200 OK'),
        laterOn,
      );
    });
  });
});
