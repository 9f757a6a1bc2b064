import assert from 'node:assert/strict';
import { AUTHENTICATE_TOKEN, CHALLENGE_TOKEN } from '../../support/client';
import { message, record } from '../../support/logs';
import { checkHover, hoverMarkdown } from '../support/checkHover';

const RESPONSE = `
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=1
To: <sip:alice@contoso.com>;tag=2
Call-ID: 1
CSeq: 3 REGISTER`;

const inRegister = (header: string): string => message({ start: 'REGISTER sip:contoso.com SIP/2.0', headers: header });

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
