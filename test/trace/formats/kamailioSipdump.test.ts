import { checkMessages } from '../../support/checkMessages';

describe('format kamailio-sipdump', () => {
  it('received and sent, with a body that has no line end', () => {
    checkMessages(
      `
====================
tag: rcv
pid: 6375
process: 1
time: 1704164651.369110
date: Tue Jan  2 03:04:11 2024
proto: udp ipv4
srcip: 192.0.2.1
srcport: 5060
dstip: 192.0.2.2
dstport: 5070
~~~~~~~~~~~~~~~~~~~~
PUBLISH sip:alice@example.com SIP/2.0
CSeq: 1 PUBLISH
Content-Type: text/plain;
 charset=UTF-8
Content-Length: 8

v=0
Hi!||||||||||||||||||||
====================
tag: snd
pid: 6376
process: 2
time: 1704164651.370028
date: Tue Jan  2 03:04:11 2024
proto: tls ipv6
srcip: 2001:db8::2
srcport: 5061
dstip: 2001:db8::1
dstport: 40000
~~~~~~~~~~~~~~~~~~~~
SIP/2.0 200 OK
CSeq: 1 PUBLISH
Content-Length: 0

||||||||||||||||||||
`,
      [
        'kamailio-sipdump 1-20 incoming 2024-01-02 03:04:11.369+00:00 UDP 192.0.2.1:5060 > 192.0.2.2:5070 thread 6375 | PUBLISH sip:alice@example.com SIP/2.0 | cseq content-type content-length | "v=0\\nHi!"',
        'kamailio-sipdump 21-37 outgoing 2024-01-02 03:04:11.370+00:00 TLS [2001:db8::2]:5061 > [2001:db8::1]:40000 thread 6376 | SIP/2.0 200 OK | cseq content-length',
      ],
    );
  });

  it('with a tag of a script, a keep-alive, and cut', () => {
    checkMessages(
      `
srcip: 192.0.2.1
srcport: 5060
dstip: 192.0.2.2
dstport: 5070
~~~~~~~~~~~~~~~~~~~~
ACK sip:bob@example.com SIP/2.0
CSeq: 1 ACK

||||||||||||||||||||
====================
tag: rcv
time: 1704164651.369110
proto: udp ipv4
srcip: 192.0.2.1
srcport: 5060
~~~~~~~~~~~~~~~~~~~~


||||||||||||||||||||
====================
tag: mine
pid: 6375
time: 1704164652.369110
proto: ws ipv4
srcip: 192.0.2.3
srcport: 5060
dstip: 192.0.2.2
dstport: 80
~~~~~~~~~~~~~~~~~~~~
BYE sip:bob@example.com SIP/2.0
CSeq: 2 BYE
`,
      [
        'kamailio-sipdump 1-9 192.0.2.1:5060 > 192.0.2.2:5070 | ACK sip:bob@example.com SIP/2.0 | cseq',
        'kamailio-sipdump 20-31 2024-01-02 03:04:12.369+00:00 WS 192.0.2.3:5060 > 192.0.2.2:80 thread 6375 | BYE sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
