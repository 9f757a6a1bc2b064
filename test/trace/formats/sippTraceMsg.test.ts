import { checkMessages } from '../../support/checkMessages';

describe('format sipp-trace-msg', () => {
  it('sent, received and received without being expected', () => {
    checkMessages(
      `
----------------------------------------------- 2024-01-02 18:48:00.357758
UDP message sent (519 bytes):

INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5090;branch=z9hG4bK1
Subject: a
 folded one
Content-Type: application/sdp
Content-Length:    10

v=0
s=-

----------------------------------------------- 2024-01-02 18:48:00.861953
UDP message received [317] bytes :

SIP/2.0 404 Not Found
CSeq: 1 INVITE
Content-Length: 0


-----------------------------------------------
Unexpected UDP message received:

SIP/2.0 404 Not Found
CSeq: 1 INVITE
Content-Length: 0


Problem EAGAIN on socket  6 and poll_idx  is 1
----------------------------------------------- 2024-01-02 18:48:01.000000
TLS message sent (321 bytes):

ACK sip:bob@example.com SIP/2.0
CSeq: 1 ACK
`,
      [
        'sipp-trace-msg 1-12 outgoing 2024-01-02 18:48:00.357 UDP | INVITE sip:bob@example.com SIP/2.0 | via subject content-type content-length | "v=0\\ns=-"',
        'sipp-trace-msg 14-19 incoming 2024-01-02 18:48:00.861 UDP | SIP/2.0 404 Not Found | cseq content-length',
        'sipp-trace-msg 22-27 incoming UDP again | SIP/2.0 404 Not Found | cseq content-length',
        'sipp-trace-msg 31-35 outgoing 2024-01-02 18:48:01.000 TLS | ACK sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });

  it('old and new shapes of the time and the length, errors, and a file that begins behind a rule', () => {
    checkMessages(
      `
TCP message received [101] bytes:

OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS
Content-Length: 0


----------------------------------------------- 2009-02-10\t13:54:00.001123\t1234270440.001123
SCTP control message sent [99] bytes:

SIP/2.0 200 OK
CSeq: 1 OPTIONS
Content-Length: 0


----------------------------------------------- 2024-01-02T18:48:01.000000Z
Error sending UDP message:

BYE sip:bob@example.com SIP/2.0
CSeq: 2 BYE
Content-Length: 0


----------------------------------------------- 2024-01-02 18:48:01.100000
UDP message received [4] bytes :





----------------------------------------------- 2024-01-02 18:48:02.000000
UDP message received [321] bytes :

BYE sip:alice@example.com SIP/2.0
CSeq: 1 BYE
`,
      [
        'sipp-trace-msg 1-5 incoming TCP | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-length',
        'sipp-trace-msg 8-13 outgoing 2009-02-10 13:54:00.001 SCTP | SIP/2.0 200 OK | cseq content-length',
        'sipp-trace-msg 16-21 outgoing 2024-01-02 18:48:01.000+00:00 UDP | BYE sip:bob@example.com SIP/2.0 | cseq content-length',
        'sipp-trace-msg 31-35 incoming 2024-01-02 18:48:02.000 UDP | BYE sip:alice@example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
