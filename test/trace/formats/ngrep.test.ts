import { checkMessages } from '../../support/checkMessages';

describe('format ngrep', () => {
  it('line by line', () => {
    checkMessages(
      `
input: sip.pcap
filter: ((ip || ip6) || (vlan && (ip || ip6)))
##
U 192.0.2.1:5060 -> 192.0.2.2:5060 #2
OPTIONS sip:bob@example.com SIP/2.0.
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1.
Call-ID: 1...
Subject: first.
 second.
.third.
CSeq: 1 OPTIONS.
Content-Length: 0.
.

#
U 2001:db8::2:5060 -> 2001:db8::1:5060 #3
SIP/2.0 200 OK.
Via: SIP/2.0/UDP [2001:db8::1];branch=z9hG4bK1.
CSeq: 1 OPTIONS.
Content-Type: application/sdp.
Content-Length: 10.
.
v=0.
s=-.

#exit
`,
      [
        'ngrep 4-12 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via call-id subject cseq content-length',
        'ngrep 16-24 UDP [2001:db8::2]:5060 > [2001:db8::1]:5060 | SIP/2.0 200 OK | via cseq content-type content-length | "v=0\\ns=-"',
      ],
      '\n',
    );
  });

  it('with -q and -t', () => {
    checkMessages(
      `

U 2026/11/22 18:47:27.086090 192.0.2.1:5060 -> 192.0.2.2:5060 #1
ACK sip:bob@example.com SIP/2.0.
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1.
Content-Length: 0.
.


U(17) 2026/11/22 18:47:27.096090 192.0.2.1:5060 -> 192.0.2.2:5060 #2
.
.


U(17) 2026/11/22 18:47:28.086090 192.0.2.1:5060 -> 192.0.2.2:5060 #3
jaK

U(17) 2026/11/22 18:47:29.086090 192.0.2.1:5060 -> 192.0.2.2:5060 #4
BYE sip:bob@example.com SIP/2.0.
Via: SIP/2.0/UDP 192.0.2.1:5060;bran
`,
      [
        'ngrep 2-5 2026-11-22 18:47:27.086 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via content-length',
        'ngrep 17-19 2026-11-22 18:47:29.086 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | BYE sip:bob@example.com SIP/2.0 | via …',
      ],
    );
  });

  it('with -T, a time that counts from the packet before', () => {
    checkMessages(
      `
U +0.010000 192.0.2.1:5060 -> 192.0.2.2:5060 #1
ACK sip:bob@example.com SIP/2.0.
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1.
.
`,
      ['ngrep 1-3 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via'],
      '\n',
    );
  });

  it('wrapped, as by default', () => {
    checkMessages(
      `
#
U 192.0.2.1:5060 -> 192.0.2.2:5060 #1
  OPTIONS sip:bob@example.com SIP/2.0..Via: SIP/2.0/UDP 192.0.2.1:5060;bran
  ch=z9hG4bK1..Call-ID: a.b...CSeq: 1 OPTIONS..Content-Type: application/sd
  p..Content-Length: 10....v=0..s=-..                                      
#
U 192.0.2.2:5060 -> 192.0.2.1:5060 #2
  SIP/2.0 200 OK..Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1..Subject:
  
  Lunch..Content-Length: 0....                                             
`,
      [
        'ngrep 2-5 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via call-id cseq content-type content-length | "v=0\\ns=-"',
        'ngrep 7-10 UDP 192.0.2.2:5060 > 192.0.2.1:5060 | SIP/2.0 200 OK | via subject content-length',
      ],
      '\n',
    );
  });

  it('wrapped in the middle of the start-line, in a log with time stamps in front of its lines', () => {
    checkMessages(
      `
<134>Mar  3 04:05:06 host ngrep[1]: U 192.0.2.1:5060 -> 192.0.2.2:5060 #1
<134>Mar  3 04:05:06 host ngrep[1]:   OPTIONS sip:bob@example.com S
<134>Mar  3 04:05:06 host ngrep[1]:   IP/2.0..Via: SIP/2.0/UDP 192.
<134>Mar  3 04:05:06 host ngrep[1]:   0.2.1..CSeq: 1 OPTIONS....
<134>Mar  3 04:05:07 host ngrep[1]: #
`,
      [
        'ngrep 1-4 03-03 04:05:06.000 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via cseq',
      ],
      '\n',
    );
  });

  it('with another character for what cannot be printed (-P)', () => {
    checkMessages(
      `
U 192.0.2.1:5060 -> 192.0.2.2:5060 #1
  OPTIONS sip:bob@example.com SIP/2.0~~Via: SIP/2.0/UDP 192.0.2.1~~Content-Length: 3~~~~a.b

U 192.0.2.1:5060 -> 192.0.2.2:5060 #1
ACK sip:bob@example.com SIP/2.0~
Via: SIP/2.0/UDP 192.0.2.1~
~
`,
      [
        'ngrep 1-2 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via content-length | "a.b"',
        'ngrep 4-6 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | via',
      ],
      '\n',
    );
  });

  it('on one line, behind the head line or on it', () => {
    checkMessages(
      `
U 192.0.2.1:5060 -> 192.0.2.2:5060 #1
OPTIONS sip:bob@example.com SIP/2.0..Via: SIP/2.0/UDP 192.0.2.1..CSeq: 1 OPTIONS....
#
T(6) 2026/11/22 18:47:27.086090 192.0.2.2:5060 -> 192.0.2.1:5060 [AP] SIP/2.0 200 OK..Via: SIP/2.0/TCP 192.0.2.1..Content-Length: 0....ACK sip:bob@example.com SIP/2.0..Via: SIP/2.0/TCP 192.0.2.2..Content-Length: 0....
#
`,
      [
        'ngrep 1-2 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via cseq',
        'ngrep 4-4 2026-11-22 18:47:27.086 TCP 192.0.2.2:5060 > 192.0.2.1:5060 | SIP/2.0 200 OK | via content-length',
        'ngrep 4-4 2026-11-22 18:47:27.086 TCP 192.0.2.2:5060 > 192.0.2.1:5060 | ACK sip:bob@example.com SIP/2.0 | via content-length',
      ],
      '\n',
    );
  });

  it('as a hex dump', () => {
    checkMessages(
      `
U 192.0.2.1:5060 -> 192.0.2.2:5060 #1
  41 43 4b 20 73 69 70 3a    61 40 62 20 53 49 50 2f    ACK sip:a@b SIP/
  32 2e 30 0d 0a 56 69 61    3a 20 53 49 50 2f 32 2e    2.0..Via: SIP/2.
  30 2f 55 44 50 20 61 0d    0a 20 20 0d 0a 0d 0a       0/UDP a..  ..... 
`,
      ['ngrep 1-4 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | ACK sip:a@b SIP/2.0 | via'],
      '\n',
    );
  });

  it('fragments of a datagram', () => {
    checkMessages(
      `
U 192.0.2.1:5060 -> 192.0.2.2:5060 #1
MESSAGE sip:bob@example.com SIP/2.0.
Via: SIP/2.0/UDP 192.0.2.1.
Content-Type: text/plain.
Content-Length: 19.
.
first.
sec
#
U 192.0.2.2:5060 -> 192.0.2.1:5060 #2
SIP/2.0 200 OK.
Via: SIP/2.0/UDP 192.0.2.1.
.

#
U 192.0.2.1 -> 192.0.2.2 +109@1480:19 #3
ond.
end
#
`,
      [
        'ngrep 1-18 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | MESSAGE sip:bob@example.com SIP/2.0 | via content-type content-length | "first\\nsecond\\nend"',
        'ngrep 10-12 UDP 192.0.2.2:5060 > 192.0.2.1:5060 | SIP/2.0 200 OK | via',
      ],
      '\n',
    );
  });

  it('what an ICMP error quotes does not count', () => {
    checkMessages(
      `
I 192.0.2.2 -> 192.0.2.1 3:3 #1
....E...}'@.@.8....
...........+OPTIONS sip:bob@example.com SIP/2.0.
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1.
.

`,
      [],
      '\n',
    );
  });
});
