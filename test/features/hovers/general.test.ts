import { message } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const inMessage = (headers: string): string => message({ start: 'REGISTER sip:example.com SIP/2.0', headers });

describe('hover on header fields without a grammar of their own here', () => {
  it('what the header field means', () => {
    checkHover(
      inMessage('Organization: Con$0toso'),
      `
Organization (header field)

Organisation of the sender.

- Used in: requests and responses.

Source: RFC 3261 20.25 (https://www.rfc-editor.org/rfc/rfc3261#section-20.25)`,
    );
  });

  it('a parameter that is known', () => {
    checkHover(
      inMessage('ms-keep-alive: UAC;hop-h$0op=yes'),
      `
hop-hop (parameter of ms-keep-alive)

Likely: With yes, keep-alives go between neighbours on the connection.

- Not registered with IANA.

Source: GitHub tieto/sipe: src/core/sip-transport.c`,
    );
  });

  it('a header field that is not known', () => {
    checkHover(
      inMessage('X-Contoso: se$0cret'),
      `
X-Contoso is no header field of a specification known here; a product may have added it.

A receiver that does not know a header field ignores it.

Source: RFC 3261 7.3.2 (https://www.rfc-editor.org/rfc/rfc3261#section-7.3.2)`,
    );
  });

  it('a name that JavaScript has a use for', () => {
    checkHover(
      inMessage('constructor: $01'),
      `
constructor is no header field of a specification known here; a product may have added it.

A receiver that does not know a header field ignores it.

Source: RFC 3261 7.3.2 (https://www.rfc-editor.org/rfc/rfc3261#section-7.3.2)`,
    );
  });

  it('a line that is no header field', () => {
    checkHover(
      inMessage('Subject: x\nthis is $0no field'),
      `
No header field

A header field is a name, a colon and a value. This line has no colon, or a blank in its name.

Source: RFC 3261 7.3.1 (https://www.rfc-editor.org/rfc/rfc3261#section-7.3.1)`,
    );
  });

  it('a line that looks like a header field, but goes on with the one above', () => {
    checkHover(
      inMessage('Subject: x\n Call-I$0D: 1@192.0.2.1\n#^^^^^^^^^^^^^^^^^^^^ hover'),
      `
The rest of the header field above

A blank in front of Call-ID makes this line a part of Subject. It is no header field of its own.

Source: RFC 3261 7.3.1 (https://www.rfc-editor.org/rfc/rfc3261#section-7.3.1)`,
    );
  });

  it('a folded line that looks like none', () => {
    checkHover(
      inMessage('Subject: x\n lunch$0: at one'),
      `
Subject (header field)

Topic of the call.

- Compact form: s.
- Used in: INVITE.

Source: RFC 3261 20.36 (https://www.rfc-editor.org/rfc/rfc3261#section-20.36)`,
    );
  });
});
