import { checkMessages } from '../../support/checkMessages';

describe('format cisco-ios', () => {
  it('debug ccsip messages, with and without numbers, through syslog', () => {
    checkMessages(
      `
001738: Oct  9 15:37:24.577: //52/C0058B3E8097/SIP/Info/info/1/sipSPIProcess: To: x
001739: Oct  9 15:37:24.577: //52/C0058B3E8097/SIP/Msg/ccsipDisplayMsg:
Received:
INVITE sip:bob@192.0.2.1 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK1
Subject: one
 two
CSeq: 101 INVITE
Content-Type: application/sdp
Content-Length: 10

v=0
s=Talk

001740: Oct  9 15:37:24.580: //52/C0058B3E8097/SIP/Info/info/1/x: From: y
<189>1741: *Oct  9 15:37:24.581 CET: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:
Sent:
SIP/2.0 100 Trying
CSeq: 101 INVITE


*Oct  9 2024 15:37:25.001: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:
Sent:
SIP/2.0 180 Ringing
CSeq: 101 INV`,
      [
        'cisco-ios 2-13 incoming 10-09 15:37:24.577 UDP #001739 | INVITE sip:bob@192.0.2.1 SIP/2.0 | via subject cseq content-type content-length | "v=0\\ns=Talk"',
        'cisco-ios 16-19 outgoing 10-09 15:37:24.581 #1741 | SIP/2.0 100 Trying | cseq',
        'cisco-ios 22-25 outgoing 2024-10-09 15:37:25.001 | SIP/2.0 180 Ringing | cseq …',
      ],
    );
  });

  it('IOS 12: one head line, no blanks, a Via that is broken, no empty line in front of the body', () => {
    checkMessages(
      `
1w0d:SIP Msg:ccsipDisplayMsg:Sent:
SIP/2.0 200 OK
Via:SIP/2.0/UDP 192.0.2.4:5060;branch=9,SIP/2.0/UDP
192.0.2.14:5060;branch=z9hG4bK2
CSeq:101 INVITE
Content-Type:application/sdp
Content-Length:191
v=0
s=SIP Call
00:01:02: SIP Msg:ccsipDisplayMsg:Received:
ACK sip:bob@192.0.2.12:5060 SIP/2.0
CSeq:101 ACK
Content-Length:0
1w0d:SIP Info: done
`,
      [
        'cisco-ios 1-9 outgoing UDP | SIP/2.0 200 OK | via cseq content-type content-length | "v=0\\ns=SIP Call"',
        'cisco-ios 10-13 incoming 00:01:02.000 | ACK sip:bob@192.0.2.12:5060 SIP/2.0 | cseq content-length …',
      ],
    );
  });

  it('older still, and copies: a line with the direction alone', () => {
    checkMessages(
      `
*Mar  6 14:10:42: Queued event from SIP SPI : SIPSPI_EV_CC_CALL_SETUP
*Mar  6 14:10:42: Sent:
BYE sip:alice@192.0.2.3 SIP/2.0
CSeq: 102 BYE
*Mar  6 14:10:43: 0x624CFEF8 : State change from (STATE_ACTIVE)
Received:
SIP/2.0 200 OK
CSeq: 102 BYE

//the call is over
`,
      [
        'cisco-ios 2-4 outgoing 03-06 14:10:42.000 | BYE sip:alice@192.0.2.3 SIP/2.0 | cseq …',
        'cisco-ios 6-8 incoming | SIP/2.0 200 OK | cseq',
      ],
    );
  });

  it('a VoIP trace names transport and addresses', () => {
    checkMessages(
      `
------------------ Cover Buffer ---------------
Search-key     = 808808:8888:1
  Timestamp      = *Aug 30 21:21:45.583
-----------------------------------------------
0: *Aug 30 21:21:45.583: //1/1CE915CE8002/CUBE_VT/SIP/Msg/ccsipDisplayMsg:
Received: SIP TLS message from [2001:db8::2]:5099 to [2001:db8::1]:5061
OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS
Content-Type: text/plain

no length
1: *Aug 30 21:21:45.584: //1/1CE915CE8002/CUBE_VT/SIP/Event: x
`,
      [
        'cisco-ios 5-11 incoming 08-30 21:21:45.583 TLS [2001:db8::2]:5099 > [2001:db8::1]:5061 #0 | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-type | "no length"',
      ],
    );
  });
});
