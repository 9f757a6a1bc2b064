import { checkMessages } from '../../support/checkMessages';

describe('format sipjs', () => {
  it('SIP.js, with and without date and place', () => {
    checkMessages(
      `
Fri Dec 28 2018 11:49:27 GMT+0530 (India Standard Time) | sip.Transport | Sending WebSocket message:

INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/WSS 7bhs9fl1c2ll.invalid;branch=z9hG4bK1
Contact: <sip:alice@7bhs9fl1c2ll.invalid>,
 <sip:alice@example.com>
Content-Type: application/sdp
Content-Length: 10

v=0
s=-

sip.min.js:38Tue Dec 19 2017 12:41:59 GMT-0800 (PST) | sip.transport | received WebSocket text message:

SIP/2.0 100 Trying
Via: SIP/2.0/WSS 7bhs9fl1c2ll.invalid;branch=z9hG4bK1
Content-Length: 0

sip.Transport | Received WebSocket binary message:
SIP/2.0 200 OK
CSeq: 1 INVITE
sip.invitecontext | ACCEPTED
`,
      [
        'sipjs 1-11 outgoing 2018-12-28 11:49:27.000+05:30 WSS | INVITE sip:bob@example.com SIP/2.0 | via contact content-type content-length | "v=0\\ns=-"',
        'sipjs 13-17 incoming 2017-12-19 12:41:59.000-08:00 WSS | SIP/2.0 100 Trying | via content-length',
        'sipjs 19-21 incoming | SIP/2.0 200 OK | cseq …',
      ],
    );
  });

  it('JsSIP', () => {
    checkMessages(
      `
2024-01-02T03:04:05.678Z JsSIP:Transport sending message:

REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/WS 7bhs9fl1c2ll.invalid;branch=z9hG4bK1
CSeq: 1 REGISTER
Content-Length: 0


 +12ms
JsSIP:Transport received message with CRLF Keep Alive response +10s
JsSIP:Transport received text message:

SIP/2.0 200 OK
CSeq: 1 REGISTER
Content-Length: 0


JsSIP | TRANSPORT | received WebSocket text message:

NOTIFY sip:alice@7bhs9fl1c2ll.invalid SIP/2.0
CSeq: 1 NOTIFY
Content-Length: 0


`,
      [
        'sipjs 1-6 outgoing 2024-01-02 03:04:05.678+00:00 WS | REGISTER sip:example.com SIP/2.0 | via cseq content-length',
        'sipjs 11-15 incoming | SIP/2.0 200 OK | cseq content-length',
        'sipjs 18-22 incoming | NOTIFY sip:alice@7bhs9fl1c2ll.invalid SIP/2.0 | cseq content-length',
      ],
    );
  });

  it('JsSIP on a terminal, with colours and its name on each line', () => {
    const name = '  \u001b[36;1mJsSIP:Transport \u001b[0m';
    checkMessages(
      `
${name}sending message:
${name}
${name}REGISTER sip:example.com SIP/2.0
${name}Via: SIP/2.0/WS 7bhs9fl1c2ll.invalid;branch=z9hG4bK1
${name}CSeq: 1 REGISTER
${name}
${name} \u001b[36m+12ms\u001b[0m
`,
      ['sipjs 1-5 outgoing WS | REGISTER sip:example.com SIP/2.0 | via cseq'],
    );
  });
});
