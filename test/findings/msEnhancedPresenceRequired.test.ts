import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client, NTLM_CREDENTIALS, NTLM_OPENING } from '../support/client';

const alice = new Client();
const FAULT = ['error ms-enhanced-presence-required'];
const SAYS_2013 = `
Require: msrtc-event-categories
ms-diagnostics: 2013;reason="msrtc-event-categories extension required";source="ocs.example.com"
ms-diagnostics-public: 2013;reason="msrtc-event-categories extension required"`;
const OFFERS = '\nSupported: gruu-10, msrtc-event-categories';

describe('finding ms-enhanced-presence-required', () => {
  it('an old client after a complete handshake', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '421 Extension required', SAYS_2013, { notes: FAULT }),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com cannot sign in with Messenger for Mac 6.0.3: the account is in enhanced-presence mode and the ' +
        'server demands msrtc-event-categories, which this client does not offer (421, ms-diagnostics 2013). The password ' +
        'was accepted. Use Communicator 2007 or newer (on a Mac: Messenger for Mac 7), or an account that has never signed ' +
        'in with one of them. Clearing "Enable enhanced presence" does not help: the mode stays once the account has used ' +
        'a newer client.',
    );
  });

  it('does not claim that a password was accepted where none was sent', () => {
    const found = checkFindings(
      alice.register(1),
      alice.answer(1, '421 Extension required', SAYS_2013, { notes: FAULT }),
    );
    assert.doesNotMatch(onlyMessage(found), /password/);
  });

  it('only the public form of the account, with a sub-code', () => {
    const says = '\nms-diagnostics-public: 2013.1;reason="msrtc-event-categories extension required"';
    checkFindings(alice.register(1), alice.answer(1, '421 Extension required', says, { notes: FAULT }));
  });

  it('only Require, without any account: no number is made up', () => {
    const says = '\nRequire: ms-keep-alive , MSRTC-event-categories';
    const found = checkFindings(alice.register(1), alice.answer(1, '421 Extension required', says, { notes: FAULT }));
    assert.match(onlyMessage(found), /does not offer \(421\)\./);
    assert.equal(found[0]?.msDiagnostics, undefined);
  });

  it('the number with the words of a server of its own', () => {
    for (const reason of ['Enhanced presence is required by policy', 'The extension is missing', '']) {
      const says = `\nms-diagnostics: 2013;reason="${reason}"`;
      checkFindings(alice.register(1), alice.answer(1, '421 Extension required', says, { notes: FAULT }));
    }
  });

  it('attempts that repeat are one finding, the others related', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake(),
      alice.answer(3, '421 Extension required', SAYS_2013, { notes: FAULT }),
      alice.register(4, NTLM_OPENING),
      alice.register(5, NTLM_CREDENTIALS),
      alice.answer(5, '421 Extension required', SAYS_2013),
    );
    assert.match(onlyMessage(found), /The log shows 2 attempts with this result\./);
    assert.equal(found[0]?.related.at(-1)?.message, 'The same answer to a repeated attempt (CSeq 5)');
  });

  it('two legs of a proxy are one finding, where the answer came first', () => {
    const behindEdge = new Client({ sentBy: 'edge.example.com:5061' });
    const found = checkFindings(
      alice.register(1, '', { at: 1 }),
      behindEdge.register(1, '', { at: 1.01 }),
      behindEdge.answer(1, '421 Extension required', SAYS_2013, { at: 1.02, notes: FAULT }),
      alice.answer(1, '421 Extension required', SAYS_2013, { at: 1.03 }),
    );
    assert.equal(found[0]?.related.at(-1)?.message, 'The same answer on another leg of its way');
    assert.doesNotMatch(onlyMessage(found), /attempts/);
  });

  it('a retry with the tag that succeeds is information', () => {
    const found = checkFindings(
      alice.register(1),
      alice.answer(1, '421 Extension required', SAYS_2013, { notes: ['information ms-enhanced-presence-required'] }),
      alice.register(2, OFFERS),
      alice.answer(2, '200 OK'),
    );
    assert.match(onlyMessage(found), /a later one in this log succeeded\. Nothing to do\./);
  });

  it('a SUBSCRIBE of the own user, before a REGISTER says so', () => {
    const found = checkFindings(
      alice.request('SUBSCRIBE', 1, '\nEvent: vnd-microsoft-roaming-self'),
      alice.answerTo('SUBSCRIBE', 1, '421 Extension required', SAYS_2013, { notes: FAULT }),
      alice.request('SUBSCRIBE', 2, '\nEvent: vnd-microsoft-roaming-self'),
      alice.answerTo('SUBSCRIBE', 2, '421 Extension required', SAYS_2013),
    );
    assert.match(onlyMessage(found), /^alice@example\.com cannot load presence with this client:/);
  });

  it('a SUBSCRIBE that is repeated with the tag and succeeds is information', () => {
    checkFindings(
      alice.request('SUBSCRIBE', 1, '\nEvent: vnd-microsoft-roaming-self'),
      alice.answerTo('SUBSCRIBE', 1, '421 Extension required', SAYS_2013, {
        notes: ['information ms-enhanced-presence-required'],
      }),
      alice.request('SUBSCRIBE', 2, `\nEvent: vnd-microsoft-roaming-self${OFFERS}`),
      alice.answerTo('SUBSCRIBE', 2, '200 OK'),
    );
  });

  it('a SUBSCRIBE refused like the sign-in belongs to its finding', () => {
    checkFindings(
      alice.register(1),
      alice.answer(1, '421 Extension required', SAYS_2013, { notes: FAULT }),
      new Client({ callId: 'another' }).request('SUBSCRIBE', 1, '', { at: 3 }),
      new Client({ callId: 'another' }).answerTo('SUBSCRIBE', 1, '421 Extension required', SAYS_2013, { at: 4 }),
    );
  });

  describe('leaves to the general rules', () => {
    it('another extension under the same number', () => {
      checkFindings(
        alice.register(1),
        alice.answer(
          1,
          '421 Extension required',
          '\nRequire: adhoclist\nms-diagnostics: 2013;reason="The adhoclist extension is required"',
          { notes: ['error registration-failed'] },
        ),
      );
    });

    it('a client that offers the tag', () => {
      checkFindings(
        alice.register(1, OFFERS),
        alice.answer(1, '421 Extension required', SAYS_2013, { notes: ['error registration-failed'] }),
      );
    });

    it('the number under another status', () => {
      checkFindings(
        alice.register(1),
        alice.answer(1, '403 Forbidden', SAYS_2013, { notes: ['error registration-failed'] }),
      );
    });
  });
});
