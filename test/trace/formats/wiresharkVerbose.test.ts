import { checkMessages } from '../../support/checkMessages';

describe('format wireshark-verbose', () => {
  it('all layers (-V), with SDP, a folded header field, a long one and notes', () => {
    checkMessages(
      `
Frame 1: 433 bytes on wire (3464 bits), 433 bytes captured (3464 bits)
    Encapsulation type: Ethernet (1)
    Arrival Time: Nov 22, 2026 23:30:37.789635000 UTC
    Epoch Time: 1795390237.789635000 seconds
Ethernet II, Src: 02:00:00:00:00:01, Dst: 02:00:00:00:00:02
Internet Protocol Version 4, Src: 192.0.2.1, Dst: 192.0.2.2
    0100 .... = Version: 4
User Datagram Protocol, Src Port: 5060, Dst Port: 5060
    Source Port: 5060
Session Initiation Protocol (INVITE)
    Request-Line: INVITE sip:bob@example.com SIP/2.0
        Method: INVITE
        [Resent Packet: False]
    Message Header
        Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
            Transport: UDP
        Subject: first\\r\\n second\\r\\n\\tthird
         [truncated]Authorization: Digest username="alice"
        Contact [truncated]: <sip:alice@example.com
        Call-ID: 1
        [Generated Call-ID: 1]
        Content-Type: application/sdp
        Content-Length: 10
    Message Body
        Session Description Protocol
            Session Description Protocol Version (v): 0
            Owner/Creator, Session Id (o): - 1 1 IN IP4 192.0.2.1
                Owner Username: -
            Session Name (s): -
            Media Attribute (a): rtpmap:0 PCMU/8000 (G.711)
            [Generated Call-ID: 1]

Frame 2: 46 bytes on wire (368 bits), 46 bytes captured (368 bits)
    Arrival Time: Nov 22, 2026 23:30:37.889635000 UTC
User Datagram Protocol, Src Port: 5060, Dst Port: 5060
Data (4 bytes)

0000  0d 0a 0d 0a                                       ....
    Data: 0d0a0d0a
    [Length: 4]

`,
      [
        'wireshark-verbose 1-31 2026-11-22 23:30:37.789+00:00 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | INVITE sip:bob@example.com SIP/2.0 | via subject authorization contact call-id content-type content-length | "v=0\\no=- 1 1 IN IP4 192.0.2.1\\ns=-\\na=rtpmap:0 PCMU/8000 (G.711)"',
      ],
    );
  });

  it('two messages in a frame (-O sip), text as body', () => {
    checkMessages(
      `
Frame 1: 433 bytes on wire (3464 bits), 433 bytes captured (3464 bits)
Internet Protocol Version 6, Src: 2001:db8::1, Dst: 2001:db8::2
Transmission Control Protocol, Src Port: 40000, Dst Port: 5061, Seq: 187, Ack: 1, Len: 64
Transport Layer Security
[2 Reassembled TCP Segments (250 bytes): #65(108), #70(142)]
Session Initiation Protocol (MESSAGE)
    Request-Line: MESSAGE sip:bob@example.com SIP/2.0
    Message Header
        CSeq: 1 MESSAGE
            Sequence Number: 1
        Content-Type: text/plain
    Message Body
        Line-based text data: text/plain (3 lines)
            Hello\\r\\n
            \\r\\n
             Bob
Session Initiation Protocol (180)
    Status-Line: SIP/2.0 180 Ringing
        Status-Code: 180
    Message Header
        CSeq: 1 INVITE
`,
      [
        'wireshark-verbose 1-16 TLS [2001:db8::1]:40000 > [2001:db8::2]:5061 | MESSAGE sip:bob@example.com SIP/2.0 | cseq content-type | "Hello\\n\\n Bob"',
        'wireshark-verbose 17-21 TLS [2001:db8::1]:40000 > [2001:db8::2]:5061 | SIP/2.0 180 Ringing | cseq …',
      ],
    );
  });

  it('with the packet list (-P), or as the window prints it', () => {
    checkMessages(
      `
    1 2026-11-22 23:30:52.716956    192.0.2.1 → 192.0.2.2    SIP 377 Request: OPTIONS sip:example.com | 
Frame 1: 377 bytes on wire (3016 bits), 377 bytes captured (3016 bits)
Internet Protocol Version 4, Src: 192.0.2.1, Dst: 192.0.2.2
User Datagram Protocol, Src Port: 5060, Dst Port: 5060
Session Initiation Protocol (OPTIONS)
    Request-Line: OPTIONS sip:example.com SIP/2.0
    Message Header
        CSeq: 1 OPTIONS

No.     Time           Source                Destination           Protocol Length Info
      2 0.000000       192.0.2.2             192.0.2.1             SIP      377    Status: 200 OK | 

Frame 2: 377 bytes on wire (3016 bits), 377 bytes captured (3016 bits)
Internet Protocol Version 4, Src: 192.0.2.2, Dst: 192.0.2.1
User Datagram Protocol, Src Port: 5060, Dst Port: 5060
Session Initiation Protocol (200)
    Status-Line: SIP/2.0 200 OK
    Message Header
        CSeq: 1 OPTIONS
`,
      [
        'wireshark-verbose 2-8 2026-11-22 23:30:52.716 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:example.com SIP/2.0 | cseq',
        'wireshark-verbose 13-19 UDP 192.0.2.2:5060 > 192.0.2.1:5060 | SIP/2.0 200 OK | cseq …',
      ],
    );
  });

  it('Ethereal, with names in front of the addresses and SDP beside SIP', () => {
    checkMessages(
      `
Frame 1 (361 on wire, 361 captured)
    Arrival Time: Apr 30, 2002 13:33:28.483732000
Internet Protocol, Src Addr: alice.example.com (192.0.2.1), Dst Addr: 192.0.2.2 (192.0.2.2)
User Datagram Protocol, Src Port: 1028 (1028), Dst Port: sip (5060)
Session Initiation Protocol
    Request-Line: INVITE sip:bob@example.com SIP/2.0
    Message Header
        Cseq: 14 INVITE
        Content-Length: 10
Session Description Protocol
    Session Description Protocol Version (v): 0
    Session Name (s): -
        Session Start Time: 0

Frame 2 (356 on wire, 356 captured)
`,
      [
        'wireshark-verbose 1-13 2002-04-30 13:33:28.483 UDP 192.0.2.1:1028 > 192.0.2.2:5060 | INVITE sip:bob@example.com SIP/2.0 | cseq content-length | "v=0\\ns=-"',
      ],
    );
  });

  it('a log that begins within a frame, with time stamps in front of its lines', () => {
    checkMessages(
      `
<134>Mar  3 04:05:06 host tshark[1]: User Datagram Protocol, Src Port: 5060, Dst Port: 5060
<134>Mar  3 04:05:06 host tshark[1]: Session Initiation Protocol (200)
<134>Mar  3 04:05:06 host tshark[1]:     Status-Line: SIP/2.0 200 OK
<134>Mar  3 04:05:06 host tshark[1]:     Message Header
<134>Mar  3 04:05:06 host tshark[1]:         CSeq: 1 OPTIONS
<134>Mar  3 04:05:06 host tshark[1]: 
`,
      ['wireshark-verbose 2-5 | SIP/2.0 200 OK | cseq'],
    );
  });

  it('what an ICMP error quotes does not count', () => {
    checkMessages(
      `
Frame 1: 433 bytes on wire (3464 bits), 433 bytes captured (3464 bits)
Internet Protocol Version 4, Src: 192.0.2.2, Dst: 192.0.2.1
Internet Control Message Protocol
    Type: 3 (Destination unreachable)
    Internet Protocol Version 4, Src: 192.0.2.1, Dst: 192.0.2.2
    User Datagram Protocol, Src Port: 5060, Dst Port: 5060
    Session Initiation Protocol (OPTIONS)
        Request-Line: OPTIONS sip:example.com SIP/2.0
        Message Header
            Via: SIP/2.0/UDP 192.0.2.1
            CSeq: 1 OPTIONS
`,
      [],
    );
  });
});
