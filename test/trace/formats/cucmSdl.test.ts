import { checkMessages } from '../../support/checkMessages';

describe('format cucm-sdl', () => {
  it('TCP and UDP, in and out', () => {
    checkMessages(
      `
01383807.001 |12:53:00.670 |AppInfo  |RouteListControl::idle_CcSetupReq - RouteList(rl), numberSetup=0
01383831.001 |12:53:00.671 |AppInfo  |SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to 192.0.2.4 on port 5060 index 1
[105083,NET]
INVITE sip:bob@192.0.2.4:5060 SIP/2.0
Via: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK1
Supported: timer,
 replaces
CSeq: 101 INVITE
Content-Type: application/sdp
Content-Length: 999

v=0
s=SIP Call
01383832.000 |12:53:00.672 |SdlSig   |SIPNormalizeReq |wait |To: x
01383833.002 |12:53:00.701 |AppInfo  |SIPTcp - wait_SdlReadRsp: Incoming SIP TLS message from 2001:db8::4 on port 5061 index 12 with 315 bytes:
[105084,NET]
SIP/2.0 100 Trying
CSeq: 101 INVITE
Content-Length: 0

01383834.001 |12:53:00.710 |AppInfo  |//SIP/SIPUdp/wait_SdlDataInd: Incoming SIP UDP message size 737 from 192.0.2.5:[49193]:
[105085,NET]
OPTIONS sip:192.0.2.1 SIP/2.0
CSeq: 1 OPTIONS
`,
      [
        'cucm-sdl 2-13 outgoing 12:53:00.671 TCP ? > 192.0.2.4:5060 #01383831.001 | INVITE sip:bob@192.0.2.4:5060 SIP/2.0 | via supported cseq content-type content-length | "v=0\\ns=SIP Call"',
        'cucm-sdl 15-19 incoming 12:53:00.701 TLS [2001:db8::4]:5061 > ? #01383833.002 | SIP/2.0 100 Trying | cseq content-length',
        'cucm-sdl 21-24 incoming 12:53:00.710 UDP 192.0.2.5:49193 > ? #01383834.001 | OPTIONS sip:192.0.2.1 SIP/2.0 | cseq …',
      ],
    );
  });

  it('messages before and after a normalization script', () => {
    checkMessages(
      `
01383831.001 |12:53:00.671 |AppInfo  |//SIP/SIPNormalization/trace_sip_message: Before inbound SIP Normalization msg is:
[105083,INT]
OPTIONS sip:192.0.2.1 SIP/2.0
Via: SIP/2.0/TCP 192.0.2.4
CSeq: 1 OPTIONS

01383832.001 |12:53:00.672 |AppInfo  |//SIP/SIPNormalization/trace_sip_message: After outbound SIP Normalization msg is:
[105084,INT]
SIP/2.0 200 OK
Via: SIP/2.0/TCP 192.0.2.4
CSeq: 1 OPTIONS

01383833.001 |12:53:00.673 |AppInfo  |done
`,
      [
        'cucm-sdl 1-5 incoming 12:53:00.671 TCP #01383831.001 | OPTIONS sip:192.0.2.1 SIP/2.0 | via cseq',
        'cucm-sdl 7-11 outgoing 12:53:00.672 TCP #01383832.001 | SIP/2.0 200 OK | via cseq',
      ],
    );
  });

  it('older versions: a date or no number, a line with a bar behind the message', () => {
    checkMessages(
      `
08/25/2009 14:37:03.212 CCM|//SIP/SIPUdp/wait_SdlDataInd: Incoming SIP UDP message size 734 from 192.0.2.4:[5060]:
BYE sip:alice@192.0.2.1 SIP/2.0
CSeq: 102 BYE
|<CLID::StandAloneCluster><NID::192.0.2.1><CT::2,100,57,1.3>
08/25/2009 14:37:03.213 CCM|//SIP/SIPUdp/wait_SdlSPISignal: Outgoing SIP UDP message to 192.0.2.4:[5060]:|<CLID::StandAloneCluster>
SIP/2.0 200 OK
CSeq: 102 BYE
Content-Type: text/plain
Content-Length: 20

Hello
|<CLID::StandAloneCluster><NID::192.0.2.1>
14:38:00.000 |SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 192.0.2.4 on port 50123 index 6 with 150 bytes:
[12,NET]
SIP/2.0 200 OK
CSeq: 103 BYE

|1,100,63,1.13^192.0.2.4^*
`,
      [
        'cucm-sdl 1-3 incoming 2009-08-25 14:37:03.212 UDP 192.0.2.4:5060 > ? | BYE sip:alice@192.0.2.1 SIP/2.0 | cseq …',
        'cucm-sdl 5-11 outgoing 2009-08-25 14:37:03.213 UDP ? > 192.0.2.4:5060 | SIP/2.0 200 OK | cseq content-type content-length | "Hello"',
        'cucm-sdl 13-16 incoming 14:38:00.000 TCP 192.0.2.4:50123 > ? | SIP/2.0 200 OK | cseq',
      ],
    );
  });

  it('a web page with an empty line behind each line; a message whose entry the page lost', () => {
    checkMessages(
      `
00018751.002 |17:53:18.056 |AppInfo  |SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to x.x.x.x on port 51320 index 7

[587,NET]

REFER sip:example.com SIP/2.0

CSeq: 1000 REFER

Content-Length: 0



SIP/2.0 202 Accepted
CSeq: 1000 REFER

`,
      [
        'cucm-sdl 1-9 outgoing 17:53:18.056 TCP ? > x.x.x.x:51320 #00018751.002 | REFER sip:example.com SIP/2.0 | cseq content-length',
        'plain 13-14 | SIP/2.0 202 Accepted | cseq',
      ],
    );
  });
});
