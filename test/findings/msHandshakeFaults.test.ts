import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';

const alice = new Client();
const offer = (parameters: string): string => `\nWWW-Authenticate: Kerberos qop="auth", ${parameters}`;
const answerTo = (parameters: string): string =>
  `\nAuthorization: Kerberos qop="auth", gssapi-data="YIIEXAMPLE", ${parameters}`;

/** A challenge and credentials with these parameters, which are refused. */
const refused = (challenge: string, credentials: string, note: string, ...behind: string[]) =>
  checkFindings(
    alice.register(1),
    alice.answer(1, '401 Unauthorized', offer(challenge)),
    alice.register(2, answerTo(credentials)),
    alice.answer(2, '401 Unauthorized', offer(challenge), { notes: [note] }),
    ...behind,
  );

const REFUSED = 'error ms-auth-final-failed';

describe('findings about credentials that do not fit the challenge:', () => {
  it('another opaque', () => {
    const found = refused('opaque="1"', 'opaque="2"', 'warning ms-auth-opaque-mismatch');
    assert.match(
      onlyMessage(found),
      /the server opened the handshake as "1" \(opaque\), and the client answers for "2", so the server refuses/,
    );
  });

  it('another server or realm', () => {
    const found = refused('targetname="fe1"', 'targetname="fe2"', 'warning ms-auth-targetname-mismatch');
    assert.match(onlyMessage(found), /the challenge is of fe1 \(targetname\), and the client answers fe2/);
    refused('realm="a"', 'realm="b"', 'warning ms-auth-targetname-mismatch');
  });

  it('an older version of the protocol', () => {
    const found = refused('version=4', 'version=3', 'warning ms-auth-protocol-version');
    assert.match(onlyMessage(found), /speaks version 4 .* and the client version 3/);
  });

  it('are silent when they fit, are left out or are masked', () => {
    refused('opaque="1", targetname="fe1", version=3', 'opaque="1", targetname="FE1", version=3', REFUSED);
    refused('opaque="1"', 'version=3', REFUSED);
    refused('targetname="***"', 'targetname="fe2"', REFUSED);
  });

  it('are silent when the sign-in succeeds', () => {
    refused(
      'opaque="1"',
      'opaque="2"',
      'information ms-auth-final-failed',
      alice.register(3, answerTo('opaque="1"')),
      alice.answer(3, '200 OK'),
    );
  });
});
