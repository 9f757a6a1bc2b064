import { checkMessages } from '../../support/checkMessages';

describe('format kamailio-xlog', () => {
  it('on the console', () => {
    checkMessages(
      `
 0(5923) INFO: <core> [main.c:3055]: main(): processes (at least): 9 - shm size: 67108864
 1(5925) INFO: <script>: [INVITE] 192.0.2.1:5090 -> 192.0.2.2:5070 ci=1@192.0.2.1
INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5090;branch=z9hG4bK1
Record-Route: <sip:192.0.2.2;lr>,
  <sip:192.0.2.3;lr>
Content-Type: application/sdp
Content-Length:   12

v=0
s=Talk

 1(5925) INFO: tm [t_lookup.c:1380]: t_newtran(): done
12(5936) ERROR: <script>: reply 180 Ringing from tcp:[2001:db8::1]:5080
SIP/2.0 180 Ringing
CSeq: 1 INVITE
Content-Length: 0


 2(5926) ERROR: <core> [core/parser/msg_parser.c:98]: get_hdr_field(): bad header
`,
      [
        'kamailio-xlog 2-11 UDP 192.0.2.1:5090 > 192.0.2.2:5070 thread 5925 | INVITE sip:bob@example.com SIP/2.0 | via record-route content-type content-length | "v=0\\ns=Talk"',
        'kamailio-xlog 14-17 TCP [2001:db8::1]:5080 > ? thread 5936 | SIP/2.0 180 Ringing | cseq content-length',
      ],
    );
  });

  it('through syslog, with the message behind the prefix', () => {
    checkMessages(
      `
Mar  3 04:05:06 proxy /usr/sbin/kamailio[5925]: NOTICE: {1 1 INVITE 1@192.0.2.1} <script>: tls:192.0.2.1:5061->tls:192.0.2.2:5061
Mar  3 04:05:06 proxy INVITE sip:bob@example.com SIP/2.0
Mar  3 04:05:06 proxy CSeq: 1 INVITE
Mar  3 04:05:06 proxy To: <sip:bob@example.com>
Mar  3 04:05:06 proxy 
Mar  3 04:05:07 proxy /usr/sbin/opensips[5926]: INFO: SIP/2.0 200 OK
CSeq: 1 INVITE
To: <sip:bob@example.com>;tag=1
`,
      [
        'kamailio-xlog 1-4 03-03 04:05:06.000 TLS 192.0.2.1:5061 > 192.0.2.2:5061 thread 5925 | INVITE sip:bob@example.com SIP/2.0 | cseq to',
        'kamailio-xlog 6-8 03-03 04:05:07.000 thread 5926 | SIP/2.0 200 OK | cseq to …',
      ],
    );
  });

  it('OpenSIPS on the console', () => {
    checkMessages(
      `
Mar  3 04:05:06 [5925] INFO:core:probe_max_sock_buff: using rcv buffer of 416 kb
Mar  3 04:05:06 [5926] request from 2001:db8::1:5060
OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS
Mar  3 04:05:07 [5926] ERROR:core:parse_msg: message is cut
`,
      [
        'kamailio-xlog 2-4 03-03 04:05:06.000 [2001:db8::1]:5060 > ? thread 5926 | OPTIONS sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
