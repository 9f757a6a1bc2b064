import assert from 'node:assert/strict';
import { AUTHENTICATE_TOKEN, CHALLENGE_TOKEN } from '../../support/client';
import {
  AUTHENTICATOR_SECRET,
  certificateMessage,
  clientHello,
  kerberosError,
  kerberosToken,
  negotiateToken,
  serverHello,
  serverHelloDone,
  TICKET_SECRET,
  tlsRecord,
} from '../../support/der';
import { message, record } from '../../support/logs';
import { checkHover, hoverMarkdown } from '../support/checkHover';

const RESPONSE = `
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=1
To: <sip:alice@contoso.com>;tag=2
Call-ID: 1
CSeq: 3 REGISTER`;

const inRegister = (header: string): string => message({ start: 'REGISTER sip:contoso.com SIP/2.0', headers: header });

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

describe('hover on Basic and Bearer', () => {
  it('never shows the password or the token', () => {
    const basic = inRegister(
      `Authorization: Basic ${Buffer.from('alice:hunter2').toString('base64').replace('Y', 'Y$0')}`,
    );
    checkHover(
      basic,
      `
Basic credentials

User name and password, only written differently (base64): whoever reads this log can read them. They are not shown here.

- SIP does not allow this scheme. Change the password if the log has left your hands.

Source: RFC 7617 2 (https://www.rfc-editor.org/rfc/rfc7617#section-2); RFC 3261 22 (https://www.rfc-editor.org/rfc/rfc3261#section-22)`,
    );
    assert.doesNotMatch(hoverMarkdown(basic), /hunter2|YWxpY2U/);
    assert.doesNotMatch(hoverMarkdown(inRegister('Authorization: Bearer ey$0JhbGciOi.J9.abc')), /JhbGciOi/);
  });

  it('does not show the parameters of a scheme that nobody knows', () => {
    assert.doesNotMatch(hoverMarkdown(inRegister('Authorization: NewAuth tok$0en="abc123"')), /abc123/);
  });
});

describe('hover on Kerberos', () => {
  const inToken = (token: Buffer, scheme = 'Kerberos'): string =>
    inRegister(
      `Authorization: ${scheme} qop="auth", realm="SIP Communications Service", gssapi-$0data="${token.toString('base64')}"`,
    );

  it('says for which service of which realm the ticket is', () => {
    checkHover(
      inToken(kerberosToken()),
      `
Kerberos ticket for a service (AP-REQ), from the client

The client has a ticket for sip/fe01.contoso.com; the service can check it without asking anybody.

- Realm: CONTOSO.COM
- Service: sip/fe01.contoso.com
- Mechanism: Kerberos 5
- Ticket (not shown): 24 octets, aes256-cts-hmac-sha1-96, version 3 of the key
- Proof that it is the client's own (not shown): 19 octets, aes256-cts-hmac-sha1-96
- The server has to prove itself as well
- The clocks of both sides may differ by five minutes at most

Source: RFC 4120 5.5 (https://www.rfc-editor.org/rfc/rfc4120#section-5.5); RFC 4121 4.1 (https://www.rfc-editor.org/rfc/rfc4121#section-4.1); [MS-SIPAE] 3.1 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/); [MS-SIP] 3.1.5.1 (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-sip/); RFC 3962 7 (https://www.rfc-editor.org/rfc/rfc3962#section-7)`,
    );
  });

  it('reads the ticket inside of a negotiation', () => {
    checkHover(
      inToken(negotiateToken(), 'Negotiate'),
      `
Kerberos ticket for a service (AP-REQ), from the client

The client has a ticket for sip/fe01.contoso.com; the service can check it without asking anybody.

- Realm: CONTOSO.COM
- Service: sip/fe01.contoso.com
- Mechanism: SPNEGO, Kerberos 5 with the identifier of Microsoft, Kerberos 5
- Ticket (not shown): 24 octets, aes256-cts-hmac-sha1-96, version 3 of the key
- Proof that it is the client's own (not shown): 19 octets, aes256-cts-hmac-sha1-96
- The server has to prove itself as well
- The clocks of both sides may differ by five minutes at most

Source: RFC 4120 5.5 (https://www.rfc-editor.org/rfc/rfc4120#section-5.5); RFC 4121 4.1 (https://www.rfc-editor.org/rfc/rfc4121#section-4.1); [MS-SIPAE] 3.1 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/); [MS-SIP] 3.1.5.1 (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-sip/); RFC 3962 7 (https://www.rfc-editor.org/rfc/rfc3962#section-7)`,
    );
  });

  it('names the error of the server', () => {
    checkHover(
      inToken(kerberosError()),
      `
Kerberos error 37

KRB_AP_ERR_SKEW: the clocks differ too much.

- Realm: CONTOSO.COM
- Service: sip/fe01.contoso.com
- Clock of the server: 2008-01-31T00:01:56.000Z
- Mechanism: Kerberos 5

Source: RFC 4120 5.9.1 (https://www.rfc-editor.org/rfc/rfc4120#section-5.9.1); RFC 4120 7.5.9 (https://www.rfc-editor.org/rfc/rfc4120#section-7.5.9)`,
    );
  });

  it('shows nothing of ticket and authenticator', () => {
    for (const token of [kerberosToken(), negotiateToken()]) {
      const markdown = hoverMarkdown(inToken(token));
      for (const secret of [TICKET_SECRET, AUTHENTICATOR_SECRET]) {
        assert.ok(
          !markdown.includes(secret) && !markdown.includes(Buffer.from(secret).toString('base64').slice(0, 12)),
        );
        assert.ok(!markdown.includes(Buffer.from(secret).toString('hex').slice(0, 12)));
      }
    }
  });

  it('says where a token is cut or broken', () => {
    const token = kerberosToken();
    for (const [broken, text] of [
      [
        token.subarray(0, 100),
        /^\*\*Kerberos token that cannot be read\*\*\n\nAt octet 100: the token announces \d+ octets and has 100/,
      ],
      [token.subarray(0, 5), /the mechanism is cut/],
      [Buffer.from('FAKETICKET'), /At octet 0: a token begins with 60, this one with 46/],
      [
        Buffer.concat([token.subarray(0, 17), Buffer.alloc(token.length - 17, 0xff)]),
        /At octet 16: the length of the message cannot be read/,
      ],
    ] as const) {
      assert.match(hoverMarkdown(inToken(broken)), text);
    }
    assert.match(hoverMarkdown(inRegister('Authorization: Kerberos gssapi-$0data="YII*"')), /At octet 2: not base64/);
  });

  it('gives an answer to any cut and any change of octets', () => {
    const token = negotiateToken();
    for (let at = 0; at < token.length; at++) {
      const changed = Buffer.from(token);
      changed[at] = (changed[at] ?? 0) ^ 0x5a;
      assert.match(hoverMarkdown(inToken(changed)), /^\*\*/);
      assert.match(hoverMarkdown(inToken(token.subarray(0, at))), /^\*\*/);
    }
  });
});

describe('hover on TLS-DSK', () => {
  const inToken = (token: Buffer): string =>
    inRegister(
      `Authorization: TLS-DSK realm="SIP Communications Service", gssapi-$0data="${token.toString('base64')}"`,
    );

  it('tells what a client offers, and to whom', () => {
    checkHover(
      inToken(tlsRecord(22, clientHello())),
      `
TLS-DSK: client_hello

Certificate sign-in runs a TLS handshake inside of SIP; this is a step of it.

- Records: handshake (TLS 1.2, 76 octets)
- Offers: TLS 1.2 and older
- Cipher suites: 2, first TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_RSA_WITH_AES_128_CBC_SHA
- Server name: fe01.contoso.com

Source: [MS-SIPAE] 3.1 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/); RFC 5246 6.2 (https://www.rfc-editor.org/rfc/rfc5246#section-6.2)`,
    );
  });

  it('tells what the server chose, and whose certificate it shows', () => {
    checkHover(
      inToken(
        Buffer.concat([
          tlsRecord(22, Buffer.concat([serverHello(), certificateMessage()])),
          tlsRecord(22, serverHelloDone()),
        ]),
      ),
      `
TLS-DSK: server_hello, certificate, server_hello_done

Certificate sign-in runs a TLS handshake inside of SIP; this is a step of it.

- Records: handshake (TLS 1.2, 229 octets); handshake (TLS 1.2, 4 octets)
- Chosen: TLS 1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
- Certificates: 1, the sender's own first
- Subject: CN=alice@contoso.com
- Issuer: CN=Contoso Issuing CA, O=Contoso
- Valid: 2024-01-01 UTC to 2025-01-01 UTC

Source: [MS-SIPAE] 3.1 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/); RFC 5246 6.2 (https://www.rfc-editor.org/rfc/rfc5246#section-6.2)`,
    );
  });

  it('gives the meaning of an alert', () => {
    checkHover(
      inToken(tlsRecord(21, Buffer.from([2, 48]))),
      `
TLS-DSK: alert unknown_ca

One side ends the handshake: The certificate authority of the peer is not trusted here, or the chain is not complete.

- Records: alert (TLS 1.2, 2 octets)
- Alert 48: fatal

Source: [MS-SIPAE] 3.1 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/); RFC 5246 6.2 (https://www.rfc-editor.org/rfc/rfc5246#section-6.2); RFC 8446 6.2 (https://www.rfc-editor.org/rfc/rfc8446#section-6.2)`,
    );
  });

  it('says of encrypted records that they are', () => {
    checkHover(
      inToken(Buffer.concat([tlsRecord(20, Buffer.from([1])), tlsRecord(22, Buffer.alloc(40, 7))])),
      `
TLS-DSK: encrypted records

The two sides have their keys; what this holds can only they read.

- Records: change_cipher_spec (TLS 1.2, 1 octet); handshake (TLS 1.2, 40 octets)

Source: [MS-SIPAE] 3.1 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/); RFC 5246 6.2 (https://www.rfc-editor.org/rfc/rfc5246#section-6.2)`,
    );
  });

  it('says where a token is cut or broken', () => {
    const token = tlsRecord(22, clientHello());
    for (const [broken, text] of [
      [token.subarray(0, 30), /Broken at octet 30: a record announces 76 octets and has 25/],
      [token.subarray(0, 3), /At octet 3: the head of a record is cut/],
      [Buffer.from('FAKE'), /At octet 0: 0x46 is no type of a TLS record/],
      [tlsRecord(22, clientHello().subarray(0, 60)), /the rest may come with the next token/],
      [tlsRecord(22, Buffer.from([1, 0, 0, 2, 3, 3])), /Broken at octet 5: handshake message 1 cannot be read/],
    ] as const) {
      assert.match(hoverMarkdown(inToken(broken)), text);
    }
  });

  it('gives an answer to any cut and any change of octets', () => {
    const token = tlsRecord(22, Buffer.concat([clientHello(), certificateMessage()]));
    for (let at = 0; at < token.length; at++) {
      const changed = Buffer.from(token);
      changed[at] = (changed[at] ?? 0) ^ 0xa5;
      assert.match(hoverMarkdown(inToken(changed)), /^\*\*/);
      assert.match(hoverMarkdown(inToken(token.subarray(0, at))), /^\*\*/);
    }
  });
});

describe('hover on a scheme', () => {
  it('says what it is', () => {
    checkHover(
      inRegister('Authorization: TLS-$0DSK realm="SIP Communications Service"'),
      `
TLS-DSK

Sign-in with a certificate of the client: a TLS handshake runs inside of the SIP messages. Several 401 in a row are no fault.

- Where to get a certificate stands in sts-uri of the challenge.

Source: [MS-SIPAE] 3.1 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/)`,
    );
    assert.match(
      hoverMarkdown(inRegister('Authorization: NT$0LM realm="a", response="0100"')),
      /The message is signed/,
    );
    assert.match(hoverMarkdown(inRegister('Authorization: Ker$0beros realm="a"')), /ticket of the domain controller/);
  });
});

describe('hover on NTLM', () => {
  it('decodes the challenge of the server without its random number', () => {
    checkHover(
      record({
        start: 'SIP/2.0 401 Unauthorized',
        headers: `${RESPONSE}\nWWW-Authenticate: NTLM opaque="0A79BAD2", gssapi-data="TlRM$0${CHALLENGE_TOKEN.slice(4)}", version=3`,
      }),
      `
NTLM CHALLENGE (type 2), from the server

The server sends a random number (not shown); the client proves with it that it knows the password.

- Target: Server
- NetBIOS domain name of the server: Domain
- NetBIOS computer name of the server: Server
- Windows version: 6.0 build 6000 (Windows Vista or Server 2008)
- Agrees to: signed messages, sealed messages, extended session security, 128-bit keys, 56-bit keys, a session key of its own
- Flags: UNICODE, OEM, SIGN, SEAL, NTLM, ALWAYS_SIGN, TARGET_TYPE_SERVER, EXTENDED_SESSIONSECURITY, TARGET_INFO, VERSION, 128, KEY_EXCH, 56 (0xE28A8233)

Source: [MS-NLMP] 2.2 (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-nlmp/)`,
    );
  });

  it('decodes who signs in from where, and never the response', () => {
    const source = inRegister(
      `Authorization: NTLM qop="auth", gssapi-data="TlRM$0${AUTHENTICATE_TOKEN.slice(4)}", version=3`,
    );
    checkHover(
      source,
      `
NTLM AUTHENTICATE (type 3), from the client

The client answers the challenge; the server asks a domain controller whether the answer is right.

- User: User
- Domain: Domain
- Workstation: COMPUTER
- Response: NTLMv2 (84 octets, not shown)
- Clock of the client: not given
- Message integrity code: absent
- NetBIOS domain name of the server: Domain
- NetBIOS computer name of the server: Server
- Windows version: 5.1 build 2600 (Windows XP)
- Agrees to: signed messages, sealed messages, extended session security, 128-bit keys, 56-bit keys, a session key of its own
- Flags: UNICODE, REQUEST_TARGET, SIGN, SEAL, NTLM, ALWAYS_SIGN, EXTENDED_SESSIONSECURITY, TARGET_INFO, VERSION, 128, KEY_EXCH, 56 (0xE2888235)

Source: [MS-NLMP] 2.2 (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-nlmp/)`,
    );
    // The proof of the password and the challenge of the client, as hexadecimal digits.
    assert.doesNotMatch(hoverMarkdown(source), /68cd0ab8|aaaaaaaa|86c35097/i);
  });

  it('explains the empty token that opens the handshake', () => {
    assert.match(
      hoverMarkdown(inRegister('Authorization: NTLM qop="auth", gssapi-$0data=""')),
      /^\*\*NTLM: the handshake begins\*\*/,
    );
  });

  it('says where a token is broken', () => {
    const lying = `${CHALLENGE_TOKEN.slice(0, 16)}DAAMAP8${CHALLENGE_TOKEN.slice(23)}`;
    for (const [token, text] of [
      [CHALLENGE_TOKEN.slice(0, 10), /At octet 7: the token ends too early/],
      ['TlRMTVNTU*', /At octet 6: not base64/],
      [lying, /Broken at octet 12: the target name lies outside of the token/],
    ] as const) {
      assert.match(hoverMarkdown(inRegister(`Authorization: NTLM gssapi-$0data="${token}"`)), text);
    }
  });

  it('says of a token that was printed as text why it cannot be decoded', () => {
    assert.match(
      hoverMarkdown(inRegister('Authorization: NTLM gssapi-$0data="NTLMSSP........d.o.m.a.i.n.u.s.e.r"')),
      /^\*\*NTLM token, printed as text\*\*/,
    );
  });
});
