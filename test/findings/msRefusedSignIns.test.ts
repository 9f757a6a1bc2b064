import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';

const alice = new Client();

/** Findings about a handshake that is answered with `status` and this account. */
const refused = (status: string, account: string, note: string, ...behind: string[]) =>
  checkFindings(
    ...alice.ntlmHandshake(),
    alice.answer(3, status, `\nms-diagnostics: ${account}`, { notes: [note] }),
    ...behind,
  );

describe('findings about sign-ins that are refused with a number that leaves no question:', () => {
  const cases: readonly (readonly [status: string, account: string, note: string, says: RegExp])[] = [
    [
      '403 Forbidden',
      '4004;reason="Credentials provided are not authorized to act as specified from URI"',
      'error ms-sign-in-uri-not-own',
      /the account Domain\\User may not use the address alice@example\.com: .* \(403, ms-diagnostics 4004\)\./,
    ],
    [
      '403 Forbidden',
      '4003;reason="From URI not enabled for remote access"',
      'error ms-remote-access-off',
      /^alice@example\.com cannot sign in with Messenger for Mac 6\.0\.3: the user is not allowed to sign in from outside/,
    ],
    ['400 Bad Request', '4010', 'error ms-missing-endpoint-id', /the REGISTER names no endpoint/],
    ['400 Bad Request', '4011', 'error ms-missing-endpoint-id', /the REGISTER names no endpoint/],
    ['400 Bad Request', '4012', 'error ms-missing-endpoint-id', /is longer than the server takes \(400, ms-diag/],
    ['489 Bad Event', '4055', 'warning ms-event-not-registration', /has another Event, and the server takes only/],
    ['421 Extension Required', '2057', 'error ms-gruu-required', /without gruu-10/],
  ];
  for (const [status, account, note, says] of cases) {
    it(`${status} with ${account.slice(0, 4)}`, () => {
      const found = refused(status, account, note);
      assert.match(onlyMessage(found), says);
      assert.equal(found[0]?.msDiagnostics, Number(account.slice(0, 4)));
      assert.equal(found[0]?.related.length, 5, 'the steps of the handshake');
    });
  }

  it('the public form of the header field counts as well', () => {
    checkFindings(
      alice.register(1),
      alice.answer(1, '403 Forbidden', '\nms-diagnostics-public: 4003', { notes: ['error ms-remote-access-off'] }),
    );
  });

  it('attempts under other Call-IDs are one finding', () => {
    const again = new Client({ callId: 'again@192.0.2.1' });
    const found = refused(
      '403 Forbidden',
      '4003',
      'error ms-remote-access-off',
      again.register(1, '', { at: 60 }),
      again.answer(1, '403 Forbidden', '\nms-diagnostics: 4003', { at: 61 }),
    );
    assert.match(onlyMessage(found), /1 more like this in the log\.$/);
    assert.equal(found[0]?.more, 1);
  });

  it('is news when a later attempt succeeds', () => {
    const found = refused(
      '403 Forbidden',
      '4003',
      'information ms-remote-access-off',
      ...alice.ntlmHandshake(4),
      alice.answer(6, '200 OK'),
    );
    assert.match(onlyMessage(found), /A later attempt in this log succeeded\. Nothing to do\.$/);
  });

  it('another status code leaves it to the general rules', () => {
    refused('500 Server Internal Error', '4003', 'error registration-failed');
  });

  it('so does a reason that contradicts the number', () => {
    refused('403 Forbidden', '4003;reason="Database is read-only"', 'error registration-failed');
  });
});
