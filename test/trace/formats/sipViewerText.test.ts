import { checkMessages } from '../../support/checkMessages';

describe('format sip-viewer-text', () => {
  it('with either order of the date, IPv6 and a cut message', () => {
    checkMessages(
      `
[2011/01/13 08:55:56.109] IN 192.0.2.6:4040 --> 192.0.2.9:11156

INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.6:4040;branch=z9hG4bK1
Subject: a
 folded one
Content-Type: application/sdp
Content-Length: 10

v=0
s=-

-----------------------
[01/13/2011 08:55:56.322] OUT [2001:db8::9]:11156 --> [2001:db8::6]:4040

SIP/2.0 100 Trying
CSeq: 1 INVITE
Content-Length: 0

-----------------------
[2011/01/13 08:55:57.463] OUT 192.0.2.9:11156 --> 192.0.2.6:4040

BYE sip:bob@example.com SIP/2.0
CSeq: 2 BYE
`,
      [
        'sip-viewer-text 1-13 incoming 2011-01-13 08:55:56.109 UDP 192.0.2.6:4040 > 192.0.2.9:11156 | INVITE sip:bob@example.com SIP/2.0 | via subject content-type content-length | "v=0\\ns=-"',
        'sip-viewer-text 14-20 outgoing 2011-01-13 08:55:56.322 [2001:db8::9]:11156 > [2001:db8::6]:4040 | SIP/2.0 100 Trying | cseq content-length',
        'sip-viewer-text 21-24 outgoing 2011-01-13 08:55:57.463 192.0.2.9:11156 > 192.0.2.6:4040 | BYE sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
