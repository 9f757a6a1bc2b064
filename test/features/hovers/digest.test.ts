import assert from 'node:assert/strict';
import { message } from '../../support/logs';
import { checkHover, hoverMarkdown } from '../support/checkHover';

const RESPONSE = `
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=1
To: <sip:alice@contoso.com>;tag=2
Call-ID: 1
CSeq: 3 REGISTER`;

/** A REGISTER with an own CSeq and `credentials`. */
const register = (cseq: number, credentials: string): string =>
  message({
    start: 'REGISTER sip:example.com SIP/2.0',
    headers: `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${cseq}\nCall-ID: 1\nCSeq: ${cseq} REGISTER\nAuthorization: ${credentials}`,
  });

const DIGEST =
  'Digest username="alice", realm="example.com", nonce="dcd98b7102dd2f0e", uri="sip:example.com", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", algorithm=MD5';

describe('hover on Digest', () => {
  it('says what credentials prove, with which algorithm, and how often the nonce was used', () => {
    checkHover(
      `${register(1, DIGEST.replace('Digest', 'Dig$0est'))}\n${register(2, DIGEST.replace('nc=00000001', 'nc=0000000a'))}`,
      `
Digest credentials, from the client

The client proves that it knows the password, without sending it.

- User: alice
- Realm: example.com
- Made for: sip:example.com
- Algorithm: MD5. The oldest way, and the one that is meant when nothing is said. It can be guessed fast; RFC 8760 asks for SHA-256 beside it.
- Covers: the request, without its body (qop auth)
- Request number 1 with this nonce (nc)
- In this log: 2 requests use this nonce, nc 1 to 10.
- The response is not shown: with it a password can be guessed.

Source: RFC 7616 3 (https://www.rfc-editor.org/rfc/rfc7616#section-3); RFC 8760 2.1 (https://www.rfc-editor.org/rfc/rfc8760#section-2.1); RFC 7616 3.3 (https://www.rfc-editor.org/rfc/rfc7616#section-3.3); RFC 3261 22.4 (https://www.rfc-editor.org/rfc/rfc3261#section-22.4)`,
    );
  });

  it('says what a challenge asks for', () => {
    checkHover(
      message({
        start: 'SIP/2.0 401 Unauthorized',
        headers: `${RESPONSE.trim()}\nWWW-Authenticate: Digest$0 realm="example.com", nonce="n1n2n3n4", qop="auth,auth-int", algorithm=SHA-256`,
      }),
      `
Digest challenge, from the server

The server asks for a proof of user name and password. A first 401 or 407 is no fault.

- Realm: example.com
- Algorithm: SHA-256. Every new implementation has to know it.
- Covers: the request, or also its body (qop auth, auth-int)
- In this log: no request uses this nonce.

Source: RFC 7616 3 (https://www.rfc-editor.org/rfc/rfc7616#section-3); RFC 8760 2.1 (https://www.rfc-editor.org/rfc/rfc8760#section-2.1); RFC 7616 3.3 (https://www.rfc-editor.org/rfc/rfc7616#section-3.3); RFC 3261 22.4 (https://www.rfc-editor.org/rfc/rfc3261#section-22.4)`,
    );
  });

  it('says that a stale nonce is no wrong password', () => {
    assert.match(
      hoverMarkdown(
        message({
          start: 'SIP/2.0 401 Unauthorized',
          headers: `${RESPONSE.trim()}\nWWW-Authenticate: Dig$0est realm="a", nonce="n1n2n3n4", stale=TRUE`,
        }),
      ),
      /The nonce was too old; user name and password were right/,
    );
  });

  it('explains a parameter, and shows what is no secret', () => {
    checkHover(
      register(1, DIGEST.replace('username=', 'user$0name=')),
      `
username (parameter of Digest)

Who signs in. It need not be the address of record.

- Here: alice

Source: RFC 7616 3.4 (https://www.rfc-editor.org/rfc/rfc7616#section-3.4)`,
    );
    checkHover(
      register(1, DIGEST.replace('nc=', 'n$0c=')),
      `
nc (parameter of Digest)

How many requests the client has made with this nonce, as eight hexadecimal digits. The server sees by it that nobody repeats a request.

- Request number 1 with this nonce (nc)
- In this log: 1 request uses this nonce, nc 1.

Source: RFC 7616 3.4 (https://www.rfc-editor.org/rfc/rfc7616#section-3.4)`,
    );
    checkHover(
      register(1, DIGEST.replace('algorithm=', 'algo$0rithm=')),
      `
algorithm (parameter of Digest)

How the proof is computed. Of several challenges the client takes the first that it can do.

- MD5: The oldest way, and the one that is meant when nothing is said. It can be guessed fast; RFC 8760 asks for SHA-256 beside it.

Source: RFC 8760 2.1 (https://www.rfc-editor.org/rfc/rfc8760#section-2.1); RFC 7616 3.3 (https://www.rfc-editor.org/rfc/rfc7616#section-3.3); RFC 8760 2.3 (https://www.rfc-editor.org/rfc/rfc8760#section-2.3)`,
    );
    checkHover(
      register(1, DIGEST.replace('response="', 'response="66$0')),
      `
response (parameter of Digest)

The proof: a hash of user name, realm, password, nonce, method and uri. With it a password can be guessed offline.

- The value is not shown.

Source: RFC 7616 3.4 (https://www.rfc-editor.org/rfc/rfc7616#section-3.4)`,
    );
  });

  it('explains what a server adds to its answer, without a scheme in front', () => {
    checkHover(
      message({
        start: 'SIP/2.0 200 OK',
        headers: `${RESPONSE.trim()}\nAuthentication-Info: nextnonce="abcd1234", rsp$0auth="0123456789abcdef"`,
      }),
      `
rspauth (parameter of Digest)

With it the server proves that it knows the password as well.

- The value is not shown.

Source: RFC 7616 3.5 (https://www.rfc-editor.org/rfc/rfc7616#section-3.5)`,
    );
  });

  it('counts a request once, whatever number of legs it was logged on', () => {
    const twice = `${register(1, DIGEST.replace('nonce=', 'no$0nce='))}\n${register(1, DIGEST)}`;
    assert.match(hoverMarkdown(twice), /In this log: 1 request uses this nonce, nc 1\./);
    const repeated = `${register(1, DIGEST.replace('nonce=', 'no$0nce='))}\n${register(2, DIGEST)}`;
    assert.match(hoverMarkdown(repeated), /2 requests use this nonce, nc 1\. Two of them have the same nc/);
  });
});
