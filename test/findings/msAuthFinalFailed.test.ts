import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import {
  byProxy,
  Client,
  KERBEROS_TICKET,
  NTLM_CREDENTIALS,
  NTLM_OPENING,
  SCHEMES,
  SIGNATURE,
} from '../support/client';

const alice = new Client();
const FAULT = ['error ms-auth-final-failed'];
const SAYS_1000 = `${SCHEMES}
ms-diagnostics: 1000;reason="Final handshake failed";HRESULT="0xC3E93EC3(SIP_E_AUTH_UNAUTHORIZED)";source="ocs.example.com"`;

describe('finding ms-auth-final-failed', () => {
  it('a bare list of schemes after the credentials, named by the NTLM token', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '401 Unauthorized', SCHEMES, { notes: FAULT }),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com cannot sign in with Messenger for Mac 6.0.3: the server refused the credentials of Domain\\User ' +
        'from workstation COMPUTER (401). Check user name, domain and password, and that the account is not locked, ' +
        'disabled or expired; then compare the NTLM minimum security of client and server (56 or 128 bit).',
    );
  });

  it('ErrorId 1000 with an HRESULT that is known', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '401 Unauthorized', SAYS_1000, { notes: FAULT }),
    );
    assert.match(onlyMessage(found), /\(401, ms-diagnostics 1000\)\. SIP_E_AUTH_UNAUTHORIZED: /);
  });

  it('ErrorId 1000 in a log that leaves the handshake out', () => {
    const found = checkFindings(alice.register(1), alice.answer(1, '401 Unauthorized', SAYS_1000, { notes: FAULT }));
    assert.match(onlyMessage(found), /\(401, ms-diagnostics 1000\)\. SIP_E_AUTH_UNAUTHORIZED: /);
  });

  it('another ErrorId is the reason of the server itself', () => {
    const says = `${SCHEMES}\nms-diagnostics: 1;reason="Service unavailable"`;
    const found = checkFindings(...alice.ntlmHandshake(), alice.answer(3, '401 Unauthorized', says, { notes: FAULT }));
    assert.match(onlyMessage(found), /\(401, ms-diagnostics 1\)\. ms-diagnostics 1: Service unavailable/);
    assert.doesNotMatch(onlyMessage(found), /locked/);
  });

  it('ErrorId 1000 on a 403', () => {
    checkFindings(...alice.ntlmHandshake(), alice.answer(3, '403 Forbidden', SAYS_1000, { notes: FAULT }));
  });

  it('an HRESULT that nobody documents is passed on', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '401 Unauthorized', SAYS_1000.replace('C3(SIP_E_AUTH_UNAUTHORIZED)', '99'), { notes: FAULT }),
    );
    assert.match(onlyMessage(found), /The server adds HRESULT 0xC3E93E99\.$/);
  });

  it('407 and the proxy header fields are the same machine', () => {
    checkFindings(
      ...alice.ntlmHandshake().map((text) => byProxy(text).replaceAll('401 Unauthorized', '407 Proxy Auth Required')),
      alice.answer(3, '407 Proxy Auth Required', byProxy(SCHEMES), { notes: FAULT }),
    );
  });

  it('a Kerberos ticket that is refused', () => {
    checkFindings(
      alice.register(1),
      alice.answer(1, '401 Unauthorized', SCHEMES),
      alice.register(2, KERBEROS_TICKET),
      alice.answer(2, '401 Unauthorized', SCHEMES, { notes: FAULT }),
    );
  });

  it('three runs are one finding', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(1),
      alice.answer(3, '401 Unauthorized', SCHEMES, { notes: FAULT }),
      alice.register(4, NTLM_OPENING),
      alice.register(5, NTLM_CREDENTIALS),
      alice.answer(5, '401 Unauthorized', SCHEMES),
      alice.register(6, NTLM_OPENING),
      alice.register(7, NTLM_CREDENTIALS),
      alice.answer(7, '401 Unauthorized', SCHEMES),
    );
    assert.match(onlyMessage(found), /The log shows 3 attempts with this result\./);
  });

  it('the copy on the other leg of an edge server is related', () => {
    const edge = new Client({ sentBy: 'edge.example.com:5061' });
    const found = checkFindings(
      ...[...alice.ntlmHandshake(), ...edge.ntlmHandshake()],
      edge.answer(3, '401 Unauthorized', SCHEMES, { at: 3.2, notes: FAULT }),
      alice.answer(3, '401 Unauthorized', SCHEMES, { at: 3.3 }),
    );
    assert.equal(found[0]?.related.at(-1)?.message, 'The same answer on another leg of its way');
  });

  it('a password typed right the second time is information', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '401 Unauthorized', SCHEMES, { notes: ['information ms-auth-final-failed'] }),
      alice.register(4, NTLM_OPENING),
      alice.register(5, NTLM_CREDENTIALS),
      alice.answer(5, '200 OK'),
    );
    assert.equal(
      onlyMessage(found),
      'The credentials of alice@example.com were refused at first; those of a later attempt in this log were accepted. Nothing to do unless it happens again.',
    );
  });

  it('a client that falls back from Kerberos to NTLM, which succeeds, is information', () => {
    checkFindings(
      alice.register(1),
      alice.answer(1, '401 Unauthorized', SCHEMES),
      alice.register(2, KERBEROS_TICKET),
      alice.answer(2, '401 Unauthorized', SCHEMES, { notes: ['information ms-auth-final-failed'] }),
      alice.register(3, NTLM_OPENING),
      alice.register(4, NTLM_CREDENTIALS),
      alice.answer(4, '200 OK'),
    );
  });

  it('a fallback that is accepted and then fails for another reason leaves one error, the other', () => {
    checkFindings(
      alice.register(1),
      alice.answer(1, '401 Unauthorized', SCHEMES),
      alice.register(2, KERBEROS_TICKET),
      alice.answer(2, '401 Unauthorized', SCHEMES, { notes: ['information ms-auth-final-failed'] }),
      alice.register(3, NTLM_OPENING),
      alice.register(4, NTLM_CREDENTIALS),
      alice.answer(4, '404 Not Found', '\nms-diagnostics: 4005;reason="Destination URI does not exist"', {
        notes: ['error ms-user-not-found-4005'],
      }),
    );
  });

  describe('is silent about', () => {
    it('the 401s of a healthy NTLM handshake', () => {
      checkFindings(...alice.ntlmHandshake(), alice.answer(3, '200 OK'));
    });

    it('a healthy Kerberos handshake', () => {
      checkFindings(
        alice.register(1),
        alice.answer(1, '401 Unauthorized', SCHEMES),
        alice.register(2, KERBEROS_TICKET),
        alice.answer(2, '200 OK'),
      );
    });

    it('the rounds of TLS-DSK, each with a token of the server', () => {
      const round = (token: string): string => `TLS-DSK qop="auth", opaque="1", gssapi-data="${token}", version=4`;
      const rounds = ['FgMBAE4B', 'FgMBBC4L', 'FQMBAAIB'].flatMap((token, index) => [
        alice.register(index + 2, `\nAuthorization: ${round(token)}`),
        alice.answer(index + 2, '401 Unauthorized', `\nWWW-Authenticate: ${round(token)}`),
      ]);
      checkFindings(
        alice.register(1),
        alice.answer(1, '401 Unauthorized', '\nWWW-Authenticate: TLS-DSK realm="example.com", version=4'),
        ...rounds,
        alice.register(9, `\nAuthorization: ${round('FgMBADAA')}`),
        alice.answer(9, '200 OK'),
      );
    });

    it('the handshake that begins anew after eight hours', () => {
      const eightHours = 8 * 3600;
      checkFindings(
        ...alice.ntlmHandshake(),
        alice.answer(3, '200 OK'),
        alice.register(4, SIGNATURE, { at: eightHours }),
        alice.answer(4, '401 Unauthorized', SCHEMES, { at: eightHours + 0.1 }),
        ...alice.ntlmHandshake(5, eightHours + 1),
        alice.answer(7, '200 OK', '', { at: eightHours + 5 }),
      );
    });

    it('Digest, which has no handshake of several rounds', () => {
      const digest = '\nWWW-Authenticate: Digest realm="example.com", nonce="2"';
      checkFindings(
        alice.register(1),
        alice.answer(1, '401 Unauthorized', digest),
        alice.register(2, '\nAuthorization: Digest username="alice", realm="example.com", nonce="1", response="0"'),
        alice.answer(2, '401 Unauthorized', digest),
        alice.register(3, '\nAuthorization: Digest username="alice", realm="example.com", nonce="2", response="0"'),
        alice.answer(3, '200 OK'),
      );
    });
  });
});
