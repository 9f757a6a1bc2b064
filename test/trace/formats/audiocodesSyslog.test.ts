import { checkMessages } from '../../support/checkMessages';

describe('format audiocodes-syslog', () => {
  it('in one record, in the next one, in two, and on lines of their own', () => {
    checkMessages(
      `
<133>[S=1718460] [SID=b9027c:24:198171]  (N  6891676) (#228)Route found (5), Route by IPGroup, IP Group 1 -> 2 (Teams -> PBX) #012(N  6891677) ---- Incoming SIP Message from 192.0.2.24:9024 to SIPInterface #2 (Teams) TLS TO(#138) SocketID(204) ---- #012 [Time:19-12@12:44:54.873]
<133>[S=1718461] [SID=b9027c:24:198171]  OPTIONS sip:sbc.example.com SIP/2.0 #012FROM: <sip:alice@example.com>;tag=1 #012CALL-ID: 1@example.com #012CSEQ: 1 OPTIONS #012VIA: SIP/2.0/TLS 192.0.2.24:9024;branch=z9hG4bK1 #012CONTENT-LENGTH: 0 #012 #012 [Time:19-12@12:44:54.874]
<133>[S=1718478] [SID=b9027c:24:198173]  (N  6891753) ---- Outgoing SIP Message to 192.0.2.24:5061 from SIPInterface #2 (Teams) TLS TO(#134) SocketID(200) ---- #012INVITE sip:bob@example.com SIP/2.0 #012Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK2 #012Subject: a #012 folded one #012Call-ID: cut-in- [Time:19-12@12:44:55.001]
<133>[S=1718479] [SID=b9027c:24:198173]  two@example.com #012CSeq: 1 INVITE #012Content-Type: application/sdp #012Content-Length: 10 #012 #012v=0 #012s=- #012 #012 [Time:19-12@12:44:55.002]
<133>[S=1718480] [SID=b9027c:24:198173]  (N  6891754) States: (#949)AcSIPDialog[Allocated] [Time:19-12@12:44:55.003]
14:32:52.028: 192.0.2.70: NOTICE: [S=9369] [SID=2ed1c8:96:5] (N     1036) ---- Incoming SIP Message from 192.0.2.115:48083 to SIPInterface #0 (SIPInterface_0) UDP TO(#0) ---- 
SIP/2.0 200 OK
CSeq: 1 INVITE
Content-Length: 0

14:32:52.030: 192.0.2.70: NOTICE: [S=9370] [SID=2ed1c8:96:5] (N     1040) CALL: ended
Mar  3 04:05:06 192.0.2.70 [S=9371] [BID=2ed1c8:96]  (N     1056) ---- Outgoing SIP Message to [2001:db8::1]:5060 from SIPInterface #0 (SIPInterface_0) UDP TO(#0) ----  
BYE sip:bob@example.com SIP/2.0
CSeq: 2 BYE
`,
      [
        'audiocodes-syslog 1-2 incoming 12-19 12:44:54.874 TLS 192.0.2.24:9024 > ? thread b9027c:24:198171 #1718460 | OPTIONS sip:sbc.example.com SIP/2.0 | from call-id cseq via content-length',
        'audiocodes-syslog 3-4 outgoing 12-19 12:44:55.002 TLS ? > 192.0.2.24:5061 thread b9027c:24:198173 #1718478 | INVITE sip:bob@example.com SIP/2.0 | via subject call-id cseq content-type content-length | "v=0\\ns=-"',
        'audiocodes-syslog 6-9 incoming 14:32:52.028 UDP 192.0.2.115:48083 > ? thread 2ed1c8:96:5 #9369 | SIP/2.0 200 OK | cseq content-length',
        'audiocodes-syslog 12-14 outgoing 03-03 04:05:06.000 UDP ? > [2001:db8::1]:5060 thread 2ed1c8:96 #9371 | BYE sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });

  it('two in one record, a keep-alive, and an old gateway', () => {
    checkMessages(
      `
Mar  3 04:05:06 192.0.2.70 [S=1] [SID=2ed1c8:96:5]  (N     1) ---- Incoming SIP Message from 192.0.2.115:48083 to SIPInterface #0 (SIPInterface_0) UDP TO(#0) ---- #012SIP/2.0 180 Ringing #012CSeq: 1 INVITE #012Content-Length: 0 #012 #012(N     2) ---- Outgoing SIP Message to 192.0.2.116:5060 from SIPInterface #1 (pbx) TCP TO(#1) SocketID(3) ---- #012SIP/2.0 180 Ringing #012CSeq: 7 INVITE #012Content-Length: 0 #012 #012 [Time:03-03@04:05:06.100]
Mar  3 04:05:07 192.0.2.70 [S=2] [SID=2ed1c8:96:5]  (N     3) ---- Incoming SIP Message from 192.0.2.115:48083 to SIPInterface #0 (SIPInterface_0) UDP TO(#0) ---- #012 [Time:03-03@04:05:07.100]
Mar  3 04:05:07 192.0.2.70 [S=3] [SID=2ed1c8:96:5]  (N     4) Keep alive [Time:03-03@04:05:07.101]
10:33:54.703 : 192.0.2.182 : NOTICE :( lgr_flow)(1966 ) ---- Outgoing SIP Message to 192.0.2.1:5060 ----
10:33:54.703 : 192.0.2.182 : NOTICE :( lgr_flow)(1967 ) ACK sip:bob@example.com SIP/2.0
CSeq: 1 ACK
Content-Length: 0


10:33:54.710 : 192.0.2.182 : NOTICE :( lgr_flow)(1968 ) #1:OFF_HOOK_EV
`,
      [
        'audiocodes-syslog 1-1 incoming 03-03 04:05:06.000 UDP 192.0.2.115:48083 > ? thread 2ed1c8:96:5 #1 | SIP/2.0 180 Ringing | cseq content-length',
        'audiocodes-syslog 1-1 outgoing 03-03 04:05:06.100 TCP ? > 192.0.2.116:5060 | SIP/2.0 180 Ringing | cseq content-length',
        'audiocodes-syslog 4-7 outgoing 10:33:54.703 ? > 192.0.2.1:5060 | ACK sip:bob@example.com SIP/2.0 | cseq content-length',
      ],
    );
  });
});
