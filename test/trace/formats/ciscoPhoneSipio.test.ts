import { checkMessages } from '../../support/checkMessages';

describe('format cisco-phone-sipio', () => {
  it('a phone: ^M behind lines, blanks in front; messages cut to their start-line', () => {
    checkMessages(
      `
0611 DEB Dec 21 14:33:00.127717 JAVA-sipio-sent---> INVITE sip:bob@192.0.2.1;user=phone SIP/2.0^M
        Via: SIP/2.0/TCP 192.0.2.2:52464;branch=z9hG4bK1^M
        Subject: one^M
         two^M
        CSeq: 101 INVITE^M
        Content-Length: 10^M
        Content-Type: application/sdp^M
        ^M
        v=0^M
        s=Talk^M

0650 DEB Dec 21 14:33:00.171483 JAVA-sipio-recv<--- SIP/2.0 100 Trying^M
0782 DEB Dec 21 14:33:00.249127 JAVA-sipio-recv<--- SIP/2.0 180 Ringing^M
0783 NOT Dec 21 14:33:00.249200 ms-RTCPMGR.rtcpm_getSr[A:17] TX stream state: not connected
`,
      [
        'cisco-phone-sipio 1-10 outgoing 12-21 14:33:00.127 TCP #0611 | INVITE sip:bob@192.0.2.1;user=phone SIP/2.0 | via subject cseq content-length content-type | "v=0\\ns=Talk"',
        'cisco-phone-sipio 12-12 incoming 12-21 14:33:00.171 #0650 | SIP/2.0 100 Trying | …',
        'cisco-phone-sipio 13-13 incoming 12-21 14:33:00.249 #0782 | SIP/2.0 180 Ringing | …',
      ],
    );
  });

  it('newer firmware: TABs, process and thread, an end mark, a message that entries break', () => {
    checkMessages(
      `
5904 DEB Mar 09 18:32:45.473187 (618:927) JAVA-sipio-sent---> REGISTER sip:192.0.2.200 SIP/2.0^M
	CSeq: 113 REGISTER^M
	Reason: SIP;cause=200;text="cisco-alarm:23 ActiveLoad=si
5905 DEB Mar 09 18:32:45.473370 (618:927) JAVA-p78xx.12-1-1-12.loads Last=reset-restart"^M
	Content-Type: application/x-cisco-alarm+xml^M
	Content-Length: 62^M
	^M
	<x-cisco-alarm>
	<Alarm Name="DeviceT
5906 DEB Mar 09 18:32:45.473462 (618:927) JAVA-LInfo"/>
	</x-cisco-alarm>
5907 DEB Mar 09 18:32:45.473584 (618:927) JAVA-::End-Of-Sip-Message::
5908 DEB Mar 09 18:32:45.473859 (618:927) JAVA-[[MESSAGE_1.0]]: [SIPCC] --> REGISTER sip:192.0.2.200 SIP/2.0() --> [192.0.2.200] :
5919 DEB Mar 09 18:32:45.477430 (618:927) JAVA-sipio-recv<--- SIP/2.0 200 OK^M
	CSeq: 113 REGISTER^M
	^M
5920 DEB Mar 09 18:32:45.477552 (618:927) JAVA-::End-Of-Sip-Message::
`,
      [
        'cisco-phone-sipio 1-12 outgoing 03-09 18:32:45.473 thread 618:927 #5904 | REGISTER sip:192.0.2.200 SIP/2.0 | cseq reason content-type content-length | "<x-cisco-alarm>\\n<Alarm Name=\\"DeviceTLInfo\\"/>\\n</x-cisco-alarm>"',
        'cisco-phone-sipio 14-17 incoming 03-09 18:32:45.477 thread 618:927 #5919 | SIP/2.0 200 OK | cseq',
      ],
    );
  });

  it('Jabber', () => {
    checkMessages(
      `
2020-03-30 13:03:19,200 DEBUG [0x00000e2c] [\\sipcc\\core\\sipstack\\ccsip_debug.c(1041)] [csf.sip-call-control] [platform_print_sip_msg] - sipio-sent---> REGISTER sip:192.0.2.1 SIP/2.0
Via: SIP/2.0/TLS [2001:db8::2]:62162;branch=z9hG4bK1
CSeq: 2270 REGISTER
Content-Type: multipart/mixed; boundary=x
Content-Length: 99

--x
Content-Type: text/plain

2020
--x--
2020-03-30 13:03:19,201 DEBUG [0x00000e2c] [/sipcc/core/sipstack/sip_transport.c(12)] [csf.sip-call-control] [x] - [SIP][MSG]       [SOCK][.]<--- SIP/2.0 407 Proxy Authentication Required
2020-03-30 13:03:19,310 DEBUG [0x00000001705f7000] [/sipcc/core/sipstack/ccsip_debug.c(1735)] [csf.sip-call-control] [platform_print_sip_msg] - sipio-recv<--- SIP/2.0 407 Proxy Authentication Required

CSeq: 2270 REGISTER

Content-Length: 0

13:03:19,311 INFO  [0x00002484] [config_parser.c(1494)] [csf.sip-call-control] [x] - Name: value
`,
      [
        'cisco-phone-sipio 1-11 outgoing 2020-03-30 13:03:19.200 TLS thread 0x00000e2c | REGISTER sip:192.0.2.1 SIP/2.0 | via cseq content-type content-length | "--x\\nContent-Type: text/plain\\n\\n2020\\n--x--"',
        'cisco-phone-sipio 13-17 incoming 2020-03-30 13:03:19.310 thread 0x00000001705f7000 | SIP/2.0 407 Proxy Authentication Required | cseq content-length …',
      ],
    );
  });
});
