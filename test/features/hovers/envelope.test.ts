import { diagnosticRecord, record } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const HEAD = `Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
Call-ID: call-1
CSeq: 1 INVITE`;
const TWO = `${record({ at: 0, start: 'INVITE sip:bob@example.com SIP/2.0', headers: HEAD })}
${record({ at: 1.25, start: 'SIP/2.0 100 Trying', headers: HEAD })}
${record({ at: 1.5, start: 'SIP/2.0 180 Ringing', headers: HEAD })}`;

describe('hover on lines of the log', () => {
  it('a time stamp: what the log leaves out, and how long after the messages before it', () => {
    checkHover(
      TWO.replace('10:00:01.500', '10:00$0:01.500'),
      `
Time stamp: 2007-11-12 10:00:01.500

When the entry was written, by the clock of the program. The log gives no time zone.

250 ms after the message before it (line 16).

1.5 s after the first message of its transaction (line 5).

Source: the log itself`,
    );
  });

  it('process and thread', () => {
    checkHover(
      TWO.replace('0D84.0F9C', '0D84$0.0F9C'),
      `
Process and thread

Written by process 0x0D84 (3460), thread 0x0F9C (3996), on processor 0.

- Entries of one thread stand in the order in which it worked; those of others lie between them.

Source: https://learn.microsoft.com/en-us/windows-hardware/drivers/devtest/trace-message-prefix; the log itself`,
    );
  });

  it('a trace flag', () => {
    checkHover(
      TWO.replace('TF_PROTOCOL', 'TF_PRO$0TOCOL'),
      `
TF_PROTOCOL (trace flag)

A message of a protocol: SIP, conference control (CCCP).

Source: https://learn.microsoft.com/en-us/previous-versions/office/developer/communication-server-2007/bb801688(v=office.12)`,
    );
  });

  it('the number of the entry', () => {
    checkHover(
      TWO.replace('00004b78', '0000$04b78'),
      `
Number of the entry: 19320

Counts the entries of the trace, in hexadecimal digits.

Source: https://learn.microsoft.com/en-us/windows-hardware/drivers/devtest/trace-message-prefix; the log itself`,
    );
  });

  it('the component', () => {
    checkHover(
      TWO.replace('SIPAdminLog.cpp', 'SIPAdmin$0Log.cpp'),
      `
Component SIPStack

Written by the component SIPStack, function SIPAdminLog::TraceProtocolRecord, at line 122 of SIPAdminLog.cpp.

Source: the log itself`,
    );
  });

  it('a line of the server beside the message', () => {
    checkHover(
      TWO.replace('Direction: incoming', 'Direction: inc$0oming'),
      `
Direction (of the log, not of the message)

Which way the message went, seen from the server that wrote this log: incoming or outgoing. source and destination name its side: local, internal edge, external edge.

The program that wrote this log received the INVITE of line 5.

Source: Microsoft support article 'Test-CsFederatedPartner fails' (example record)`,
    );
  });

  it('the name in front of the start-line', () => {
    checkHover(
      TWO.replace('Start-Line:', 'Start-$0Line:'),
      `
Start-Line (of the log, not of the message)

The start-line of the message. The header fields follow, up to Message-Body.

Source: Microsoft support article 'Test-CsFederatedPartner fails' (example record)`,
    );
  });

  it('a result code that no table has', () => {
    checkHover(
      diagnosticRecord(0, 'Result-Code: 0x8004$00001 SOMETHING'),
      `
Windows result code 0x80040001

A failure, of facility 4, with code 1. No table known here has its name.

Source: [MS-ERREF] 2.1 (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-erref/)`,
    );
  });

  it('the words of another format: direction and address', () => {
    checkHover(
      `01/15/2012|11:30:10.012 F98:1234 INFO  :: Sen$0ding Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes:
01/15/2012|11:30:10.012 F98:1234 INFO  :: OPTIONS sip:example.com SIP/2.0
Call-ID: 1
CSeq: 1 OPTIONS

01/15/2012|11:30:10.012 F98:1234 INFO  :: End of Sending Packet - 192.0.2.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes`,
      `
Line of the log, not of the message

The program that wrote this log sent the OPTIONS of line 2.

- From: 192.0.2.143:49176
- To: 192.0.2.20:443
- Thread: F98:1234

Source: the log itself`,
    );
  });

  it('an address of another format', () => {
    checkHover(
      `01/15/2012|11:30:10.012 F98:1234 INFO  :: Sending Packet - 192.0.$02.20:443 (From Local Address: 192.0.2.143:49176) 742 bytes:
01/15/2012|11:30:10.012 F98:1234 INFO  :: OPTIONS sip:example.com SIP/2.0
Call-ID: 1
CSeq: 1 OPTIONS
`,
      `
To 192.0.2.20:443

The address that this request went to.

Source: the log itself`,
    );
  });

  it('a time stamp in front of each line of a message', () => {
    checkHover(
      `Nov  5 09:30:01 proxy sip: OPTIONS sip:example.com SIP/2.0
Nov  5 09:$030:01 proxy sip: Call-ID: 1
Nov  5 09:30:01 proxy sip: CSeq: 1 OPTIONS
Nov  5 09:30:01 proxy sip: 
`,
      `
Time stamp: 11-05 (month-day) 09:30:01.000

When the entry was written, by the clock of the program. The log gives no year and no time zone.

Source: the log itself`,
    );
  });
});
