import { checkMessages } from '../../support/checkMessages';

describe('format kamailio-syslog-octal', () => {
  it('with what the script wrote in front of the message, and cut', () => {
    checkMessages(
      `
Mar  3 04:05:06 proxy kamailio[123]: INFO: <script>: udp:192.0.2.1:5060 -> udp:192.0.2.2:5060#012INVITE sip:bob@example.com SIP/2.0#015#012Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1#015#012Subject: a#015#012 folded one#015#012Date: Sat, 02 Jan 2010 10:00:00 GMT#015#012Content-Type: application/sdp#015#012Content-Length: 10#015#012#015#012v=0#015#012s=-#015#012
2024-01-02T03:04:05.678+01:00 proxy kamailio[124]: SIP/2.0 200 OK#015#012Via: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK1#015#012CSeq: 1 INV
`,
      [
        'kamailio-syslog-octal 1-1 03-03 04:05:06.000 UDP 192.0.2.1:5060 > 192.0.2.2:5060 thread 123 | INVITE sip:bob@example.com SIP/2.0 | via subject date content-type content-length | "v=0\\ns=-"',
        'kamailio-syslog-octal 2-2 2024-01-02 03:04:05.678+01:00 TCP thread 124 | SIP/2.0 200 OK | via cseq …',
      ],
    );
  });

  it('with ^M and a blank, as BusyBox and telephones write it', () => {
    checkMessages(
      `
Mar  3 04:05:06 proxy user.info kamailio[9]: INFO: <script>: received INVITE from udp:2001:db8::10:5060 INVITE sip:bob@example.com SIP/2.0^M Via: SIP/2.0/UDP [2001:db8::10]:5060;branch=z9hG4bK1^M Content-Type: application/sdp^M Content-Length: 10^M ^M v=0^M s=-^M
Mar 20 17:01:17 192.0.2.2 SIP/2.0 180 Ringing^M CSeq: 1 INVITE^M Content-Length: 0^M ^M
`,
      [
        'kamailio-syslog-octal 1-1 03-03 04:05:06.000 UDP [2001:db8::10]:5060 > ? thread 9 | INVITE sip:bob@example.com SIP/2.0 | via content-type content-length | "v=0\\ns=-"',
        'kamailio-syslog-octal 2-2 03-20 17:01:17.000 | SIP/2.0 180 Ringing | cseq content-length',
      ],
    );
  });

  it('without anything in front, with LF alone, and with a blank in place of LF', () => {
    checkMessages(
      `
OPTIONS sip:bob@example.com SIP/2.0#015#012CSeq: 1 OPTIONS#015#012Content-Length: 0#015#012#015#012
OPTIONS sip:bob@example.com SIP/2.0#012CSeq: 2 OPTIONS#012Content-Length: 0#012#012
SIP/2.0 200 OK#015 CSeq: 2 OPTIONS#015 Content-Type: text/plain#015 Content-Length: 2#015 #015 Hi
`,
      [
        'kamailio-syslog-octal 1-1 | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-length',
        'kamailio-syslog-octal 2-2 | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-length',
        'kamailio-syslog-octal 3-3 | SIP/2.0 200 OK | cseq content-type content-length | "Hi"',
      ],
    );
  });
});
