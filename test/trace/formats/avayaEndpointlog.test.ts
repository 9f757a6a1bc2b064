import { checkMessages } from '../../support/checkMessages';

describe('format avaya-endpointlog', () => {
  it('of old and new versions; what comes in is logged twice', () => {
    checkMessages(
      `
<166>Jul 26 23:28:38 192.0.2.4 ALSIP: +01:00 2015 987 1 .TEL | 0 SendInfo: INFO message inserted: seqNum = 65
<166>Jul 26 23:28:38 192.0.2.4 ALSIP: +01:00 2015 994 1 .TEL | 0 CNetworkInputManager::QueueSIPInputMessage: msg SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.4:1031;branch=z9hG4bK1
Content-Length: 0


 context 85639120, protocol 515, IP 192.0.2.1, port 5061.
<166>Jul 26 23:28:38 192.0.2.4 ALSIP: +01:00 2015 994 1 .TEL | 0 CNetworkInputManager::ProcessInput()
<166>Jul 26 23:28:38 192.0.2.4 SIPMESSAGE: +01:00 2015 994 1 .TEL | 0 Inbound SIP message from 192.0.2.1:5061
RX SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.4:1031;branch=z9hG4bK1
Content-Length: 0


<166>Jul 26 23:28:38 192.0.2.4 ALSIP: +01:00 2015 995 1 .TEL | 0 CUASIPStack::decodeMessage<166>Jul 26 23:28:38 192.0.2.4 SIPMESSAGE: +01:00 2015 7 1 .TEL | 0 Outbound SIP message to 192.0.2.1:5061
TX INFO sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.4:1031;branch=z9hG4bK2
Subject: a
 folded one
CSeq: 1 INFO
Content-Type: application/x
Content-Length: 26

<a>
 <statusCode>0</a>
</a>
<167>Jan 11 09:01:09 192.0.2.94 SIPMESSAGE: -04:00 2022 959 1 .TEL | 0 CNetworkInputManager::ProcessInput(): Inbound SIP message from ip = 192.0.2.227 port: 5096
RX ACK sip:bob@example.com SIP/2.0
CSeq: 1 ACK
<165>Jan 11 09:01:17 192.0.2.94 MEDIA: -04:00 2022 735 1 .TEL | 0 CMediaSession::GetActiveConnection(): 0 active connections
`,
      [
        'avaya-endpointlog 2-7 incoming 2015-07-26 23:28:38.994 TLS 192.0.2.1:5061 > ? again | SIP/2.0 200 OK | via content-length',
        'avaya-endpointlog 9-12 incoming 2015-07-26 23:28:38.994 TLS 192.0.2.1:5061 > ? | SIP/2.0 200 OK | via content-length',
        'avaya-endpointlog 15-26 outgoing 2015-07-26 23:28:38.007 TLS ? > 192.0.2.1:5061 | INFO sip:bob@example.com SIP/2.0 | via subject cseq content-type content-length | "<a>\\n <statusCode>0</a>\\n</a>"',
        'avaya-endpointlog 27-29 incoming 2022-01-11 09:01:09.959 192.0.2.227:5096 > ? | ACK sip:bob@example.com SIP/2.0 | cseq …',
      ],
    );
  });

  it('in parts, and through syslog servers', () => {
    checkMessages(
      `
<167>Jan 11 09:01:09 192.0.2.94 SIPMESSAGE: -04:00 2022 920 1 .TEL | 0 [Part 01 of 02]
CSIPServer::SendToNetwork(): Outbound SIP message to 192.0.2.227:5096
TX REGISTER sip:example.com SIP/2.0
Call-ID: one-long-<167>Jan 11 09:01:09 192.0.2.94 SIPMESSAGE: -04:00 2022 920 1 .TEL | 0 [Part 02 of 02]
call-id@example.com
Content-Length:     0


<167>Jan 11 09:01:09 192.0.2.94 SIPEVENTS: -04:00 2022 924 1 .TEL | 1 CLineSet::SendRequest(): .TEL SIP-701 SIP REGISTER message sent
Fri Feb 11 17:40:45 2022;192.0.2.244; <167>Feb 11 16:40:43 192.0.2.244 SIPMESSAGE: +01:00 2022 483 1 .TEL | 0 [Part 01 of 03]
CSIPServer::SendToNetwork(): Outbound SIP message to [2001:db8::7]:5061
TX INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.244:1031;branch=
Fri Feb 11 17:40:45 2022;192.0.2.244; <167>Feb 11 16:40:43 192.0.2.244 SIPMESSAGE: +01:00 2022 483 1 .TEL | 0 [Part 02 of 03]
z9hG4bK7
Content-Type: application/sdp
Content-Length: 10
Fri Feb 11 17:40:45 2022;192.0.2.244; <167>Feb 11 16:40:43 192.0.2.244 SIPMESSAGE: +01:00 2022 483 1 .TEL | 0 [Part 03 of 03]

v=0
s=-


2022-02-08 17:22:43	Local4.Info	192.0.2.134	Feb  8 17:22:43 192.0.2.134 SIPMESSAGE: +01:00 2022 653 1 .TEL | 0 [Part 01 of 02]<010>CSIPServer::SendToNetwork(): Outbound SIP message to 192.0.2.1:5061<010>TX SIP/2.0 200 OK<013><010>CSeq: 1 INVITE<013><010>Call-ID: to-
2022-02-08 17:22:43	Local4.Info	192.0.2.134	Feb  8 17:22:43 192.0.2.134 SIPMESSAGE: +01:00 2022 653 1 .TEL | 0 [Part 02 of 02]<010>gether@example.com<013><010>Content-Length:     0<013><010><013><010><010>
INFO	LOCAL4	1/25/2022 4:32:48 PM	192.0.2.113		SIPMESSAGE: +01:00 2022 622 1 .TEL | 0 CSIPServer::SendToNetwork(): Outbound SIP message to 192.0.2.1:5061
TX BYE sip:bob@example.com SIP/2.0
CSeq: 2 BYE
Content-Length:     0

192.0.2.18	Jan 25 16:52:13	192.0.2.113	local4	info	SIPMESSAGE	+01:00 2022 513 1 .TEL | 0 CNetworkInputManager::ProcessInput(): Inbound SIP message from ip = 192.0.2.1 port: 5061
RX SIP/2.0 200 OK
CSeq: 2 BYE
Content-Length: 0

Sep 30 08:14:20 192.0.2.102 SIPMESSAGE: +01:00 2022 912 1 .TEL | 0 CSIPServer::SendToNetwork(): Outbound SIP message to 192.0.2.1:5061\\nTX OPTIONS sip:bob@example.com SIP/2.0\\r\\nCSeq: 3 OPTIONS\\r\\nContent-Length: 0\\r\\n\\r\\n\\n
`,
      [
        'avaya-endpointlog 1-6 outgoing 2022-01-11 09:01:09.920 ? > 192.0.2.227:5096 | REGISTER sip:example.com SIP/2.0 | call-id content-length',
        'avaya-endpointlog 10-21 outgoing 2022-02-11 16:40:43.483 TLS ? > [2001:db8::7]:5061 | INVITE sip:bob@example.com SIP/2.0 | via content-type content-length | "v=0\\ns=-"',
        'avaya-endpointlog 24-25 outgoing 2022-02-08 17:22:43.653 ? > 192.0.2.1:5061 | SIP/2.0 200 OK | cseq call-id content-length',
        'avaya-endpointlog 26-29 outgoing 2022-01-25 16:32:48.000 ? > 192.0.2.1:5061 | BYE sip:bob@example.com SIP/2.0 | cseq content-length',
        'avaya-endpointlog 31-34 incoming 2022-01-25 16:52:13.513 192.0.2.1:5061 > ? | SIP/2.0 200 OK | cseq content-length',
        'avaya-endpointlog 36-36 outgoing 2022-09-30 08:14:20.912 ? > 192.0.2.1:5061 | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-length',
      ],
    );
  });
});
