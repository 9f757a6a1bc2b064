import { checkMessages } from '../../support/checkMessages';

describe('format pjsua-log', () => {
  it('sent and received, with an end mark', () => {
    checkMessages(
      `
19:04:02.985           pjsua_core.c  ...TX 544 bytes Request msg INVITE/cseq=7862 (tdta0x5619b521dd20) to UDP 192.0.2.2:5070:
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5061;rport;branch=z9hG4bKPj1
Subject: a
  folded one
Content-Type: application/sdp
Content-Length:    10

v=0
s=-

--end msg--
19:04:02.987      tsx0x5619b521fce0  ...State changed from Null to Calling, event=TX_MSG
19:04:02.988           pjsua_core.c !.RX 377 bytes Response msg 100/INVITE/cseq=7862 (rdata000002538ABE7E40) from tls [2001:db8::1]:5061:
SIP/2.0 100 Trying
v:SIP/2.0/UDP 192.0.2.1:5061;rport;branch=z9hG4bKPj1
CSeq:7862 INVITE


--end msg--
>>> 19:04:03.001           pjsua_core.c  .RX 454 bytes Response msg 200/INVITE/cseq=7862 (rdata0x5619b5219e98) from TCP 192.0.2.2:5070:
SIP/2.0 200 OK
CSeq: 7862 INVITE
19:04:03.002          inv0x5619  ....SDP negotiation done: Success
`,
      [
        'pjsua-log 1-12 outgoing 19:04:02.985 UDP ? > 192.0.2.2:5070 | INVITE sip:bob@example.com SIP/2.0 | via subject content-type content-length | "v=0\\ns=-"',
        'pjsua-log 14-20 incoming 19:04:02.988 TLS [2001:db8::1]:5061 > ? | SIP/2.0 100 Trying | via cseq',
        'pjsua-log 21-23 incoming 19:04:03.001 TCP 192.0.2.2:5070 > ? | SIP/2.0 200 OK | cseq …',
      ],
    );
  });

  it('with the address masked, behind the time of the program', () => {
    checkMessages(
      `
2026-02-11 09:06:39.029 +00:00 [INF] 09:06:39.025           pjsua_core.c  .RX 570 bytes Response msg 200/REGISTER/cseq=1 (rdata00000207afaaa190) from TLS *.*.*.*:5061:
SIP/2.0 200 OK
CSeq: 1 REGISTER


--end msg--
`,
      ['pjsua-log 1-6 incoming 2026-02-11 09:06:39.029+00:00 TLS *.*.*.*:5061 > ? | SIP/2.0 200 OK | cseq'],
    );
  });

  it('with a date, and with the mark in front of Clearwater', () => {
    checkMessages(
      `
2024-01-02 10:15:59.123 pjsua_core.c  .TX 100 bytes Request msg OPTIONS/cseq=1 (tdta0x1) to TLS 192.0.2.2:5061:
OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS
Content-Length:  0


--end msg--
02-01-2024 18:19:22.083 UTC [7f2d5ffff700] Verbose common_sip_processing.cpp:117: RX 47 bytes Request msg MESSAGE/cseq=5 (rdata0x7f2db0088320) from TCP 192.0.2.3:5052:
--start msg--

MESSAGE sip:bob@example.com SIP/2.0
CSeq: 5 MESSAGE
Content-Type: text/plain

v=0

Hi
--end msg--
`,
      [
        'pjsua-log 1-7 outgoing 2024-01-02 10:15:59.123 TLS ? > 192.0.2.2:5061 | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-length',
        'pjsua-log 8-18 incoming 2024-01-02 18:19:22.083+00:00 TCP 192.0.2.3:5052 > ? | MESSAGE sip:bob@example.com SIP/2.0 | cseq content-type | "v=0\\n\\nHi"',
      ],
    );
  });

  it('in the log of a telephone, which has its own prefix on each line', () => {
    checkMessages(
      `
2024-01-02 17:22:34.143 19529-6797  SipService    com.example.app   D  17:22:34.140   pjsua_core.c  .RX 454 bytes Response msg 200/REGISTER/cseq=1 (rdata0xb4) from UDP 192.0.2.2:5060:
2024-01-02 17:22:34.143 19529-6797  SipService    com.example.app   D  SIP/2.0 200 OK
2024-01-02 17:22:34.143 19529-6797  SipService    com.example.app   D  CSeq: 1 REGISTER
2024-01-02 17:22:34.144 19529-6797  SipService    com.example.app   D  Content-Length:  0
2024-01-02 17:22:34.144 19529-6797  SipService    com.example.app   D  
2024-01-02 17:22:34.144 19529-6797  SipService    com.example.app   D  
2024-01-02 17:22:34.144 19529-6797  SipService    com.example.app   D  --end msg--
`,
      ['pjsua-log 1-7 incoming 2024-01-02 17:22:34.143 UDP 192.0.2.2:5060 > ? | SIP/2.0 200 OK | cseq content-length'],
    );
  });

  it('a message that PJSIP could not read', () => {
    checkMessages(
      `
12:07:16.117  sip_transport.c  Error processing 142 bytes packet from UDP 192.0.2.2:5060 : PJSIP syntax error exception when parsing '' header on line 3 col 33:
OPTIONS sip:alice@192.0.2.1:49675;ob SIP/2.0
CSeq: 102 OPTIONS
To: <sip:alice@192.0.2.1:49675>;ob>
Content-Length: 0

-- end of packet.
12:07:16.118  sip_transport.c  .Transport is idle
`,
      [
        'pjsua-log 1-7 incoming 12:07:16.117 UDP 192.0.2.2:5060 > ? | OPTIONS sip:alice@192.0.2.1:49675;ob SIP/2.0 | cseq to content-length',
      ],
    );
  });
});
