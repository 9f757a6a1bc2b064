import { checkMessages } from '../../support/checkMessages';

describe('format jain-sip-xml', () => {
  it('with attributes on lines of their own or on one; the mark may follow the body', () => {
    checkMessages(
      `
<!-- Use the  Trace Viewer in src/tools/tracesviewer to view this  trace -->
<message
from="192.0.2.1:9814" 
to="192.0.2.2:10096" 
time="1278447293362"
isSender="false" 
transactionId="z9hg4bk1" 
callId="1@example.com" 
firstLine="INVITE sip:bob@example.com SIP/2.0" 
>
<![CDATA[INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:9814;branch=z9hG4bK1
Subject: a
 folded one
Content-Type: application/sdp
Content-Length: 10

v=0
s=-
]]>
</message>
<message
from="[2001:db8::2]:10096" 
to="[2001:db8::1]:9814" 
time="1278447293812"
statusMessage="before processing"
isSender="true" 
transactionId="z9hg4bk1" 
callId="1@example.com" 
firstLine="SIP/2.0 100 Trying" 
>
<![CDATA[SIP/2.0 100 Trying
CSeq: 1 INVITE
Content-Length: 0

]]>
</message>
<message
from="192.0.2.2:10096" 
to="192.0.2.1:9814" 
time="1278447293900"
isSender="true" 
transactionId="z9hg4bk2" 
callId="1@example.com" 
firstLine="NOTIFY sip:bob@example.com SIP/2.0" 
>
<![CDATA[NOTIFY sip:bob@example.com SIP/2.0
CSeq: 2 NOTIFY
Content-Type: message/sipfrag
Content-Length: 14

SIP/2.0 200 OK]]>
</message>
<message from="192.0.2.1:9814" to="192.0.2.2:10096" time="1278447294000" isSender="false" transactionId="z9hg4bk2" callId="1@example.com" firstLine="SIP/2.0 200 OK">
<![CDATA[SIP/2.0 200 OK
CSeq: 2 NOTIFY
`,
      [
        'jain-sip-xml 2-21 incoming 2010-07-06 20:14:53.362+00:00 UDP 192.0.2.1:9814 > 192.0.2.2:10096 | INVITE sip:bob@example.com SIP/2.0 | via subject content-type content-length | "v=0\\ns=-"',
        'jain-sip-xml 22-37 outgoing 2010-07-06 20:14:53.812+00:00 [2001:db8::2]:10096 > [2001:db8::1]:9814 | SIP/2.0 100 Trying | cseq content-length',
        'jain-sip-xml 38-53 outgoing 2010-07-06 20:14:53.900+00:00 192.0.2.2:10096 > 192.0.2.1:9814 | NOTIFY sip:bob@example.com SIP/2.0 | cseq content-type content-length | "SIP/2.0 200 OK"',
        'jain-sip-xml 54-56 incoming 2010-07-06 20:14:54.000+00:00 192.0.2.1:9814 > 192.0.2.2:10096 | SIP/2.0 200 OK | cseq …',
      ],
    );
  });
});
