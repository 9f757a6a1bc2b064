import { checkMessages } from '../../support/checkMessages';

describe('format expressway', () => {
  it('X8 and later: direction and both addresses, the time in UTC', () => {
    checkMessages(
      `
2017-03-02T08:10:46.240+01:00 vcse tvcs: UTCTime="2017-03-02 07:10:46,240" Module="network.sip" Level="INFO":  Action="Received" Local-ip="192.0.2.47" Local-port="25002" Src-ip="192.0.2.6" Src-port="5061" Detail="Receive Request Method=INFO, CSeq=1"
2017-03-02T08:10:46.240+01:00 vcse tvcs: UTCTime="2017-03-02 07:10:46,240" Module="network.sip" Level="DEBUG":  Action="Received" Local-ip="192.0.2.47" Local-port="25002" Src-ip="192.0.2.6" Src-port="5061" Msg-Hash="137"
 SIPMSG:
 |INFO sip:bob@example.com SIP/2.0
 Via: SIP/2.0/TLS 192.0.2.6:5061;branch=z9hG4bK1
 CSeq: 1 INFO
 Content-Type: application/xml
 Content-Length: 9

 <a>
 </a>
|
2017-03-02T08:10:46.241+01:00 vcse tvcs: UTCTime="2017-03-02 07:10:46,241" Module="network.tcp" Level="DEBUG": Src-ip="192.0.2.6"
2017-03-02T08:10:46.250+01:00 vcse tvcs: UTCTime="2017-03-02 07:10:46,250" Module="network.sip" Level="DEBUG":  Action="Sent" Local-ip="2001:db8::1" Local-port="25002" Dst-ip="2001:db8::2" Dst-port="5061" Msg-Hash="138"
 SIPMSG:
 |SIP/2.0 200 OK
 Via: SIP/2.0/TLS 192.0.2.6:5061;
  branch=z9hG4bK1
 CSeq: 1 INFO
 Content-Length: 0

 |
`,
      [
        'expressway 2-12 incoming 2017-03-02 07:10:46.240+00:00 TLS 192.0.2.6:5061 > 192.0.2.47:25002 | INFO sip:bob@example.com SIP/2.0 | via cseq content-type content-length | "<a>\\n</a>"',
        'expressway 14-22 outgoing 2017-03-02 07:10:46.250+00:00 TLS [2001:db8::1]:25002 > [2001:db8::2]:5061 | SIP/2.0 200 OK | via cseq content-length',
      ],
    );
  });

  it('X7: the peer alone; the bar behind the body, or behind header fields without an empty line', () => {
    checkMessages(
      `
2012-12-11T03:06:53+00:00 cisco tvcs: UTCTime="2012-12-11 03:06:53,142" Module="network.sip" Level="DEBUG":  Src-ip="192.0.2.75"  Src-port="64981"
 SIPMSG:
 |MESSAGE sip:bob@example.com SIP/2.0
 CSeq: 1 MESSAGE
 Content-Type: text/plain
 Content-Length: 5

 Hello|
2012-12-11T03:06:54+00:00 cisco tvcs: UTCTime="2012-12-11 03:06:54,001" Module="network.sip" Level="DEBUG":  Dst-ip="127.0.0.1"  Dst-port="25000"
 SIPMSG:
 |SIP/2.0 202 Accepted
 CSeq: 1 MESSAGE
 Content-Length: 0
|
`,
      [
        'expressway 1-8 incoming 2012-12-11 03:06:53.142+00:00 192.0.2.75:64981 > ? | MESSAGE sip:bob@example.com SIP/2.0 | cseq content-type content-length | "Hello"',
        'expressway 9-14 outgoing 2012-12-11 03:06:54.001+00:00 ? > 127.0.0.1:25000 | SIP/2.0 202 Accepted | cseq content-length',
      ],
    );
  });

  it('a copy of a web page: blanks between quotes, no blanks in front of lines, no bar', () => {
    checkMessages(
      `
2017-09-19T14:16:15.836-04:00 expc tvcs: UTCTime="2017-09-19 18:16:15,830" Module="network.sip" Level="DEBUG": Action=" Received " Local-ip=" 192.0.2.5 " Local-port="26847" Src-ip=" 192.0.2.6 " Src-port="7003" Msg-Hash="11"
SIPMSG:
|OPTIONS sip:alice@example.com SIP/2.0
CSeq: 1 OPTIONS
Content-Length: 9
2017-09-19T14:16:15.837-04:00 expc tvcs: UTCTime="2017-09-19 18:16:15,831" Module="developer.sip" Level="DEBUG": Detail="x"
`,
      [
        'expressway 1-5 incoming 2017-09-19 18:16:15.830+00:00 192.0.2.6:7003 > 192.0.2.5:26847 | OPTIONS sip:alice@example.com SIP/2.0 | cseq content-length …',
      ],
    );
  });

  it('through syslog, on one line; cut in front of the head line', () => {
    checkMessages(
      `
 |BYE sip:alice@example.com SIP/2.0
 CSeq: 2 BYE

<134>Mar  3 04:05:06 vcse tvcs: UTCTime="2017-03-02 07:10:46,240" Module="network.sip" Level="DEBUG":  Action="Sent" Local-ip="192.0.2.47" Local-port="5061" Dst-ip="192.0.2.6" Dst-port="5061"#012 SIPMSG:#012 |SIP/2.0 200 OK#015#012 CSeq: 2 BYE#015#012 Content-Type: text/plain#015#012 Content-Length: 2#015#012 #015#012 Hi#012|
`,
      [
        'plain 1-2 | BYE sip:alice@example.com SIP/2.0 | cseq',
        'expressway 4-4 outgoing 2017-03-02 07:10:46.240+00:00 192.0.2.47:5061 > 192.0.2.6:5061 | SIP/2.0 200 OK | cseq content-type content-length | "Hi"',
      ],
    );
  });
});
