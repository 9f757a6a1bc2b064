import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';

const alice = new Client();
const FAULT = ['error ms-client-version-filter'];
const WARNING = '\nWarning: 314 lcs.microsoft.com "See \\"http://example.com/update\\" for a newer version"';

describe('finding ms-client-version-filter', () => {
  it('a 403 with a Warning of the filter, which is repeated', () => {
    const found = checkFindings(...alice.ntlmHandshake(), alice.answer(3, '403 Forbidden', WARNING, { notes: FAULT }));
    assert.equal(
      onlyMessage(found),
      'alice@example.com cannot sign in with Messenger for Mac 6.0.3: the client version filter of the server blocks this ' +
        'version of the client (403, Warning 314). The server says: "See "http://example.com/update" for a newer version". ' +
        'The password has nothing to do with it. Update the client, or change the rule for it in the client version filter.',
    );
  });

  for (const id of [17002, 17003]) {
    it(`a 403 with ErrorId ${id}`, () => {
      const found = checkFindings(
        alice.register(1),
        alice.answer(1, '403 Forbidden', `\nms-diagnostics-public: ${id};reason="Blocked client version"`, {
          notes: FAULT,
        }),
      );
      assert.match(
        onlyMessage(found),
        new RegExp(`\\(403, ms-diagnostics ${id}\\)\\. The server says: "Blocked client`),
      );
    });
  }

  it('the Warning behind another one in the same header field', () => {
    checkFindings(
      alice.register(1),
      alice.answer(1, '403 Forbidden', '\nWarning: 399 ocs.example.com "no, not me", 312 lcs.microsoft.com "update"', {
        notes: FAULT,
      }),
    );
  });

  it('leaves the advice in the 200 of a client that may sign in to another rule', () => {
    const notes = ['information ms-client-update-advised'];
    checkFindings(...alice.ntlmHandshake(), alice.answer(3, '200 OK', WARNING, { notes }));
  });

  it('leaves a 403 of another kind to registration-failed', () => {
    const others = ['399 lcs.microsoft.com "x"', '314 example.com "x"', '3140 lcs.microsoft.com "x"'];
    for (const warning of others) {
      checkFindings(
        alice.register(1),
        alice.answer(1, '403 Forbidden', `\nWarning: ${warning}`, { notes: ['error registration-failed'] }),
      );
    }
  });
});
