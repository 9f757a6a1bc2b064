import { message } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const inMessage = (headers: string): string => message({ start: 'REGISTER sip:example.com SIP/2.0', headers });

describe('hover on header fields of the body', () => {
  it('Content-Type', () => {
    checkHover(
      inMessage('Content-Type: applic$0ation/sdp'),
      `
application/sdp: session description

Offers or answers media: addresses, ports, codecs.

Source: RFC 8866 (https://www.rfc-editor.org/rfc/rfc8866); RFC 3264 (https://www.rfc-editor.org/rfc/rfc3264)`,
    );
  });

  it('a parameter of Content-Type', () => {
    checkHover(
      inMessage('Content-Type: multipart/mixed;boun$0dary=x'),
      `
boundary (parameter of Content-Type)

Line that separates the parts of the body.

Source: RFC 2046 (https://www.rfc-editor.org/rfc/rfc2046)`,
    );
  });

  it('Content-Disposition', () => {
    checkHover(
      inMessage('Content-Disposition: sess$0ion;handling=optional'),
      `
session (Content-Disposition)

Describes the call; the usual case of SDP.

- handling=optional: What a receiver does that does not know this body type.

Source: RFC 3261 20.11 (https://www.rfc-editor.org/rfc/rfc3261#section-20.11)`,
    );
  });

  it('Content-Length that fits', () => {
    checkHover(
      message({
        start: 'MESSAGE sip:bob@example.com SIP/2.0',
        headers: 'Content-Type: text/plain\nContent-Length: $04',
        body: 'Hi',
      }),
      `
Content-Length: 4 octets

The body behind the empty line is 4 octets long.

In this log: the body has that length, with CR LF at the end of each line.

Source: RFC 3261 18.3 (https://www.rfc-editor.org/rfc/rfc3261#section-18.3); RFC 3261 20.14 (https://www.rfc-editor.org/rfc/rfc3261#section-20.14)`,
    );
  });

  it('Content-Length of a body that the log cut', () => {
    checkHover(
      message({
        start: 'MESSAGE sip:bob@example.com SIP/2.0',
        headers: 'Content-Type: text/plain\nContent-Length: 1$000',
        body: 'Hi',
      }),
      `
Content-Length: 100 octets

The body behind the empty line is 100 octets long.

In this log: 2 octets, 98 fewer: the log cut the body, or shows it otherwise than it was sent.

Source: RFC 3261 18.3 (https://www.rfc-editor.org/rfc/rfc3261#section-18.3); RFC 3261 20.14 (https://www.rfc-editor.org/rfc/rfc3261#section-20.14)`,
    );
  });

  it('Content-Length of 0', () => {
    checkHover(
      inMessage('Content-Length: $00'),
      `
Content-Length: 0 octets

The message has no body.

Source: RFC 3261 18.3 (https://www.rfc-editor.org/rfc/rfc3261#section-18.3); RFC 3261 20.14 (https://www.rfc-editor.org/rfc/rfc3261#section-20.14)`,
    );
  });

  it('Content-Length that is no number', () => {
    checkHover(
      inMessage('Content-Length: $0many'),
      `
Content-Length: not a number

Should be the length of the body in octets. This value is no number.

Source: RFC 3261 18.3 (https://www.rfc-editor.org/rfc/rfc3261#section-18.3); RFC 3261 20.14 (https://www.rfc-editor.org/rfc/rfc3261#section-20.14)`,
    );
  });
});
