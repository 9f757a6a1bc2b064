import { checkMessages } from '../../support/checkMessages';

describe('format freeswitch-sofia', () => {
  it('with blanks in front of the lines and a rule behind the message', () => {
    checkMessages(
      `
send 288 bytes to udp/[192.0.2.1]:5070 at 18:55:07.094445:
   ------------------------------------------------------------------------
   OPTIONS sip:192.0.2.1:5070 SIP/2.0
   Via: SIP/2.0/UDP 192.0.2.2:5069;branch=z9hG4bK1
   CSeq: 1 OPTIONS
   Content-Length: 0
   
   ------------------------------------------------------------------------
nua: nua_stack_process_request: entering
recv 323 bytes from udp/[2001:db8::1]:5070 at 18:55:07.098836:
   ------------------------------------------------------------------------
   SIP/2.0 200 OK
   Via: SIP/2.0/UDP 192.0.2.2:5069;branch=z9hG4bK1;
     received=192.0.2.2
   CSeq: 1 OPTIONS
   
   ------------------------------------------------------------------------
`,
      [
        'freeswitch-sofia 1-8 outgoing 18:55:07.094 UDP ? > 192.0.2.1:5070 | OPTIONS sip:192.0.2.1:5070 SIP/2.0 | via cseq content-length',
        'freeswitch-sofia 10-17 incoming 18:55:07.098 UDP [2001:db8::1]:5070 > ? | SIP/2.0 200 OK | via cseq',
      ],
    );
  });

  it('without blanks, with an empty line behind the message', () => {
    checkMessages(
      `
recv 929 bytes from tls/[192.0.2.1] at 02:05:52.917343:
------------------------------------------------------------------------
SIP/2.0 200 Ok
CSeq: 1 INVITE
Content-Type: application/sdp
Content-Length: 10

v=0
s=Talk

2024-01-01 02:05:52.924668 [DEBUG] sofia.c:7084 Channel is ringing
`,
      [
        'freeswitch-sofia 1-9 incoming 02:05:52.917 TLS 192.0.2.1 > ? | SIP/2.0 200 Ok | cseq content-type content-length | "v=0\\ns=Talk"',
      ],
    );
  });

  it('with the Call-ID in front of each line', () => {
    checkMessages(
      `
46a1-20f7@192.0.2.9 recv 1141 bytes from udp/[192.0.2.1]:5060 at 19:34:41.657063:
46a1-20f7@192.0.2.9    ------------------------------------------------------------------------
46a1-20f7@192.0.2.9    BYE sip:bob@example.com SIP/2.0
46a1-20f7@192.0.2.9    CSeq: 1 BYE
46a1-20f7@192.0.2.9    To: <sip:bob@example.com>
`,
      [
        'freeswitch-sofia 1-5 incoming 19:34:41.657 UDP 192.0.2.1:5060 > ? | BYE sip:bob@example.com SIP/2.0 | cseq to …',
      ],
    );
  });

  it('with codes of a terminal around each line', () => {
    const log = `
send 300 bytes to udp/[192.0.2.20]:5060 at 10:00:00.000000:
   ------------------------------------------------------------------------
   INVITE sip:bob@example.com SIP/2.0
   CSeq: 1 INVITE
   To: <sip:bob@example.com>
   Content-Type: application/sdp
   Content-Length: 10
   
   v=0
   s=x
   ------------------------------------------------------------------------
`;
    checkMessages(
      log
        .split('\n')
        .map((line) => (line === '' ? '' : `\u001b[0m${line}\u001b[0m\u001b[K`))
        .join('\n'),
      [
        'freeswitch-sofia 1-11 outgoing 10:00:00.000 UDP ? > 192.0.2.20:5060 | INVITE sip:bob@example.com SIP/2.0 | cseq to content-type content-length | "v=0\\ns=x"',
      ],
    );
  });

  it('a body of several parts ends where the next message has its head', () => {
    checkMessages(
      `
send 594 bytes to udp/[192.0.2.20]:5060 at 10:00:00.000000:
------------------------------------------------------------------------
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10
Content-Type: multipart/mixed;boundary=b
Content-Length: 94

--b
Content-Type: application/sdp

v=0
s=x

--b
Content-Type: text/xml

<a/>
--b--

recv 263 bytes from udp/[192.0.2.20]:5060 at 10:00:00.050000:
------------------------------------------------------------------------
SIP/2.0 100 Trying
Via: SIP/2.0/UDP 192.0.2.10

`,
      [
        'freeswitch-sofia 1-18 outgoing 10:00:00.000 UDP ? > 192.0.2.20:5060 | INVITE sip:bob@example.com SIP/2.0 | via content-type content-length | "--b\\nContent-Type: application/sdp\\n\\nv=0\\ns=x\\n\\n--b\\nContent-Type: text/xml\\n\\n<a/>\\n--b--"',
        'freeswitch-sofia 20-23 incoming 10:00:00.050 UDP 192.0.2.20:5060 > ? | SIP/2.0 100 Trying | via',
      ],
    );
  });
});
