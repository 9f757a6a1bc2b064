import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client, KERBEROS_TICKET, SCHEMES } from '../support/client';

const alice = new Client();
const FAULT = ['error registration-failed'];

describe('finding registration-failed', () => {
  it('does not repeat what stands in the place of a scheme: it may be the credentials', () => {
    const [found] = checkFindings(
      alice.register(1, '\nAuthorization: s3cret'),
      alice.answer(1, '403 Forbidden', '', { notes: FAULT }),
    );
    assert.match(JSON.stringify(found?.related), /REGISTER with the unknown scheme credentials/);
  });

  it('an answer that no specific rule explains', () => {
    const carol = new Client({ epid: '', headers: '' });
    const found = checkFindings(carol.register(1), carol.answer(1, '503 Service Unavailable', '', { notes: FAULT }));
    assert.equal(
      onlyMessage(found),
      "alice@example.com cannot register: 503 Service Unavailable. The server can't take the request now: overload, " +
        'maintenance, or no route or trunk. The client should try another server. Check load, licences and state of the ' +
        'server and its trunks.',
    );
  });

  it('says nothing of a callee where the status code is one of calls', () => {
    const carol = new Client({ epid: '', headers: '' });
    const found = checkFindings(
      carol.register(1),
      carol.answer(1, '480 Temporarily Unavailable', '\nRetry-After: 30', { notes: FAULT }),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com cannot register: 480 Temporarily Unavailable. This code is about a person who is called, and tells ' +
        'nothing of a registration. It asks to wait for 30 s before the next try (Retry-After). Read the log of the server at ' +
        'this time: it says why the server could not register the user.',
    );
  });

  it('says that the credentials were not the problem when the server signs its answer', () => {
    const signed = '\nAuthentication-Info: NTLM rspauth="01000000", srand="9E4FE44A", snum="1", opaque="2657C383"';
    for (const [headers, expected] of [
      [signed, true],
      ['', false],
    ] as const) {
      const found = checkFindings(
        ...alice.ntlmHandshake(),
        alice.answer(3, '500 Server Internal Error', headers, { notes: FAULT }),
      );
      assert.equal(/The credentials were not the problem/.test(onlyMessage(found)), expected);
    }
  });

  it('the verdict when refused Kerberos is followed by accepted NTLM and a failure', () => {
    checkFindings(
      alice.register(1),
      alice.answer(1, '401 Unauthorized', SCHEMES),
      alice.register(2, KERBEROS_TICKET),
      alice.answer(2, '401 Unauthorized', SCHEMES, { notes: ['information ms-auth-final-failed'] }),
      ...alice.ntlmHandshake(3),
      alice.answer(5, '504 Server Time-out', '', { notes: FAULT }),
    );
  });

  it('a success that comes more than a minute later does not take the failure back', () => {
    const again = new Client({ callId: 'again@192.0.2.1' });
    checkFindings(
      alice.register(1),
      alice.answer(1, '500 Server Internal Error', '', { notes: FAULT }),
      again.register(1, '', { at: 600 }),
      again.answer(1, '200 OK', '', { at: 600.1 }),
    );
  });

  it('is silent about a sign-out: the client is gone either way', () => {
    checkFindings(alice.register(1, '\nExpires: 0'), alice.answer(1, '481 Call Leg Does Not Exist'));
  });

  it('but not of a 403, which may be about them', () => {
    const found = checkFindings(...alice.ntlmHandshake(), alice.answer(3, '403 Forbidden', '', { notes: FAULT }));
    assert.doesNotMatch(onlyMessage(found), /The credentials were not/);
  });

  it('repeats what the server says of the failure', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '403 Forbidden', '\nms-diagnostics: 2;reason="See response code and reason phrase"', {
        notes: FAULT,
      }),
    );
    assert.match(onlyMessage(found), /403 Forbidden\. ms-diagnostics 2: See response code and reason phrase\./);
    assert.equal(found[0]?.msDiagnostics, 2);
  });

  it('attempts that repeat in one sign-in are one finding', () => {
    const found = checkFindings(
      alice.register(1),
      alice.answer(1, '403 Forbidden', '', { notes: FAULT }),
      alice.register(2),
      alice.answer(2, '403 Forbidden'),
    );
    assert.match(onlyMessage(found), /The log shows 2 attempts with this result\./);
  });

  it('two legs of an edge server are one finding', () => {
    const edge = new Client({ sentBy: 'edge.example.com:5061' });
    checkFindings(
      alice.register(1),
      edge.register(1),
      edge.answer(1, '403 Forbidden', '', { at: 1.2, notes: FAULT }),
      alice.answer(1, '403 Forbidden', '', { at: 1.3 }),
    );
  });

  it('attempts over several connections count as well', () => {
    const reconnected = new Client({ sentBy: '192.0.2.1:1402' });
    const found = checkFindings(
      alice.register(1),
      alice.answer(1, '403 Forbidden', '', { notes: FAULT }),
      reconnected.register(2),
      reconnected.answer(2, '403 Forbidden'),
    );
    assert.match(onlyMessage(found), /The log shows 2 attempts with this result\./);
  });

  it('two users with one Call-ID are two', () => {
    const second = new Client({ epid: '90ab' });
    checkFindings(
      alice.register(1),
      alice.answer(1, '403 Forbidden', '', { notes: FAULT }),
      second.register(2),
      second.answer(2, '403 Forbidden', '', { notes: FAULT }),
    );
  });

  it('a phone without any Microsoft extension', () => {
    checkFindings(`
REGISTER sip:example.com SIP/2.0
v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
f: sip:carol@example.com;tag=1
t: sip:carol@example.com
i: 1
CSeq: 1 REGISTER

SIP/2.0 404 Not Found
#<--------------------- error registration-failed
v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
f: sip:carol@example.com;tag=1
t: sip:carol@example.com;tag=2
i: 1
CSeq: 1 REGISTER

`);
  });

  describe('is silent about', () => {
    it('a redirect to the home pool', () => {
      checkFindings(
        ...alice.ntlmHandshake(),
        alice.answer(3, '301 Redirect to home server', '\nContact: <sip:pool2.example.com:5061;transport=TLS>', {
          notes: ['hint ms-redirect-home'],
        }),
      );
    });

    it('challenges', () => checkFindings(alice.register(1), alice.answer(1, '401 Unauthorized', SCHEMES)));

    it('423 and 494, which ask for another try', () => {
      checkFindings(alice.register(1), alice.answer(1, '423 Interval Too Brief', '\nMin-Expires: 3600'));
      checkFindings(alice.register(1), alice.answer(1, '494 Security Agreement Required'));
    });

    it('a sign-in that succeeds in the end: what failed before is news', () => {
      checkFindings(
        alice.register(1),
        alice.answer(1, '500 Server Internal Error', '', { notes: ['information registration-failed'] }),
        alice.register(2),
        alice.answer(2, '200 OK'),
      );
    });

    it('a sign-in that a specific rule explains: another failure in it is a warning', () => {
      checkFindings(
        alice.register(1),
        alice.answer(1, '404 Not Found', '\nms-diagnostics: 4005', { notes: ['error ms-user-not-found-4005'] }),
        alice.register(2),
        alice.answer(2, '500 Server Internal Error', '', { notes: ['warning server-error'] }),
      );
    });
  });
});
