import { message, record } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const HEAD = `Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
Call-ID: call-1
CSeq: 1 INVITE`;
const TO = 'To: <sip:bob@example.com>';

describe('hover on a start-line', () => {
  it('tells how the transaction went on behind a provisional response', () => {
    checkHover(
      `${record({ at: 0, start: 'INVITE sip:bob@example.com SIP/2.0', headers: `${HEAD}\n${TO}` })}
${record({ at: 1.2, start: 'SIP/2.0 $0180 Ringing', headers: `${HEAD}\n${TO};tag=2` })}
${record({ at: 4, start: 'SIP/2.0 486 Busy Here', headers: `${HEAD}\n${TO};tag=2` })}
${record({ at: 4.5, start: 'ACK sip:bob@example.com SIP/2.0', headers: `${HEAD.replace('1 INVITE', '1 ACK')}\n${TO};tag=2` })}`,
      `
180 Ringing

The called device rings. With a session description (SDP), the caller may hear tones or announcements already (early media).

In this log: answers INVITE (CSeq 1) of line 5 after 1.2 s. Then 486 after 4 s, ACK after 4.5 s.

- Class: provisional: the request is being worked on.

Source: RFC 3261 21.1.2 (https://www.rfc-editor.org/rfc/rfc3261#section-21.1.2)`,
    );
  });

  it('takes the Request-URI apart', () => {
    checkHover(
      message({
        start:
          'INVITE sip:J$0%C3%BCrgen:secret@[2001:db8::1]:5061;transport=tcp;opaque=user:epid:AbC;gruu?Subject=Lunch%20now SIP/2.0',
        headers: HEAD,
      }),
      `
Request-URI: Jürgen@[2001:db8::1]:5061

One device, or one service, that this request is for now (gruu). Proxies may change it on the way; To stays as it is.

- User: Jürgen, written J%C3%BCrgen
- Password: given, and not shown here. RFC 3261 19.1.1 advises against passwords in addresses.
- Host: 2001:db8::1
- Port: 5061
- transport=tcp: Over TCP.
- opaque=user:epid:AbC: One device of the user, by its endpoint id.
- gruu: This URI names one registered device of a user (an early draft form of GRUU, as Microsoft uses it with opaque).
- Header field for the request that is built from it: Subject: Lunch now

Source: RFC 3261 8.1.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.1); RFC 3261 19.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-19.1.1); [MS-SIPRE] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipre/)`,
    );
  });

  it('explains a parameter of the Request-URI, with what its value means', () => {
    checkHover(
      message({ start: 'INVITE sip:alice@example.com;opaque=us$0er:epid:AbC;gruu SIP/2.0', headers: HEAD }),
      `
opaque (parameter of a URI)

Likely: Tells the device or the application of a user or server that is meant, in words of the server that made the URI: user:epid:… is one device of a user, app:conf:… a conference.

user:epid:AbC: One device of the user, by its endpoint id.

- Not registered with IANA.

Source: [MS-SIPRE] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipre/)`,
    );
  });

  it('decodes a header field of the Request-URI, but no credentials', () => {
    checkHover(
      message({
        start: 'INVITE sip:bob@example.com?Sub$0ject=Lunch%20now&Authorization=Digest%20response=1 SIP/2.0',
        headers: HEAD,
      }),
      `
Subject (header field)

Topic of the call.

Header field for the request that is built from this URI: Subject: Lunch now.

- Compact form: s.
- Used in: INVITE.

Source: RFC 3261 20.36 (https://www.rfc-editor.org/rfc/rfc3261#section-20.36)`,
    );
  });

  it('does not show credentials inside of a Request-URI', () => {
    checkHover(
      message({
        start: 'INVITE sip:bob@example.com?Subject=Lunch&Author$0ization=Digest%20response=1 SIP/2.0',
        headers: HEAD,
      }),
      `
Authorization (header field)

The client proves to the server who it is, or signs its message. There may be several.

Header field for the request that is built from this URI: Authorization, not shown here.

- Used in: requests.

Source: RFC 3261 20.7 (https://www.rfc-editor.org/rfc/rfc3261#section-20.7)`,
    );
  });

  it('explains a telephone number', () => {
    checkHover(
      message({ start: 'INVITE tel:+1-555-$00100;ext=12 SIP/2.0', headers: HEAD }),
      `
Request-URI: +1-555-0100

Whom or what this request is for now. Proxies may change it on the way; To stays as it is.

- User, a number: +1-555-0100
- ext=12: Extension behind the telephone number.

Source: RFC 3261 8.1.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.1); RFC 3261 19.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-19.1.1); RFC 3966 5.3 (https://www.rfc-editor.org/rfc/rfc3966#section-5.3)`,
    );
  });

  it('names the version', () => {
    checkHover(
      message({ start: 'INVITE sip:bob@example.com SIP/$02.0', headers: HEAD }),
      `
SIP/2.0

The version of the protocol. All messages have this one, also those of later extensions.

Source: RFC 3261 7.1 (https://www.rfc-editor.org/rfc/rfc3261#section-7.1)`,
    );
  });

  it('says that a number is no status code', () => {
    checkHover(
      message({ start: 'SIP/2.0 $0999 Odd', headers: HEAD }),
      `
999

Not a status code: they go from 100 to 699.

In this log: answers INVITE (CSeq 1), which was not seen here.

Source: RFC 3261 7.2 (https://www.rfc-editor.org/rfc/rfc3261#section-7.2); RFC 3261 21 (https://www.rfc-editor.org/rfc/rfc3261#section-21)`,
    );
  });
});
