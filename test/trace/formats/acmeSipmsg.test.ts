import { checkMessages } from '../../support/checkMessages';

describe('format acme-sipmsg', () => {
  it('of sipmsg.log and matched.log', () => {
    checkMessages(
      `
Jul  4 11:29:22.360 On [257:888]192.0.2.92:5060 sent to 192.0.2.136:5060
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.92:5060;branch=z9hG4bK1
Subject: a
 folded one
Content-Type: application/sdp
Content-Length: 10

v=0
s=-

----------------------------------------
Jul  4 11:29:22.400 On 127.0.0.1:5061 received from [2001:db8::1]:16385
SIP/2.0 100 Trying
CSeq: 1 INVITE
Content-Length: 0


----------------------------------------
Jul  4 11:29:22.410 [MINOR] (0) Note: nothing
----------------------------------------
Apr 17 14:17:54.526 On [0:0]192.0.2.84:5060 sent to 192.0.2.60:5060
element-rule[checkRURIPort]
INVITE sip:bob@example.com:5060 SIP/2.0
From: alice <sip:alice@example.com:5060>;tag=1
To: bob <sip:bob@example.com>
Contact: sip:alice@example.com:5060
----------------------------------------
Apr 17 14:17:55.526 On [0:0]192.0.2.84:5060 received from 192.0.2.60:5060
SIP/2.0 486 Busy Here
CSeq: 1 INVITE
`,
      [
        'acme-sipmsg 1-12 outgoing 07-04 11:29:22.360 UDP 192.0.2.92:5060 > 192.0.2.136:5060 | INVITE sip:bob@example.com SIP/2.0 | via subject content-type content-length | "v=0\\ns=-"',
        'acme-sipmsg 13-19 incoming 07-04 11:29:22.400 [2001:db8::1]:16385 > 127.0.0.1:5061 | SIP/2.0 100 Trying | cseq content-length',
        'acme-sipmsg 22-28 outgoing 04-17 14:17:54.526 192.0.2.84:5060 > 192.0.2.60:5060 | INVITE sip:bob@example.com:5060 SIP/2.0 | from to contact',
        'acme-sipmsg 29-31 incoming 04-17 14:17:55.526 192.0.2.60:5060 > 192.0.2.84:5060 | SIP/2.0 486 Busy Here | cseq …',
      ],
    );
  });
});
