import { checkMessages } from '../../support/checkMessages';

describe('format asterisk-pjsip', () => {
  it('an address that somebody made unknown', () => {
    checkMessages(
      `
[2024-01-02 13:35:51] VERBOSE[123] res_pjsip_logger.c: <--- Transmitting SIP request (512 bytes) to TLS:192.PRIVATE*:5061 --->
OPTIONS sips:[email protected]*:5061 SIP/2.0
Via: SIP/2.0/TLS 192.PUBLIC*:5061
CSeq: 1 OPTIONS

`,
      [
        'asterisk-pjsip 1-4 outgoing 2024-01-02 13:35:51.000 TLS ? > 192.PRIVATE*:5061 thread 123 | OPTIONS sips:[email protected]*:5061 SIP/2.0 | via cseq',
      ],
    );
  });

  it('on the console, where notes follow at once', () => {
    checkMessages(
      `
<--- Received SIP request (411 bytes) from UDP:192.0.2.1:60773 --->
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:60773;rport;branch=z9hG4bK1
Subject: a
  folded one
CSeq: 1 INVITE
Content-Type: application/sdp
Content-Length:  10

v=0
s=-
       > 0x7f8 -- Strict RTP learning after remote address set to: 192.0.2.1:4000
<--- Transmitting SIP response (543 bytes) to UDP:192.0.2.1:60773 --->
SIP/2.0 100 Trying
CSeq: 1 INVITE
Content-Length:  0

    -- Executing [bob@default:1] Dial("PJSIP/alice-1", "PJSIP/bob") in new stack
  == Using SIP RTP Audio TOS bits 184
<--- Transmitting SIP request (543 bytes) to TLS:[2001:db8::2]:5061 --->
INVITE sip:bob@[2001:db8::2]:5061 SIP/2.0
CSeq: 1 INVITE
`,
      [
        'asterisk-pjsip 1-11 incoming UDP 192.0.2.1:60773 > ? | INVITE sip:bob@example.com SIP/2.0 | via subject cseq content-type content-length | "v=0\\ns=-"',
        'asterisk-pjsip 13-16 outgoing UDP ? > 192.0.2.1:60773 | SIP/2.0 100 Trying | cseq content-length',
        'asterisk-pjsip 20-22 outgoing TLS ? > [2001:db8::2]:5061 | INVITE sip:bob@[2001:db8::2]:5061 SIP/2.0 | cseq …',
      ],
    );
  });

  it('on a console that shows the time on each line', () => {
    checkMessages(
      `
[2024-01-02 13:35:51.123] <--- Received SIP response (300 bytes) from WSS:192.0.2.1:60773 --->
[2024-01-02 13:35:51.123] SIP/2.0 200 OK
[2024-01-02 13:35:51.123] CSeq: 1 OPTIONS
[2024-01-02 13:35:51.123] To: <sip:bob@example.com>
[2024-01-02 13:35:51.124] 
[2024-01-02 13:35:51.124] 
[2024-01-02 13:35:51.125]   == Endpoint bob is now Reachable
`,
      ['asterisk-pjsip 1-4 incoming 2024-01-02 13:35:51.123 WSS 192.0.2.1:60773 > ? | SIP/2.0 200 OK | cseq to'],
    );
  });

  it('in a file, where only entries have a time', () => {
    checkMessages(
      `
[Jan  2 13:35:51] VERBOSE[123] res_pjsip_logger.c: <--- Received SIP request (411 bytes) from tcp:192.0.2.1:60773 --->
MESSAGE sip:bob@example.com SIP/2.0
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 12

v=0
Hi Bob

[Jan  2 13:35:52] VERBOSE[124][C-00000001] res_pjsip_logger.c: <--- Transmitting SIP response (343 bytes) to tcp:192.0.2.1:60773 --->
SIP/2.0 404 Not Found
CSeq: 1 MESSAGE
[Jan  2 13:35:52] NOTICE[124] res_pjsip/pjsip_distributor.c: Request 'MESSAGE' failed for '192.0.2.1:60773'
`,
      [
        'asterisk-pjsip 1-8 incoming 01-02 13:35:51.000 TCP 192.0.2.1:60773 > ? thread 123 | MESSAGE sip:bob@example.com SIP/2.0 | cseq content-type content-length | "v=0\\nHi Bob"',
        'asterisk-pjsip 10-12 outgoing 01-02 13:35:52.000 TCP ? > 192.0.2.1:60773 thread 124 | SIP/2.0 404 Not Found | cseq …',
      ],
    );
  });

  it('through syslog, which puts all on one line', () => {
    checkMessages(
      `
Jan  2 13:35:51 pbx asterisk[77]: VERBOSE[123]: res_pjsip_logger.c:88 in logging_on_rx_msg: <--- Received SIP request (41 bytes) from UDP:192.0.2.1:5060 --->#012OPTIONS sip:bob@example.com SIP/2.0#015#012CSeq: 1 OPTIONS#015#012Content-Length: 0#015#012#015#012
`,
      [
        'asterisk-pjsip 1-1 incoming 01-02 13:35:51.000 UDP 192.0.2.1:5060 > ? thread 123 | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-length',
      ],
    );
  });

  it('a message that PJSIP could not read', () => {
    checkMessages(
      `
[2024-01-02 13:06:06] ERROR[15471]: pjproject: <?>:             sip_transport.c Error processing 98 bytes packet from UDP 192.0.2.1:5061 : PJSIP syntax error exception when parsing 'Request Line' header on line 1 col 34:
MESSAGE im:bob@192.0.2.2:5060 SIP/2.0
CSeq: 1 MESSAGE
Content-Length: 0

-- end of packet.
[2024-01-02 13:06:07] ERROR[15471]: pjproject:0 <?>:             sip_transport.c Error processing 98 bytes packet from UDP 192.0.2.1:5061 : PJSIP syntax error exception when parsing '' header on line 2 col 6:
REGISTER sip:192.0.2.2 SIP/2.0
Via: 0/2.0/0 192.0.2.1:5061;rport;branch=z9hG4bK1

-- end of packet.
`,
      [
        'asterisk-pjsip 1-4 incoming 2024-01-02 13:06:06.000 UDP 192.0.2.1:5061 > ? thread 15471 | MESSAGE im:bob@192.0.2.2:5060 SIP/2.0 | cseq content-length',
        'asterisk-pjsip 7-9 incoming 2024-01-02 13:06:07.000 UDP 192.0.2.1:5061 > ? thread 15471 | REGISTER sip:192.0.2.2 SIP/2.0 | via',
      ],
    );
  });
});
