import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';

const alice = new Client();
const FAULT = ['error ms-tls-dsk-certificate'];
const TARGET = 'realm="SIP Communications Service", targetname="fe.example.com", version=4';
const OFFER = `\nWWW-Authenticate: TLS-DSK ${TARGET}, sts-uri="https://fe.example.com:443/CertProv/CertProvisioningService.svc"`;
/** A TLS record: alert 45 (certificate_expired) or 0 (close_notify), fatal or a warning; or a handshake. */
const token = (...octets: number[]): string => Buffer.from(octets).toString('base64');
const EXPIRED = token(21, 3, 1, 0, 2, 2, 45);
const GOODBYE = token(21, 3, 1, 0, 2, 1, 0);
const HELLO = token(22, 3, 1, 0, 0);
const sends = (data: string): string => `\nAuthorization: TLS-DSK ${TARGET}, gssapi-data="${data}"`;
const answers = (data: string): string => `\nWWW-Authenticate: TLS-DSK ${TARGET}, opaque="1", gssapi-data="${data}"`;

describe('finding ms-tls-dsk-certificate', () => {
  it('an alert of the server', () => {
    const found = checkFindings(
      alice.register(1),
      alice.answer(1, '401 Unauthorized', OFFER),
      alice.register(2, sends(HELLO)),
      alice.answer(2, '401 Unauthorized', answers(EXPIRED), { notes: FAULT }),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com cannot sign in with Messenger for Mac 6.0.3: the server ends the sign-in with a certificate (TLS-DSK) ' +
        'by the alert certificate_expired. The certificate is not valid now: expired, not yet valid, or a clock is wrong. ' +
        'Delete the certificate of the client, so that it requests a new one from fe.example.com; check that it reaches that ' +
        'service and trusts the certificate of the server.',
    );
  });

  it('an alert of the client; that it is refused then follows from it', () => {
    const found = checkFindings(
      alice.register(1),
      alice.answer(1, '401 Unauthorized', OFFER),
      alice.register(2, sends(EXPIRED), { notes: FAULT }),
      alice.answer(2, '401 Unauthorized', OFFER),
    );
    assert.match(onlyMessage(found), /the client ends the sign-in/);
  });

  it('is silent about an alert that is no failure, and when the client gets in later', () => {
    checkFindings(alice.register(1, sends(HELLO)), alice.answer(1, '401 Unauthorized', answers(GOODBYE)));
    checkFindings(
      alice.register(1, sends(HELLO)),
      alice.answer(1, '401 Unauthorized', answers(EXPIRED)),
      alice.register(2, sends(HELLO)),
      alice.answer(2, '200 OK'),
    );
  });
});
