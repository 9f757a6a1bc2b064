import assert from 'node:assert/strict';
import { message } from '../../support/logs';
import { checkHover, hoverMarkdown } from '../support/checkHover';

const inRegister = (header: string): string => message({ start: 'REGISTER sip:contoso.com SIP/2.0', headers: header });

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
