import { checkMessages } from '../../support/checkMessages';

describe('format avaya-ip-office', () => {
  it('with and without time; a line that is too long goes on without blanks', () => {
    checkMessages(
      `
********** Warning: Logging to Screen Started **********
                    
3309492437mS SIP Rx: TCP 192.0.2.222:5060 -> 192.0.2.21:23588
                    INVITE sip:bob@example.com;transport=tcp SIP/2.0
                    Via: SIP/2.0/TCP 192.0.2.222:5060;branch=z9hG4bK1
                    Subject: a
                     folded one
                    CSeq: 1 INVITE
                    Content-Type: application/sdp
                    Content-Length: 10
                    
                    v=0
                    s=-
3309492437mS CMCallEvt:    0000000000000000 0.1293670.0 -1 BaseEP: NEW CMEndpoint
3309492438mS SIP Tx: TCP 192.0.2.21:23588 -> 192.0.2.222:5060
                    SIP/2.0 100 Trying
                    CSeq: 1 INVITE
                    Content-Length: 0
                    To: <sip:bob@example.com>;tag=1
                    
3309492438mS CMCallEvt:    CREATE CALL:343769 (ef014730)
2022-04-26T10:19:58 2413009585mS SIP Tx: UDP [2001:db8::1]:5060 -> [2001:db8::2]:5060
                    INVITE sip:bob@example.com SIP/2.0
                    Proxy-Authorization: Digest username="alice",qop=auth,nc=000000
05,cnonce="1"
                    CSeq: 2 INVITE
                    Content-Length: 0
                    
 12:15:06 1210484664mS SIP Rx: TLS 192.0.2.222:5061 -> 192.0.2.21:23588
                    BYE sip:bob@example.com SIP/2.0
                    CSeq: 3 BYE
`,
      [
        'plain 3-13 incoming 07:18:12.437 TCP 192.0.2.222:5060 > 192.0.2.21:23588 | INVITE sip:bob@example.com;transport=tcp SIP/2.0 | via subject cseq content-type content-length | "v=0\\ns=-"',
        'plain 15-19 outgoing 07:18:12.438 TCP 192.0.2.21:23588 > 192.0.2.222:5060 | SIP/2.0 100 Trying | cseq content-length to',
        'plain 22-27 outgoing 2022-04-26 10:19:58.000 UDP [2001:db8::1]:5060 > [2001:db8::2]:5060 | INVITE sip:bob@example.com SIP/2.0 | proxy-authorization cseq content-length',
        'plain 29-31 incoming 12:15:06.000 TLS 192.0.2.222:5061 > 192.0.2.21:23588 | BYE sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });
});
