import { checkMessages } from '../../support/checkMessages';

describe('format avaya-csdk', () => {
  it('of Workplace, with IPv6, a body that holds a brace, a keep-alive and a cut message', () => {
    checkMessages(
      `
2024-11-07 11:04:54.333 D [36308] [CSDK] CSIPStack::sendRequest: sending 'REGISTER' on context = 111A9111
2024-11-07 11:04:54.333 D [36308] [CSDK::SIP] SENDING 875 bytes to 192.0.2.1:5061 {

REGISTER sips:example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.9:56203;branch=z9hG4bK1
Subject: a
 folded one
Content-Length:     0


}
2024-11-07 11:04:54.334 D [36308] [CSDK] CSIPConnection::Send() : Connection instance = 6623C366
2024-11-07 11:04:54.500 D [ 6872] [CSDK::SIP] RECEIVED 4 bytes from 192.0.2.1:5061 {



}
2024-11-07 11:04:54.630 D [ 6872] [CSDK::SIP] RECEIVED 609 bytes from 2001:db8:161::44:5061 {

SIP/2.0 200 OK
CSeq: 1 REGISTER
Content-Type: application/json
Content-Length: 13

{
 "a": 1
}


}
2021-05-19 20:21:55.431 D [197063044/csdkloop] [CSDK::SIP] SENDING 1807 bytes to 192.0.2.1:5061 {

ACK sip:bob@example.com SIP/2.0
CSeq: 1 ACK
2021-05-19 20:21:55.432 D [197063044/csdkloop] [CSDK] Headers: none
`,
      [
        'avaya-csdk 2-11 outgoing 2024-11-07 11:04:54.333 TLS ? > 192.0.2.1:5061 thread 36308 | REGISTER sips:example.com SIP/2.0 | via subject content-length',
        'avaya-csdk 18-30 incoming 2024-11-07 11:04:54.630 [2001:db8:161::44]:5061 > ? thread 6872 | SIP/2.0 200 OK | cseq content-type content-length | "{\\n \\"a\\": 1\\n}"',
        'avaya-csdk 31-34 outgoing 2021-05-19 20:21:55.431 ? > 192.0.2.1:5061 thread 197063044/csdkloop | ACK sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });

  it('of other clients and versions', () => {
    checkMessages(
      `
2013-10-02 18:36:00,358 DEBUG [ClientPlatformEventLoop] - [onLogMessage] > SENDING: 698 bytes to: 192.0.2.1:5061 {

OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS


}
2013-10-02 18:36:00,525 DEBUG [ClientPlatformEventLoop] - [onLogMessage] > RECEIVED 618 bytes from: tls://192.0.2.1:5061 {

SIP/2.0 200 OK
CSeq: 1 OPTIONS


}
2022-01-21 10:35:54,262 DEBUG [CSDKEventLoop] - [SIP] > SENDING 843 bytes to 192.0.2.1:32123 {

BYE sip:bob@example.com SIP/2.0
CSeq: 2 BYE


}
V 2016-09-26 14:03:48:423 [cpcorevt] SENDING 1329 bytes to 192.0.2.1:5061 {

BYE sip:bob@example.com SIP/2.0
CSeq: 3 BYE


}
2017-07-07 17:06:45:658 [com.apple.root.default-qos.overcommit] [CSDK][SIP] SENDING 738 bytes to 192.0.2.1:5061 {

BYE sip:bob@example.com SIP/2.0
CSeq: 4 BYE


}
12:50:42 PM DEBUG [SIP] RECEIVED 659 bytes from 192.0.2.1:5060 {

SIP/2.0 200 OK
CSeq: 4 BYE


}
[Jul 22 18:55:07]: RECEIVED 624 bytes from 192.0.2.1:5061 {

SIP/2.0 200 OK
CSeq: 5 BYE


}
[04/27/2022 20:21:23:545] DBH:     SIGNAL: [be84] SENT to 192.0.2.1:5061. Length= 696.
{
[be84] REGISTER sip:example.com SIP/2.0
CSeq: 1 REGISTER
Content-Length: 0

[be84] }

[04/27/2022 20:21:23:600] DBH:     SIGNAL: [be84] RECEIVED from 192.0.2.1:5061. Length= 300.
{
[be84] SIP/2.0 200 OK
CSeq: 1 REGISTER
Content-Length: 0

[be84] }
`,
      [
        'avaya-csdk 1-7 outgoing 2013-10-02 18:36:00.358 ? > 192.0.2.1:5061 thread ClientPlatformEventLoop | OPTIONS sip:bob@example.com SIP/2.0 | cseq',
        'avaya-csdk 8-14 incoming 2013-10-02 18:36:00.525 TLS 192.0.2.1:5061 > ? thread ClientPlatformEventLoop | SIP/2.0 200 OK | cseq',
        'avaya-csdk 15-21 outgoing 2022-01-21 10:35:54.262 ? > 192.0.2.1:32123 thread CSDKEventLoop | BYE sip:bob@example.com SIP/2.0 | cseq',
        'avaya-csdk 22-28 outgoing 2016-09-26 14:03:48.423 ? > 192.0.2.1:5061 | BYE sip:bob@example.com SIP/2.0 | cseq',
        'avaya-csdk 29-35 outgoing 2017-07-07 17:06:45.658 ? > 192.0.2.1:5061 thread com.apple.root.default-qos.overcommit | BYE sip:bob@example.com SIP/2.0 | cseq',
        'avaya-csdk 36-42 incoming 12:50:42.000 192.0.2.1:5060 > ? | SIP/2.0 200 OK | cseq',
        'avaya-csdk 43-49 incoming 07-22 18:55:07.000 192.0.2.1:5061 > ? | SIP/2.0 200 OK | cseq',
        'avaya-csdk 50-56 outgoing 2022-04-27 20:21:23.545 ? > 192.0.2.1:5061 thread be84 | REGISTER sip:example.com SIP/2.0 | cseq content-length',
        'avaya-csdk 58-64 incoming 2022-04-27 20:21:23.600 192.0.2.1:5061 > ? thread be84 | SIP/2.0 200 OK | cseq content-length',
      ],
    );
  });
});
