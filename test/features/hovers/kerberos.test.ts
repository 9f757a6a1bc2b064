import assert from 'node:assert/strict';
import { AUTHENTICATOR_SECRET, kerberosError, kerberosToken, negotiateToken, TICKET_SECRET } from '../../support/der';
import { message } from '../../support/logs';
import { checkHover, hoverMarkdown } from '../support/checkHover';

const inRegister = (header: string): string => message({ start: 'REGISTER sip:contoso.com SIP/2.0', headers: header });

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
