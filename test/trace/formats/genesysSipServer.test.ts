import { checkMessages } from '../../support/checkMessages';

describe('format genesys-sip-server', () => {
  it('with a body, a keep-alive and a cut message', () => {
    checkMessages(
      `
Local time:       2016-10-11T13:39:18.000
13:39:18.897: SIPTR: Received [0,UDP] 502 bytes from 192.0.2.4:5060 <<<<<
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.4:5060;branch=z9hG4bK1
Subject: a
 folded one
Content-Type: text/plain
Content-Length: 7

hello

13:39:18.897: CID:UUID>1@example.com:00ABCD:
13:39:18.898: Sending  [3,TLS] 462 bytes to [2001:db8::4]:5061 >>>>>
SIP/2.0 200 OK
CSeq: 1 REGISTER
Content-Length: 0

13:39:19.001: SIPTR: Received [0,UDP] 4 bytes from 192.0.2.4:5060 <<<<<

13:39:19.002 SIPTR: Received [12,TCP] 400 bytes from gw.example.com:5060 <<<<<
ACK sip:bob@example.com SIP/2.0
CSeq: 2 ACK
13:39:19.003 Int 04543 Interaction message "EventRinging" received
`,
      [
        'genesys-sip-server 2-10 incoming 13:39:18.897 UDP 192.0.2.4:5060 > ? thread 0 | REGISTER sip:example.com SIP/2.0 | via subject content-type content-length | "hello"',
        'genesys-sip-server 13-16 outgoing 13:39:18.898 TLS ? > [2001:db8::4]:5061 thread 3 | SIP/2.0 200 OK | cseq content-length',
        'genesys-sip-server 20-22 incoming 13:39:19.002 TCP gw.example.com:5060 > ? thread 12 | ACK sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
