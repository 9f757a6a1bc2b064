import { checkMessages } from '../../support/checkMessages';

describe('format avaya-aac-sipserver', () => {
  it('with a body, a keep-alive and a cut message', () => {
    checkMessages(
      `
2016-11-04 08:07:41.305 [.INFO] [..MESSAGE] <--- 192.0.2.1:58851 1 1028
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] <--- INFO sip:bob@example.com SIP/2.0 
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] From: <sip:alice@example.com>;tag=1 
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] Via: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK1 
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] Subject: a 
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE]  folded one 
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] CSeq: 8 INFO 
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] Content-Type: application/media_control+xml 
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] Content-Length: 16 
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE]  
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] <a>
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] 	<b></b>
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] </a>
2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] 
2016-11-04 08:07:41.306 [.INFO] [...B2BAPP] AppB2BMsgReceivedEv - Received Message - SID=2773
2016-11-04 08:07:41.306 [ERROR] [...B2BAPP] Note: this is not from AMS,ignore 
2016-11-04 08:07:41.307 [.INFO] [SUBSCRIBE] --> Message Sent (subscription 0x0x2b25)
2016-11-04 08:07:41.307 [.INFO] [..MESSAGE] ---> [2001:db8::1]:5060 0 1460
2016-11-04 08:07:41.307 [.INFO] [..MESSAGE] ---> SIP/2.0 200 OK 
2016-11-04 08:07:41.307 [.INFO] [..MESSAGE] CSeq: 8 INFO 
2016-11-04 08:07:41.307 [.INFO] [..MESSAGE] Content-Length: 0 
2016-11-04 08:07:41.307 [.INFO] [..MESSAGE]  
2016-11-04 08:07:41.307 [.INFO] [..MESSAGE] 
2016-11-04 08:07:41.308 [.INFO] [..MESSAGE] <--- 192.0.2.1:58851 1 4
2016-11-04 08:07:41.309 [.INFO] [..MESSAGE] ---> 192.0.2.1:58851 1 300
2016-11-04 08:07:41.309 [.INFO] [..MESSAGE] ---> BYE sip:bob@example.com SIP/2.0 
2016-11-04 08:07:41.309 [.INFO] [..MESSAGE] CSeq: 9 BYE 
`,
      [
        'avaya-aac-sipserver 1-13 incoming 2016-11-04 08:07:41.305 TCP 192.0.2.1:58851 > ? | INFO sip:bob@example.com SIP/2.0 | from via subject cseq content-type content-length | "<a>\\n\\t<b></b>\\n</a>"',
        'avaya-aac-sipserver 18-21 outgoing 2016-11-04 08:07:41.307 UDP ? > [2001:db8::1]:5060 | SIP/2.0 200 OK | cseq content-length',
        'avaya-aac-sipserver 25-27 outgoing 2016-11-04 08:07:41.309 TCP ? > 192.0.2.1:58851 | BYE sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
