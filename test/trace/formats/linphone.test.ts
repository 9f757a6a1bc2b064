import { checkMessages } from '../../support/checkMessages';

describe('format linphone', () => {
  it('sent, received, and several messages of one read from TCP', () => {
    checkMessages(
      `
2024-01-02 18:53:33:757 belle-sip-message-channel [0x55ffa54403d0]: message sent to [UDP://192.0.2.1:5070], size: [510] bytes
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2:5067;branch=z9hG4bK.1;rport
Contact: <sip:alice@192.0.2.2:5067>
  ;expires=60


2024-01-02 18:53:33:758 belle-sip-message-channel [0x55ffa54403d0] [585] bytes parsed
2024-01-02 18:53:34:001 belle-sip-message-channel [0x55ffa5440400]: received [585] new bytes from [TCP://192.0.2.1:5070]:
SIP/2.0 200 OK
CSeq: 1 INVITE
Content-Type: application/sdp
Content-Length: 10

v=0
s=-
BYE sip:alice@192.0.2.2 SIP/2.0
CSeq: 2 BYE
Content-Length: 0

INFO sip:alice@192.0.2.2 SIP/2.0
CSeq: 3 INFO
Content-Length: 20

2024-01-02 18:53:34:002 belle-sip-message-channel [0x55ffa5440400]: received [20] new bytes from [TCP://192.0.2.1:5070]:
Signal=1
Duration=9
2024-01-02 18:53:34:003 belle-sip-message-channel [0x55ffa54403d0]: received [85] new bytes from [UDP://::ffff:192.0.2.1:5070]:
SIP/2.0 100 Trying
CSeq: 4 INVITE
2024-01-02 18:53:34:004 belle-sip-message-Found transaction matching response.
`,
      [
        'linphone 1-5 outgoing 2024-01-02 18:53:33.757 UDP ? > 192.0.2.1:5070 | REGISTER sip:example.com SIP/2.0 | via contact',
        'linphone 9-16 incoming 2024-01-02 18:53:34.001 TCP 192.0.2.1:5070 > ? | SIP/2.0 200 OK | cseq content-type content-length | "v=0\\ns=-"',
        'linphone 17-19 incoming 2024-01-02 18:53:34.001 TCP 192.0.2.1:5070 > ? | BYE sip:alice@192.0.2.2 SIP/2.0 | cseq content-length',
        'linphone 21-27 incoming 2024-01-02 18:53:34.001 TCP 192.0.2.1:5070 > ? | INFO sip:alice@192.0.2.2 SIP/2.0 | cseq content-length | "Signal=1\\nDuration=9"',
        'linphone 28-30 incoming 2024-01-02 18:53:34.003 UDP [::ffff:192.0.2.1]:5070 > ? | SIP/2.0 100 Trying | cseq …',
      ],
    );
  });

  it('on Android: the log of Linphone 4, and that of the system', () => {
    checkMessages(
      `
2019-02-26 15:50:14:790 [belle-sip] MESSAGE channel [0xa0fb3008]: message sent to [TLS://sip.example.com:5061], size: [452] bytes
ACK sip:bob@sip.example.com SIP/2.0
CSeq: 1 ACK
Content-Length: 0

2019-02-26 15:50:15:100 [belle-sip] MESSAGE channel [0xa0fb3008] read [13] bytes of body from [192.0.2.1:5061]
2022-05-12 17:38:44.157 11944-11944/com.example.app I/tag_linphone: channel [0x8e792840]: received [538] new bytes from [UDP://192.0.2.103:5060]:
2022-05-12 17:38:44.157 11944-11944/com.example.app I/tag_linphone: SIP/2.0 183 Session Progress
2022-05-12 17:38:44.157 11944-11944/com.example.app I/tag_linphone: CSeq: 1 INVITE
2022-05-12 17:38:44.158 11944-11944/com.example.app I/tag_linphone: Content-Type: application/sdp
2022-05-12 17:38:44.158 11944-11944/com.example.app I/tag_linphone: Content-Length: 10
2022-05-12 17:38:44.158 11944-11944/com.example.app I/tag_linphone:
2022-05-12 17:38:44.158 11944-11944/com.example.app I/tag_linphone: v=0
2022-05-12 17:38:44.158 11944-11944/com.example.app I/tag_linphone: s=-
2022-05-12 17:38:44.159 11944-11944/com.example.app I/tag_linphone: channel [0x8e792840] [538] bytes parsed
`,
      [
        'linphone 1-4 outgoing 2019-02-26 15:50:14.790 TLS ? > sip.example.com:5061 | ACK sip:bob@sip.example.com SIP/2.0 | cseq content-length',
        'linphone 7-14 incoming 2022-05-12 17:38:44.157 UDP 192.0.2.103:5060 > ? | SIP/2.0 183 Session Progress | cseq content-type content-length | "v=0\\ns=-"',
      ],
    );
  });

  it('on an iPhone, with a TAB behind the prefix of the system', () => {
    checkMessages(
      `
2020-03-29 01:25:05.125522+0530 linphone[68064:1643374] [Message] channel [0x7fd1c33c8000]: message sent to [UDP://pbx.example.com:5060], size: [1704] bytes
2020-03-29 01:25:05.125615+0530 linphone[68064:1643374] [Message] \tINVITE sip:114@pbx.example.com SIP/2.0
2020-03-29 01:25:05.125771+0530 linphone[68064:1643374] [Message] \tVia: SIP/2.0/UDP 192.0.2.2:62641;branch=z9hG4bK.1;rport
2020-03-29 01:25:05.125800+0530 linphone[68064:1643374] [Message] \tCSeq: 1 INVITE
2020-03-29 01:25:05.125801+0530 linphone[68064:1643374] [Message] \tContent-Length: 4
2020-03-29 01:25:05.125802+0530 linphone[68064:1643374] [Message] \t
2020-03-29 01:25:05.125803+0530 linphone[68064:1643374] [Message] \tv=0
2020-03-29 01:25:05.125804+0530 linphone[68064:1643374] [Message] channel [0x7fd1c33c8000]: entering state READY
`,
      [
        'linphone 1-7 outgoing 2020-03-29 01:25:05.125+05:30 UDP ? > pbx.example.com:5060 | INVITE sip:114@pbx.example.com SIP/2.0 | via cseq content-length | "v=0"',
      ],
    );
  });

  it('on a desktop', () => {
    checkMessages(
      `
[13:07:59:723][0x7f2d5ffff700][belle-sip]Info:channel [0x7fd1c33c8000]: message sent to [TLS://sip.example.com:5061], size: [452] bytes
BYE sip:bob@sip.example.com SIP/2.0
CSeq: 2 BYE
[13:07:59:724][0x7f2d5ffff700][belle-sip]Info:channel [0x7fd1c33c8000]: entering state READY
`,
      [
        'linphone 1-3 outgoing 13:07:59.723 TLS ? > sip.example.com:5061 | BYE sip:bob@sip.example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
