import { checkMessages } from '../../support/checkMessages';

describe('format ribbon-sbc', () => {
  it('of call trace and debug log, through syslog, and in parts', () => {
    checkMessages(
      `
242 12162016 083615.736943:1.02.00.38938.Info    .SIPSG:CALL:FILTER=f GCID=0x00000DDB: 14443. TraceCallLogger invoked - From pstProperties: PeerIP/port: 192.0.2.10/5000
1787 12162016 083615.737177:1.01.00.38939.MAJOR   .SIPSG:FILTER=f GCID=0x00000DDB: EXTRA INFO: Ingress: received msg for CallId:1 gcid:0xDDB from IP/port:192.0.2.10/5000, Local IP/port:192.0.2.160/5000
RAW PDU:
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TCP 192.0.2.10:5000;branch=z9hG4bK1
Subject: a
 folded one
Call-ID: in-
900 12162016 083615.737177:1.01.00.38939.MAJOR   .SIPSG:FILTER=f GCID=0x00000DDB: EXTRA INFO: two-parts@example.com
Content-Type: application/sdp
Content-Length: 10

v=0
s=-

242 12162016 083615.740000:1.02.00.38940.Info    .SIPSG:CALL:FILTER=f GCID=0x00000DDB: 14443. TraceCallLogger invoked
300 12162016 083615.740177:1.01.00.38941.MAJOR   .SIPSG:FILTER=f GCID=0x00000DDB: EXTRA INFO: Egress: sent msg for CallId:2 gcid:0xDDB to IP/port:2001:db8::10/5060, Local IP/port:2001:db8::1/5060, SMM:Not applied.
RAW PDU:
SIP/2.0 100 Trying
CSeq: 1 INVITE
Content-Length: 0

<147> 1 2020-05-01T10:00:00.123456+02:00 sbc1 ... Ingress: received msg for CallId:1234 from IP/port:192.0.2.7/5060, Local IP/port:192.0.2.1/5060, SMM:Not applied. RAW PDU:#012BYE sip:bob@example.com SIP/2.0#015#012CSeq: 2 BYE#015#012Content-Length: 0#015#012#015#012
190 09202018 165651.570700:1.01.00.38343.Info    .SIPCM: SipFeSocketRecvMsg - msg = INVITE sip:bob@example.com SIP/2.0
CSeq: 3 INVITE
Content-Type: application/sdp
Content-Length: 10

, msgLen = 81.
339 09202018 165651.570846:1.01.00.38344.Info    .SIPCM: SipFeSocketRecvMsg - msg = v=0
s=-
, msgLen = 10.
150 09202018 165651.572939:1.01.00.38374.Info    .SIPFE: *FindRegistrationBlock: RCB not found by sourceIP, sourceIP:192.0.2.182 port:57208 zone:2
190 09202018 165651.580000:1.01.00.38400.Info    .SIPCM: SipFeSocketRecvMsg - msg = BYE sip:bob@example.com SIP/2.0
CSeq: 4 BYE
`,
      [
        'ribbon-sbc 2-14 incoming 2016-12-16 08:36:15.737 TCP 192.0.2.10:5000 > 192.0.2.160:5000 #38939 | INVITE sip:bob@example.com SIP/2.0 | via subject call-id content-type content-length | "v=0\\ns=-"',
        'ribbon-sbc 17-21 outgoing 2016-12-16 08:36:15.740 [2001:db8::1]:5060 > [2001:db8::10]:5060 #38941 | SIP/2.0 100 Trying | cseq content-length',
        'ribbon-sbc 23-23 incoming 2020-05-01 10:00:00.123+02:00 192.0.2.7:5060 > 192.0.2.1:5060 | BYE sip:bob@example.com SIP/2.0 | cseq content-length',
        'ribbon-sbc 24-32 incoming 2018-09-20 16:56:51.570 #38343 | INVITE sip:bob@example.com SIP/2.0 | cseq content-type content-length | "v=0\\ns=-"',
        'ribbon-sbc 34-35 incoming 2018-09-20 16:56:51.580 #38400 | BYE sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
