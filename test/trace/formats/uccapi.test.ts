import { checkMessages } from '../../support/checkMessages';

describe('format uccapi', () => {
  it('a packet line, the start-line behind what the entry begins with, an end line', () => {
    checkMessages(
      `
01/15/2012|11:30:09.845 F98:1234 INFO  :: Function: CUccPlatform::Initialize
01/15/2012|11:30:10.012 F98:1234 INFO  :: Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes:
01/15/2012|11:30:10.012 F98:1234 INFO  :: REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.143:49176
Supported: gruu-10,
 adhoclist
Content-Length: 0


01/15/2012|11:30:10.012 F98:1234 INFO  :: End of Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes
01/15/2012|11:30:10.098 F98:1234 INFO  :: Data Received -192.0.2.20:443 (To Local Address: 192.0.2.143:49176) 611 bytes:
01/15/2012|11:30:10.098 F98:1234 INFO  :: SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.143:49176
Content-Type: text/plain
Content-Length: 12

From: Alice

01/15/2012|11:30:10.098 F98:1234 INFO  :: End of Data Received -192.0.2.20:443 (To Local Address: 192.0.2.143:49176) 611 bytes
01/15/2012|11:30:10.099 F98:1234 TRACE :: Status: done
`,
      [
        'uccapi 2-10 outgoing 2012-01-15 11:30:10.012 TLS 192.0.2.143:49176 > 192.0.2.20:443 thread F98:1234 | REGISTER sip:contoso.com SIP/2.0 | via supported content-length',
        'uccapi 11-19 incoming 2012-01-15 11:30:10.098 TLS 192.0.2.20:443 > 192.0.2.143:49176 thread F98:1234 | SIP/2.0 200 OK | via content-type content-length | "From: Alice"',
      ],
    );
  });

  it('in upper case, with IPv6, with the beginning of the entry in front of each line', () => {
    checkMessages(
      `
05/01/2014|08:00:00.001 1B74:1A24 INFO  :: DATA RECEIVED - [2001:db8::1]:5061 (TO LOCAL ADDRESS: [2001:db8::2]:52345) 120 bytes:
05/01/2014|08:00:00.001 1B74:1A24 INFO  :: SIP/2.0 100 Trying
05/01/2014|08:00:00.001 1B74:1A24 INFO  :: CSeq: 1 INVITE
05/01/2014|08:00:00.001 1B74:1A24 INFO  :: Content-Length: 0
05/01/2014|08:00:00.001 1B74:1A24 INFO  ::
05/01/2014|08:00:00.001 1B74:1A24 INFO  :: END OF DATA RECEIVED - [2001:db8::1]:5061 (TO LOCAL ADDRESS: [2001:db8::2]:52345) 120 bytes
`,
      [
        'uccapi 1-6 incoming 2014-05-01 08:00:00.001 [2001:db8::1]:5061 > [2001:db8::2]:52345 thread 1B74:1A24 | SIP/2.0 100 Trying | cseq content-length',
      ],
    );
  });

  it('an old RTC client: no packet line, no date', () => {
    checkMessages(
      `
10:38:58.510 33C:B00 TRACE :: CSIPClient::Connect
10:38:58.520 33C:B00 INFO :: REGISTER sip:example.com SIP/2.0
CSeq: 1 REGISTER
To: <sip:alice@example.com>
10:38:58.700 33C:B00 INFO :: SIP/2.0 401 Unauthorized
CSeq: 1 REGISTER

10:38:58.701 33C:B00 TRACE :: Auth: begin
`,
      [
        'uccapi 2-4 10:38:58.520 thread 33C:B00 | REGISTER sip:example.com SIP/2.0 | cseq to …',
        'uccapi 5-6 10:38:58.700 thread 33C:B00 | SIP/2.0 401 Unauthorized | cseq',
      ],
    );
  });

  it('a keep-alive, two messages in one packet, a body that the end line ends, a message without end line', () => {
    checkMessages(
      `
01/15/2012|11:30:10.001 F98:1234 INFO  :: Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 4 bytes:
01/15/2012|11:30:10.001 F98:1234 INFO  ::


01/15/2012|11:30:10.001 F98:1234 INFO  :: End of Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 4 bytes
01/15/2012|11:30:10.002 F98:1234 INFO  :: Data Received - 192.0.2.20:443 (To Local Address: 192.0.2.143:49176) 300 bytes:
01/15/2012|11:30:10.002 F98:1234 INFO  :: SIP/2.0 180 Ringing
CSeq: 1 INVITE
Content-Length: 0

BYE sip:alice@192.0.2.143 SIP/2.0
CSeq: 2 BYE
Content-Type: text/plain

no length

so far
01/15/2012|11:30:10.002 F98:1234 INFO  :: End of Data Received - 192.0.2.20:443 (To Local Address: 192.0.2.143:49176) 300 bytes
01/15/2012|11:30:10.003 F98:1234 INFO  :: Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 90 bytes:
01/15/2012|11:30:10.003 F98:1234 INFO  :: SIP/2.0 200 OK
CSeq: 2 BYE
Content-Length: 99

Hello
01/15/2012|11:30:10.004 F98:1234 WARN  :: Socket: closed
`,
      [
        'uccapi 6-9 incoming 2012-01-15 11:30:10.002 192.0.2.20:443 > 192.0.2.143:49176 thread F98:1234 | SIP/2.0 180 Ringing | cseq content-length',
        'uccapi 11-18 incoming 2012-01-15 11:30:10.002 192.0.2.20:443 > 192.0.2.143:49176 thread F98:1234 | BYE sip:alice@192.0.2.143 SIP/2.0 | cseq content-type | "no length\\n\\nso far"',
        'uccapi 19-24 outgoing 2012-01-15 11:30:10.003 192.0.2.143:49176 > 192.0.2.20:443 thread F98:1234 | SIP/2.0 200 OK | cseq content-length | "Hello"',
      ],
    );
  });

  it('an excerpt without envelope, its header fields indented', () => {
    checkMessages(
      `
SIP/2.0 500 Server Internal Error
 ms-user-logon-data: RemoteUser
 Via: SIP/2.0/TLS 192.0.2.1:58350;
  received=192.0.2.2
 CSeq: 1 INVITE
`,
      ['plain 1-5 TLS | SIP/2.0 500 Server Internal Error | ms-user-logon-data via cseq …'],
    );
  });
});
