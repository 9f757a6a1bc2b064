import { checkMessages } from '../../support/checkMessages';

describe('format avaya-tracesm', () => {
  it('with one way or both, and cut', () => {
    checkMessages(
      `
com.avaya.asm  SIPMSGT 
--------------------
07/11/2024 11:04:54.344 --> 
	octets: 1203, Body Length: 0
	ingress: { L192.0.2.1:5061/R192.0.2.2:5062/TLS/0xa }
	egress: [NO TARGET]
--------------------
SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
Content-Length: 0

--------------------
com.avaya.asm  SIPMSGT 
--------------------
07/11/2024 11:04:54.350 --> 
	octets: 703, Body Length: 10
	ingress: { L192.0.2.1:5061/R192.0.2.2:5062/TLS/0xa }
	egress: { L192.0.2.1:5060/R192.0.2.3:5060/TCP/0xb }
	SIPMsgContext: { 12 }
	trace-seq: 7
--------------------
INVITE sip:bob@example.com SIP/2.0
CSeq: 1 INVITE
Content-Type: application/sdp
Content-Length: 10

v=0
s=-

--------------------
com.avaya.asm  SIPMSGT 
--------------------
07/11/2024 11:04:54.351 <-- 
	octets: 703, Body Length: 0
	ingress: { L[2001:db8::1]:5061/R[2001:db8::2]:5062/TLS/0xa }
	egress: { L[2001:db8::1]:5060/R[2001:db8::3]:5060/UDP/0xb }
--------------------
INVITE sip:bob@example.com SIP/2.0
CSeq: 1 INVITE
`,
      [
        'avaya-tracesm 1-12 incoming 2024-11-07 11:04:54.344 TLS 192.0.2.2:5062 > 192.0.2.1:5061 | SIP/2.0 200 OK | via content-length',
        'avaya-tracesm 13-30 incoming 2024-11-07 11:04:54.350 TLS 192.0.2.2:5062 > 192.0.2.1:5061 | INVITE sip:bob@example.com SIP/2.0 | cseq content-type content-length | "v=0\\ns=-"',
        'avaya-tracesm 31-39 outgoing 2024-11-07 11:04:54.351 UDP [2001:db8::1]:5060 > [2001:db8::3]:5060 | INVITE sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });

  it('through syslog, in parts, and as the Trace Viewer exports it', () => {
    checkMessages(
      `
Nov  7 11:04:54 sm1 AasSipMgr[2345]: +01:00 2024 344 1 com.avaya.asm | 0 SIPMSGT #012--------------------#01207/11/2024 11:04:54.344 --> #012#011octets: 420, Body Length: 0#012#011ingress: { L192.0.2.1:5061/R192.0.2.2:5062/TLS/0xa }#012#011egress: [NO TARGET]#012--------------------#012REGISTER sip:example.com SIP/2.0#015#012Via: SIP/2.0/TLS 192.0.2.2:5062;branch=z9hG4bK1#015#012Call-ID: one-long-
Nov  7 11:04:54 sm1 AasSipMgr[2345]: +01:00 2024 344 1 com.avaya.asm | 0 SIPMSGT+ call-id@example.com#015#012CSeq: 1 REGISTER#015#012Content-Length: 0#015#012#015#012#012--------------------
Nov  7 11:04:55 sm1 AasSipMgr[2345]: +01:00 2024 344 1 com.avaya.asm | 0 SIPMSGT #012--------------------#01207/11/2024 11:04:55.001 <-- #012#011octets: 420, Body Length: 0#012#011egress: { L192.0.2.1:5061/R192.0.2.2:5062/TLS/0xa }#012--------------------#012SIP/2.0 200 OK#015#012CSeq: 1 REGISTER#015#012Content-Length: 0#015#012#015#012#012--------------------
2024-11-07 11:04:56	Local6.Info	192.0.2.1	Nov  7 11:04:56 sm1 AasSipMgr[2345]: SIPMSGT <010>--------------------<010>07/11/2024 11:04:56.344 --> <010><009>octets: 420, Body Length: 0<010><009>ingress: { L192.0.2.1:5061/R192.0.2.2:5062/TLS/0xa }<010>--------------------<010>BYE sip:bob@example.com SIP/2.0<013><010>CSeq: 2 BYE<013><010>Content-Length: 0<013><010><013><010><010>--------------------
com.avaya.asm AasSipMgr SIPMSGT -------------------- 07/11/2024 11:04:57.344 --> 	octets: 420, Body Length: 0 	ingress: { L192.0.2.1:5061/R192.0.2.2:5062/TLS/0xa } 	egress: [NO TARGET] --------------------
BYE sip:bob@example.com SIP/2.0
CSeq: 3 BYE
Content-Length: 0

--------------------
`,
      [
        'avaya-tracesm 1-2 incoming 2024-11-07 11:04:54.344 TLS 192.0.2.2:5062 > 192.0.2.1:5061 | REGISTER sip:example.com SIP/2.0 | via call-id cseq content-length',
        'avaya-tracesm 3-3 outgoing 2024-11-07 11:04:55.001 TLS 192.0.2.1:5061 > 192.0.2.2:5062 | SIP/2.0 200 OK | cseq content-length',
        'avaya-tracesm 4-4 incoming 2024-11-07 11:04:56.344 TLS 192.0.2.2:5062 > 192.0.2.1:5061 | BYE sip:bob@example.com SIP/2.0 | cseq content-length',
        'avaya-tracesm 5-10 incoming 2024-11-07 11:04:57.344 TLS 192.0.2.2:5062 > 192.0.2.1:5061 | BYE sip:bob@example.com SIP/2.0 | cseq content-length',
      ],
    );
  });
});
