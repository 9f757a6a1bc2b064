import { checkMessages } from '../../support/checkMessages';

describe('format tcpdump-ascii', () => {
  it('the start-line behind the headers of IP and UDP, or on the line below', () => {
    checkMessages(
      `
tcpdump: verbose output suppressed, use -v[v]... for full protocol decode
18:47:27.086090 IP 192.0.2.1.5060 > 192.0.2.2.5060: SIP: OPTIONS sip:bob@example.com SIP/2.0
E..$
.8@.@.m................$
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
Subject: first
 second
Content-Type: application/sdp
Content-Length: 10

v=0
s=-

18:47:27.096090 IP 192.0.2.2.sip > 192.0.2.1.sip: UDP, length 305
E..M.9..@..T.............9.LSIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
Content-Length: 0


18:47:27.196090 IP 192.0.2.2.5060 > 192.0.2.1.5060: SIP
E.. .h..@..O...............:


18:47:27.296090 IP 192.0.2.2.5060 > 192.0.2.1.5060: UDP, length 0
E....h..@..O..............
18:47:27.396090 IP 192.0.2.1.5060 > 192.0.2.2.5060: UDP, length 305
E..M.9..@..T.............9.LBYE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1
`,
      [
        'tcpdump-ascii 2-13 18:47:27.086 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via subject content-type content-length | "v=0\\ns=-"',
        'tcpdump-ascii 15-18 18:47:27.096 UDP 192.0.2.2:5060 > 192.0.2.1:5060 | SIP/2.0 200 OK | via content-length',
        'tcpdump-ascii 27-29 18:47:27.396 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | BYE sip:bob@example.com SIP/2.0 | via …',
      ],
      '\n',
    );
  });

  it('with dates, and other ways to write the time', () => {
    checkMessages(
      `
2026-11-22 18:47:27.086090 IP 192.0.2.1.5060 > 192.0.2.2.5060: UDP, length 100
E..M.9..@..T.............9.LACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1

1795390760.469018 IP6 2001:db8::1.5060 > 2001:db8::2.5060: UDP, length 100
\`.....................................@........ACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1

 00:00:00.010000 IP 192.0.2.1.5060 > 192.0.2.2.5060: UDP, length 100
E..M.9..@..T.............9.LACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1

IP alice.example.com.5060 > bob.example.com.sip: UDP, length 100
E..M.9..@..T.............9.LACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1

    5  18:47:27.086090 eth0  Out IP 192.0.2.1.5060 > 192.0.2.2.5060: UDP, length 100
E..M.9..@..T.............9.LACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1

18:47:27.086090 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 433: 192.0.2.1.5060 > 192.0.2.2.5060: UDP, length 100
E..M.9..@..T.............9.LACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1

`,
      [
        'tcpdump-ascii 1-3 2026-11-22 18:47:27.086 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via …',
        'tcpdump-ascii 5-7 2026-11-22 23:39:20.469+00:00 UDP [2001:db8::1]:5060 > [2001:db8::2]:5060 | ACK sip:bob@example.com SIP/2.0 | via …',
        'tcpdump-ascii 9-11 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via …',
        'tcpdump-ascii 13-15 UDP alice.example.com:5060 > bob.example.com:5060 | ACK sip:bob@example.com SIP/2.0 | via …',
        'tcpdump-ascii 17-19 outgoing 18:47:27.086 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via …',
        'tcpdump-ascii 21-23 18:47:27.086 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via …',
      ],
      '\n',
    );
  });

  it('with -v: addresses on the next line, SIP twice', () => {
    checkMessages(
      `
18:47:27.086090 IP (tos 0x0, ttl 64, id 101, offset 0, flags [none], proto UDP (17), length 419)
    192.0.2.1.5060 > 192.0.2.2.5060: [udp sum ok] SIP, length: 80
→ACK sip:bob@example.com SIP/2.0
→Via: SIP/2.0/UDP 192.0.2.1
→
E....e..@......................LACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1


18:47:27.186090 IP (tos 0x0, ttl 64, id 101, offset 0, flags [none], proto UDP (17), length 419)
    192.0.2.1.5060 > 192.0.2.2.5060: SIP, length: 80
→BYE sip:bob@example.com SIP/2.0
→Via: SIP/2.0/UDP 192.0.2.1
→
18:47:27.286090 IP6 (flowlabel 0x12345, hlim 64, next-header UDP (17) payload length: 399) 2001:db8::1.5060 > 2001:db8::2.5060: [udp sum ok] SIP, length: 391
→SIP/2.0 200 OK
→Via: SIP/2.0/UDP 192.0.2.1
→
`.replaceAll('→', '\t'),
      [
        'tcpdump-ascii 1-7 18:47:27.086 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via',
        'tcpdump-ascii 10-13 18:47:27.186 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | BYE sip:bob@example.com SIP/2.0 | via',
        'tcpdump-ascii 15-17 18:47:27.286 UDP [2001:db8::1]:5060 > [2001:db8::2]:5060 | SIP/2.0 200 OK | via',
      ],
      '\n',
    );
  });

  it('segments of TCP, whose headers are as long as their options', () => {
    checkMessages(
      `
18:47:27.086090 IP 192.0.2.1.40000 > 192.0.2.2.5060: Flags [S], seq 1000, win 501, options [mss 1460,sackOK,TS val 258 ecr 0,nop,wscale 7], length 0
E..<.n..@..8........@.....................................
18:47:27.096090 IP 192.0.2.1.40000 > 192.0.2.2.5060: Flags [P.], seq 1:65, ack 1, win 501, options [nop,nop,TS val 258 ecr 772], length 64
E....q..@..........................................OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/TCP 192.0.2.1
Call-
18:47:27.106090 IP 192.0.2.2.5060 > 192.0.2.1.40000: Flags [.], ack 65, win 501, length 0
E..4.r..@..<........................
18:47:27.116090 IP 192.0.2.1.40000 > 192.0.2.2.5060: Flags [P.], seq 65:90, ack 1, win 501, length 25
E....q..@..........................P....ID: 1
Content-Length: 0


18:47:27.126090 IP 192.0.2.2.5060 > 192.0.2.1.40000: tcp 50
E....q..@...........................................SIP/2.0 200 OK
CSeq: 1 OPTIONS

ACK sip:bob@ex
18:47:27.136090 IP 192.0.2.2.5060 > 192.0.2.1.40000: P 51:80(29) ack 2 win 501 <nop,nop,timestamp 258 772>
E....q..@...........................................ample.com SIP/2.0
CSeq: 1 ACK


`,
      [
        'tcpdump-ascii 3-11 18:47:27.096 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via call-id content-length',
        'tcpdump-ascii 14-16 18:47:27.126 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 200 OK | cseq',
        'tcpdump-ascii 18-21 18:47:27.126 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | ACK sip:bob@example.com SIP/2.0 | cseq',
      ],
      '\n',
    );
  });

  it('as a hex dump', () => {
    checkMessages(
      `
18:47:27.086090 IP 192.0.2.1.5060 > 192.0.2.2.5060: SIP: ACK sip:a@b SIP/2.0
→0x0000:  4500 0048 0065 0000 4011 f4cf c000 0201  E..H.e..@.......
→0x0010:  c000 0202 13c4 13c4 0034 76c9 4143 4b20  .........4v.ACK.
→0x0020:  7369 703a 6140 6220 5349 502f 322e 300d  sip:a@b.SIP/2.0.
→0x0030:  0a56 6961 3a20 5349 502f 322e 302f 5544  .Via:.SIP/2.0/UD
→0x0040:  5020 610d 0a0d 0a                        P.a....
`.replaceAll('→', '\t'),
      ['tcpdump-ascii 1-6 18:47:27.086 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:a@b SIP/2.0 | via'],
      '\n',
    );
  });

  it('what an ICMP error quotes does not count', () => {
    checkMessages(
      `
18:47:27.086090 IP 192.0.2.2 > 192.0.2.1: ICMP 192.0.2.2 udp port 5060 unreachable, length 255
E..........................E..M.9..@..T.............9.LACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1
Content-Length: 0


18:47:27.096090 IP 192.0.2.1.5060 > 192.0.2.2.5060: UDP, length 100
E..M.9..@..T.............9.LACK sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1

`,
      ['tcpdump-ascii 7-9 18:47:27.096 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via …'],
      '\n',
    );
  });
});
