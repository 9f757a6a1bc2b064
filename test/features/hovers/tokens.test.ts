import { message } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const inMessage = (headers: string): string => message({ start: 'REGISTER sip:example.com SIP/2.0', headers });

describe('hover on words of a list', () => {
  it('Privacy: words between semicolons', () => {
    checkHover(
      inMessage('Privacy: user;i$0d;critical\n#             ^^ hover'),
      `
id (Privacy)

Hide the asserted identity.

Source: RFC 3325 9.3 (https://www.rfc-editor.org/rfc/rfc3325#section-9.3); IANA (https://www.iana.org/assignments/sip-parameters/sip-parameters.xhtml#sip-parameters-8)`,
    );
  });

  it('Accept: a media type, and any', () => {
    checkHover(
      inMessage('Accept: application/sdp, appl$0ication/*'),
      `
application/*

Any body of kind application.

Source: RFC 3261 20.1 (https://www.rfc-editor.org/rfc/rfc3261#section-20.1)`,
    );
  });

  it('Priority', () => {
    checkHover(
      inMessage('Priority: emer$0gency'),
      `
emergency (Priority)

Life, limb or property are in danger.

Source: RFC 3261 20.26 (https://www.rfc-editor.org/rfc/rfc3261#section-20.26); IANA (https://www.iana.org/assignments/sip-parameters/sip-parameters.xhtml#sip-parameters-73)`,
    );
  });

  it('an empty Supported', () => {
    checkHover(
      inMessage('Supported: $0'),
      `
Supported (header field)

Options (extensions) that the sender can do; may be empty.

An empty list: the sender knows no extension.

- Compact form: k.
- Used in: requests, 2xx.

Source: RFC 3261 20.37 (https://www.rfc-editor.org/rfc/rfc3261#section-20.37)`,
    );
  });

  it('Security-Client', () => {
    checkHover(
      inMessage('Security-Client: ipsec-3gpp;prot=e$0sp;spi-c=1'),
      `
prot (parameter of Security-Client)

IPsec protocol: esp or ah.

Source: RFC 3329 (https://www.rfc-editor.org/rfc/rfc3329); 3GPP TS 33.203`,
    );
  });

  it('an option tag that is not known', () => {
    checkHover(
      inMessage('Require: contoso-th$0ing'),
      `
contoso-thing stands in no specification known here; a product may have added it.`,
    );
  });
});
