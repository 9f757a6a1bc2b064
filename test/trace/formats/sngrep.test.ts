import { checkMessages } from '../../support/checkMessages';

describe('format sngrep', () => {
  it('text that it saved', () => {
    checkMessages(
      `
2026/11/22 18:47:27.086090 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK1
Subject: first
 second
Content-Type: text/plain
Content-Length: 5

hello

2026/11/22 18:47:27.096090 [2001:db8::2]:5060 -> [2001:db8::1]:5060
SIP/2.0 200 OK
Via: SIP/2.0/UDP [2001:db8::1];branch=z9hG4bK1
Content-Length: 0



2026/11/22 18:47:27.196090 192.0.2.1:5060 -> 192.0.2.2:5060
BYE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1
`,
      [
        'sngrep 1-9 2026-11-22 18:47:27.086 TCP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via subject content-type content-length | "hello"',
        'sngrep 11-14 2026-11-22 18:47:27.096 UDP [2001:db8::2]:5060 > [2001:db8::1]:5060 | SIP/2.0 200 OK | via content-length',
        'sngrep 18-20 2026-11-22 18:47:27.196 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | BYE sip:bob@example.com SIP/2.0 | via …',
      ],
    );
  });

  it('text that Homer exported', () => {
    checkMessages(
      `
proto:UDP 2026-11-22T18:47:27.086090-04:00  192.0.2.1:5060 ---> proxy.example.com:5060
 
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
Content-Length: 0
 
 
proto:TLS 2026-11-22T22:47:27.096Z  192.0.2.2:5061 ---> 192.0.2.1:14384

SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
Content-Length: 0

`,
      [
        'sngrep 1-5 2026-11-22 18:47:27.086-04:00 UDP 192.0.2.1:5060 > proxy.example.com:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via content-length',
        'sngrep 8-12 2026-11-22 22:47:27.096+00:00 TLS 192.0.2.2:5061 > 192.0.2.1:14384 | SIP/2.0 200 OK | via content-length',
      ],
    );
  });
});
