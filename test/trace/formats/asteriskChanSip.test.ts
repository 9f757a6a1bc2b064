import { checkMessages } from '../../support/checkMessages';

describe('format asterisk-chan-sip', () => {
  it('on the console', () => {
    checkMessages(
      `
<--- SIP read from UDP:192.0.2.1:37509 --->
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:37509;branch=z9hG4bK1
CSeq: 1 REGISTER
Content-Length: 0

<------------->
--- (3 headers 0 lines) ---
Sending to 192.0.2.1:37509 (no NAT)

<--- Transmitting (no NAT) to 192.0.2.1:37509 --->
SIP/2.0 401 Unauthorized
Via: SIP/2.0/UDP 192.0.2.1:37509;branch=z9hG4bK1;received=192.0.2.1
CSeq: 1 REGISTER
WWW-Authenticate: Digest algorithm=MD5,
  realm="example.com"
Content-Length: 0

<------------>
Scheduling destruction of SIP dialog '1@192.0.2.1' in 32000 ms (Method: REGISTER)
Reliably Transmitting (NAT) to 192.0.2.1:37509:
NOTIFY sip:alice@192.0.2.1:37509 SIP/2.0
CSeq: 102 NOTIFY
Content-Type: application/simple-message-summary
Content-Length: 23

Messages-Waiting: no

---
Retransmitting #1 (force_rport,comedia) to [2001:db8::1]:37509:
BYE sip:alice@[2001:db8::1]:37509 SIP/2.0
CSeq: 103 BYE
Content-Length: 0


---
`,
      [
        'asterisk-chan-sip 1-7 incoming UDP 192.0.2.1:37509 > ? | REGISTER sip:example.com SIP/2.0 | via cseq content-length',
        'asterisk-chan-sip 11-19 outgoing UDP ? > 192.0.2.1:37509 | SIP/2.0 401 Unauthorized | via cseq www-authenticate content-length',
        'asterisk-chan-sip 21-29 outgoing ? > 192.0.2.1:37509 | NOTIFY sip:alice@192.0.2.1:37509 SIP/2.0 | cseq content-type content-length | "Messages-Waiting: no"',
        'asterisk-chan-sip 30-36 outgoing ? > [2001:db8::1]:37509 | BYE sip:alice@[2001:db8::1]:37509 SIP/2.0 | cseq content-length',
      ],
    );
  });

  it('on a console that shows the time on each line', () => {
    checkMessages(
      `
[Mar 30 13:35:40] <--- SIP read from TLS:[2001:db8::1]:5061 --->
[Mar 30 13:35:40] INVITE sip:bob@example.com SIP/2.0
[Mar 30 13:35:40] v: SIP/2.0/TLS [2001:db8::1]:5061;branch=z9hG4bK1
[Mar 30 13:35:40] c: application/sdp
[Mar 30 13:35:40] l: 10
[Mar 30 13:35:40] 
[Mar 30 13:35:40] v=0
[Mar 30 13:35:40] s=-
[Mar 30 13:35:40] <------------->
[Mar 30 13:35:40] --- (3 headers 2 lines) ---
[Mar 30 13:35:41]     -- Executing [bob@default:1] NoOp("SIP/alice-1", "") in new stack
`,
      [
        'asterisk-chan-sip 1-9 incoming 03-30 13:35:40.000 TLS [2001:db8::1]:5061 > ? | INVITE sip:bob@example.com SIP/2.0 | via content-type content-length | "v=0\\ns=-"',
      ],
    );
  });

  it('in a file, where only entries have a time', () => {
    checkMessages(
      `
[2024-01-02 13:35:51] VERBOSE[123][C-0000001a] chan_sip.c: Reliably Transmitting (no NAT) to 192.0.2.1:5062:
BYE sip:alice@192.0.2.1 SIP/2.0
CSeq: 102 BYE
Content-Length: 0


---
[2024-01-02 13:35:52] VERBOSE[124] chan_sip.c: 
<--- SIP read from UDP:192.0.2.1:5062 --->
SIP/2.0 200 OK
CSeq: 102 BYE
Content-Length: 0

<------------->
[2024-01-02 13:35:52] DEBUG[124] chan_sip.c: Header  0 [ 14]: SIP/2.0 200 OK
[2024-01-02 13:35:52] DEBUG[124] chan_sip.c: Header  1 [ 13]: CSeq: 102 BYE
[2024-01-02 13:35:52] DEBUG[124] chan_sip.c: Header  2 [ 17]: Content-Length: 0
[2024-01-02 13:35:52] VERBOSE[124] chan_sip.c: --- (3 headers 0 lines) ---
[2024-01-02 13:35:53] VERBOSE[124] chan_sip.c: 
<--- SIP read from UDP:192.0.2.1:5062 --->
SIP/2.0 603 Declined
CSeq: 103 INVITE
[2024-01-02 13:35:54] NOTICE[124] chan_sip.c: Peer 'alice' is now Reachable
`,
      [
        'asterisk-chan-sip 1-7 outgoing 2024-01-02 13:35:51.000 ? > 192.0.2.1:5062 thread 123 | BYE sip:alice@192.0.2.1 SIP/2.0 | cseq content-length',
        'asterisk-chan-sip 8-14 incoming 2024-01-02 13:35:52.000 UDP 192.0.2.1:5062 > ? thread 124 | SIP/2.0 200 OK | cseq content-length',
        'asterisk-chan-sip 19-22 incoming 2024-01-02 13:35:53.000 UDP 192.0.2.1:5062 > ? thread 124 | SIP/2.0 603 Declined | cseq …',
      ],
    );
  });

  it('keep-alives are no messages', () => {
    checkMessages(
      `
<--- SIP read from UDP:192.0.2.1:5060 --->
jaK
<------------->

<--- SIP read from UDP:192.0.2.2:5060 --->


<------------->
<--- Transmitting (NAT) to 192.0.2.3:5060 --->
SIP/2.0 100 Trying
CSeq: 1 INVITE

<------------>
`,
      ['asterisk-chan-sip 9-13 outgoing ? > 192.0.2.3:5060 | SIP/2.0 100 Trying | cseq'],
    );
  });

  it('Asterisk 1.2 and 1.4', () => {
    checkMessages(
      `
<-- SIP read from 192.0.2.1:5060: 
OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS
Content-Length: 0

--- (2 headers 0 lines)---
Transmitting (NAT) to 192.0.2.1:5060:
SIP/2.0 200 OK
CSeq: 1 OPTIONS
Content-Length: 0


---
<--- SIP read from 192.0.2.1:5060 --->
ACK sip:bob@example.com SIP/2.0
CSeq: 1 ACK

<------------->
`,
      [
        'asterisk-chan-sip 1-6 incoming 192.0.2.1:5060 > ? | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-length',
        'asterisk-chan-sip 7-13 outgoing ? > 192.0.2.1:5060 | SIP/2.0 200 OK | cseq content-length',
        'asterisk-chan-sip 14-18 incoming 192.0.2.1:5060 > ? | ACK sip:bob@example.com SIP/2.0 | cseq',
      ],
    );
  });

  it('in an old file, and through syslog', () => {
    checkMessages(
      `
[Jul 18 16:13:15] VERBOSE[27072] logger.c: 
<--- SIP read from UDP://192.0.2.1:5060 --->
BYE sip:bob@example.com SIP/2.0
CSeq: 2 BYE

<------------->
Jul 18 16:13:16 pbx asterisk[77]: VERBOSE[27072]: chan_sip.c:3213 in send_response: #012<--- Transmitting (NAT) to 192.0.2.1:5060 --->#012SIP/2.0 200 OK#015#012CSeq: 2 BYE#015#012Content-Type: text/plain#015#012#015#012v=0#015#012#012<------------>
`,
      [
        'asterisk-chan-sip 1-6 incoming 07-18 16:13:15.000 UDP 192.0.2.1:5060 > ? thread 27072 | BYE sip:bob@example.com SIP/2.0 | cseq',
        'asterisk-chan-sip 7-7 outgoing 07-18 16:13:16.000 ? > 192.0.2.1:5060 | SIP/2.0 200 OK | cseq content-type | "v=0"',
      ],
    );
  });
});
