import { checkMessages } from '../../support/checkMessages';

describe('format wireshark-follow', () => {
  it('datagrams of two nodes', () => {
    checkMessages(
      `

===================================================================
Follow: udp,ascii
Filter: udp.stream eq 0
Node 0: 192.0.2.1:5060
Node 1: 192.0.2.2:5060
171
MESSAGE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
Subject: first
 second
Content-Type: text/plain
Content-Length: 12

305
12345

4


→86
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
Content-Length: 0


===================================================================

===================================================================
Follow: udp,utf-8
Filter: udp.stream eq 1
Node 0: [2001:db8::1]:5060
Node 1: [2001:db8::2]:5060
→500
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
`.replaceAll('→', '\t'),
      [
        'wireshark-follow 7-16 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | MESSAGE sip:bob@example.com SIP/2.0 | via subject content-type content-length | "305\\n12345"',
        'wireshark-follow 21-24 UDP 192.0.2.2:5060 > 192.0.2.1:5060 | SIP/2.0 200 OK | via content-length',
        'wireshark-follow 34-36 UDP [2001:db8::2]:5060 > [2001:db8::1]:5060 | SIP/2.0 200 OK | via …',
      ],
    );
  });

  it('segments of TCP', () => {
    checkMessages(
      `
Follow: tcp,ascii
Filter: tcp.stream eq 0
Node 0: 192.0.2.1:40000
Node 1: 192.0.2.2:5060
→115
SIP/2.0 100 Trying
CSeq: 1 INVITE
Content-Length: 0

SIP/2.0 180 Ringing
CSeq: 1 INVITE
Content-Length: 0


42
OPTIONS sip:bob@example.com SIP/2.0
Call-
→35
SIP/2.0 200 OK
CSeq: 7 OPTIONS


26
ID: 1
CSeq: 1 OPTIONS


===================================================================
`.replaceAll('→', '\t'),
      [
        'wireshark-follow 5-8 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 100 Trying | cseq content-length',
        'wireshark-follow 10-12 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 180 Ringing | cseq content-length',
        'wireshark-follow 15-25 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | call-id cseq',
        'wireshark-follow 18-20 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 200 OK | cseq',
      ],
    );
  });
});
