import { checkMessages } from '../../support/checkMessages';

const BEGIN = '\u001b[36;1m';
const END = '\u001b[;m';

describe('format baresip-trace', () => {
  it('in colour', () => {
    checkMessages(
      `
baresip is ready.
${BEGIN}#
UDP 192.0.2.1:5066 -> 192.0.2.2:5070
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5066;branch=z9hG4bK1;rport
Contact: <sip:alice@192.0.2.1:5066>
  ;expires=60
Content-Length: 0

${END}
alice@example.com: {0/UDP/v4} 200 OK () [1 binding]
${BEGIN}18:54:15.858|#
TLS [2001:db8::2]:5061 -> [2001:db8::1]:40000
MESSAGE sip:alice@example.com SIP/2.0
CSeq: 1 MESSAGE
Content-Type: text/plain
Content-Length: 8

v=0
Hi!${END}
${BEGIN}#
WSS 192.0.2.1:5066 -> 192.0.2.2:443
SIP/2.0 200 OK
CSeq: 1 MESSAGE
`,
      [
        'baresip-trace 2-10 UDP 192.0.2.1:5066 > 192.0.2.2:5070 | REGISTER sip:example.com SIP/2.0 | via contact content-length',
        'baresip-trace 12-20 18:54:15.858 TLS [2001:db8::2]:5061 > [2001:db8::1]:40000 | MESSAGE sip:alice@example.com SIP/2.0 | cseq content-type content-length | "v=0\\nHi!"',
        'baresip-trace 21-24 WSS 192.0.2.1:5066 > 192.0.2.2:443 | SIP/2.0 200 OK | cseq …',
      ],
    );
  });

  it('in a copy without colours', () => {
    checkMessages(
      `
UDP 192.0.2.1:5066 -> 192.0.2.2:5070
SIP/2.0 180 Ringing
CSeq: 1 INVITE
Content-Length: 0

call: SIP Progress: 180 Ringing (/)
TCP 192.0.2.1:5066 -> 192.0.2.2:5070
SIP/2.0 200 OK
CSeq: 1 INVITE
Content-Length: 0

`,
      [
        'baresip-trace 1-4 UDP 192.0.2.1:5066 > 192.0.2.2:5070 | SIP/2.0 180 Ringing | cseq content-length',
        'baresip-trace 7-10 TCP 192.0.2.1:5066 > 192.0.2.2:5070 | SIP/2.0 200 OK | cseq content-length',
      ],
    );
  });
});
