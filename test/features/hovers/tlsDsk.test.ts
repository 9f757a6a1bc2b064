import assert from 'node:assert/strict';
import { certificateMessage, clientHello, serverHello, serverHelloDone, tlsRecord } from '../../support/der';
import { message } from '../../support/logs';
import { checkHover, hoverMarkdown } from '../support/checkHover';

const inRegister = (header: string): string => message({ start: 'REGISTER sip:contoso.com SIP/2.0', headers: header });

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
