import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';
import { diagnosticRecord } from '../support/logs';

const bob = new Client({ user: 'bob@example.com', callId: '2f6c', epid: '90ab' });
const FAULT = ['error ms-user-not-found-4005'];
const SAYS_4005 =
  '\nms-diagnostics: 4005;reason="Destination URI either not enabled for SIP or does not exist";source="ocs.example.com"';

describe('finding ms-user-not-found-4005', () => {
  it('a fresh account after a complete handshake', () => {
    const found = checkFindings(...bob.ntlmHandshake(), bob.answer(3, '404 Not Found', SAYS_4005, { notes: FAULT }));
    assert.equal(
      onlyMessage(found),
      'bob@example.com cannot sign in with Messenger for Mac 6.0.3: the server knows no SIP user with this address (404, ' +
        'ms-diagnostics 4005). The password was accepted. Check that bob@example.com equals the SIP URI in the directory, ' +
        'that the user is enabled on this pool, and for a new account that User Replicator has copied it to the pool; then ' +
        'sign in again. Reported to work for Messenger for Mac 6: create the user on the pool first, then enable it for ' +
        'enhanced presence, then sign in.',
    );
    assert.deepEqual(
      found[0]?.related.map(({ message }) => message),
      [
        'Step 1: REGISTER without credentials',
        'Step 2: 401: the server asks for credentials (NTLM, Kerberos)',
        'Step 3: REGISTER opens the NTLM handshake',
        'Step 4: 401: the server sends its NTLM challenge',
        'Step 5: REGISTER with the NTLM credentials',
      ],
    );
  });

  it('what the server logged about the failing message is related', () => {
    const found = checkFindings(
      bob.register(1),
      bob.answer(1, '404 Not Found', SAYS_4005, { notes: FAULT }),
      diagnosticRecord(
        1.2,
        'Text: No user\nResult-Code: 0xc3e93d6f SIPPROXY_E_X\nSIP-Call-ID: 2f6c\nSIP-CSeq: 1 REGISTER',
      ),
      diagnosticRecord(1.3, 'Text: about another request\nSIP-Call-ID: 2f6c\nSIP-CSeq: 7 REGISTER'),
      diagnosticRecord(1.4, 'Text: about another sign-in\nSIP-Call-ID: 2f6d\nSIP-CSeq: 1 REGISTER'),
    );
    assert.deepEqual(
      found[0]?.related.map(({ message }) => message),
      ['Step 1: REGISTER without credentials', 'The server logged: No user (0xc3e93d6f SIPPROXY_E_X)'],
    );
  });

  it('the next attempt with a new Call-ID is the same trouble once more', () => {
    const again = new Client({ user: 'bob@example.com', callId: '2f6d', epid: '90ab' });
    const found = checkFindings(
      bob.register(1),
      bob.answer(1, '404 Not Found', SAYS_4005, { notes: FAULT }),
      again.register(1, '', { at: 20 }),
      again.answer(1, '404 Not Found', SAYS_4005, { at: 20.1 }),
    );
    assert.match(onlyMessage(found), /1 more like this in the log\.$/);
  });

  it('so does ErrorId 4006', () => {
    const account = '\nms-diagnostics: 4006;reason="User not found in pool"';
    const found = checkFindings(bob.register(1), bob.answer(1, '404 Not Found', account, { notes: FAULT }));
    assert.match(
      onlyMessage(found),
      /the pool that was asked is not the home of a user with this address \(404, ms-diagnostics 4006\)/,
    );
  });

  it('replication that catches up is information', () => {
    const found = checkFindings(
      bob.register(1),
      bob.answer(1, '404 Not Found', SAYS_4005, { notes: ['information ms-user-not-found-4005'] }),
      bob.register(2),
      bob.answer(2, '200 OK'),
    );
    assert.match(onlyMessage(found), /replication has caught up/);
  });

  it('a SUBSCRIBE of the own user', () => {
    const found = checkFindings(
      bob.request('SUBSCRIBE', 1),
      bob.answerTo('SUBSCRIBE', 1, '404 Not Found', SAYS_4005, { notes: FAULT }),
    );
    assert.match(onlyMessage(found), /^bob@example\.com cannot load their own data:/);
  });

  it('a SUBSCRIBE that succeeds later is information', () => {
    checkFindings(
      bob.request('SUBSCRIBE', 1),
      bob.answerTo('SUBSCRIBE', 1, '404 Not Found', SAYS_4005, { notes: ['information ms-user-not-found-4005'] }),
      bob.request('SUBSCRIBE', 2),
      bob.answerTo('SUBSCRIBE', 2, '200 OK'),
    );
  });

  it('a SUBSCRIBE to somebody else is another rule', () => {
    checkFindings(`
SIP/2.0 404 Not Found
#<--------------------- warning ms-user-not-found-target
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:bob@example.com>;tag=1;epid=90ab
To: <sip:carol@example.net>;tag=2
Call-ID: 1
CSeq: 1 SUBSCRIBE
ms-diagnostics: 4005;reason="Destination URI either not enabled for SIP or does not exist"

`);
  });

  it('a 404 without the number is left to registration-failed', () => {
    checkFindings(bob.register(1), bob.answer(1, '404 Not Found', '', { notes: ['error registration-failed'] }));
  });
});
