import { checkMessages } from '../../support/checkMessages';
import { message, record } from '../../support/logs';

const HEAD =
  'TL_INFO(TF_PROTOCOL) [0]06E4.0EB4::01/18/2012-05:00:43.101.00005386 (SIPStack,A::B:C.cpp(125))$$begin_record';
const FACTS = 'thread 06E4.0EB4 #00005386';

describe('format ocs-sipstack', () => {
  describe('says', () => {
    it('time, direction, peer, transport of the Via, thread, number', () => {
      checkMessages(
        `
${HEAD}
Trace-Correlation-Id: 2003888399
Instance-Id: 0000C23F
Direction: incoming;source="internal edge";destination="external edge"
Peer: server.example.com:61182
Message-Type: request
Start-Line: OPTIONS sip:bob@example.com SIP/2.0
VIA: SIP/2.0/TLS 192.0.2.10:61182;branch=z9hG4bK6de49c9a
Message-Body: -
$$end_record
TL_WARN(TF_PROTOCOL) [POOL1\\FE01]06E4.0EB4::01/18/2012-05:00:44.000.000053AB (SIPStack,A::B:C.cpp(261)) [2387439833] $$begin_record
Direction: outgoing;source="local"
Peer: [2001:db8::1]:5061
Start-Line: SIP/2.0 200 OK
CSeq: 1 OPTIONS
$$end_record
`,
        [
          `ocs-sipstack 1-10 incoming 2012-01-18 05:00:43.101 TLS server.example.com:61182 > ? ${FACTS} | OPTIONS sip:bob@example.com SIP/2.0 | via`,
          'ocs-sipstack 11-16 outgoing 2012-01-18 05:00:44.000 ? > [2001:db8::1]:5061 thread 06E4.0EB4 #000053AB | SIP/2.0 200 OK | cseq',
        ],
      );
    });

    it('what Avaya Contact Center writes in the place of a first line', () => {
      checkMessages(
        `
28/01/2022-11:36:14.354 [0x000021ac] - --> Message to Send (Dest Address IP:  192.0.2.2:4165):$$begin_record
Direction: outgoing
Start-Line: SIP/2.0 100 Trying
CSeq: 1 INVITE
$$end_record
08/01/2022-11:36:14.360 <-- message received from 192.0.2.3:5061
Start-Line: BYE sip:bob@example.com SIP/2.0
CSeq: 2 BYE
$$end_record
`,
        [
          'ocs-sipstack 1-5 outgoing 2022-01-28 11:36:14.354 ? > 192.0.2.2:4165 | SIP/2.0 100 Trying | cseq',
          'ocs-sipstack 6-9 incoming 2022-01-08 11:36:14.360 192.0.2.3:5061 > ? | BYE sip:bob@example.com SIP/2.0 | cseq',
        ],
      );
    });
  });

  it('the component S4 frames its messages in its own way', () => {
    checkMessages(
      `
TL_INFO(TF_PROTOCOL) [0]0E08.1BFC::06/29/2010-17:15:33.937.00001d7b (S4,SipMessage.DataLoggingHelper:sipmessage.cs(589))[3552564921]
>>>>>>>>>>>>Outgoing SipMessage c=[<SipTlsConnection_15A0C8D>], 192.0.2.1:49171->192.0.2.2:5061
INVITE sip:bob@contoso.com SIP/2.0
CSEQ: 1 INVITE
CONTENT-TYPE: application/sdp
CONTENT-LENGTH: 5

v=0
------------EndOfOutgoing SipMessage
TL_VERBOSE(TF_COMPONENT) [0]0E08.1BFC::06/29/2010-17:15:33.938.00001d7c (S4,SipConnection.Send:sipconnection.cs(12))Enter
TL_INFO(TF_PROTOCOL) [FE\\FE01]0E08.1BFC::06/29/2010-17:15:33.950.00001d7d (S4,SipMessage.DataLoggingHelper:1823.idx(589))[1]<<<<<<<<<<<<Incoming SipMessage c=[<SipTcpConnection_1>], [2001:db8::1]:5060<-[2001:db8::2]:49171
SIP/2.0 100 Trying
CSEQ: 1 INVITE

------------EndOfIncoming SipMessage
`,
      [
        'ocs-sipstack 1-9 outgoing 2010-06-29 17:15:33.937 TLS 192.0.2.1:49171 > 192.0.2.2:5061 thread 0E08.1BFC #00001d7b | INVITE sip:bob@contoso.com SIP/2.0 | cseq content-type content-length | "v=0"',
        'ocs-sipstack 11-15 incoming 2010-06-29 17:15:33.950 TCP [2001:db8::2]:49171 > [2001:db8::1]:5060 thread 0E08.1BFC #00001d7d | SIP/2.0 100 Trying | cseq',
      ],
    );
  });

  describe('an excerpt', () => {
    const lines = [
      HEAD,
      'Direction: incoming',
      'Peer: 192.0.2.1:1331',
      'Start-Line: MESSAGE sip:bob@example.com SIP/2.0',
      'From: <sip:alice@example.com>;',
      ' tag=1',
      'CSeq: 1 MESSAGE',
      'Message-Body: ----****MESSAGE BODY****----',
      'Hello',
      '',
      '  Bob',
      '----****MESSAGE BODY****----',
      '$$end_record',
      'TL_INFO(TF_DIAG) [0]06E4.0EB4::01/18/2012-05:00:43.102.00005387 (SIPStack,A::B:C.cpp(1))$$begin_record',
      'SIP-Start-Line: MESSAGE sip:bob@example.com SIP/2.0',
      '$$end_record',
    ];
    const read = (at: string): string =>
      `ocs-sipstack ${at} incoming 2012-01-18 05:00:43.101 192.0.2.1:1331 > ? ${FACTS} | MESSAGE sip:bob@example.com SIP/2.0 | from cseq | "Hello\\n\\n  Bob"`;
    const each = (change: (line: string, index: number) => string): string => lines.map(change).join('\n');

    it('indented', () =>
      checkMessages(
        each((line) => `    ${line}`),
        [read('1-13')],
      ));
    it('quoted in a mail', () =>
      checkMessages(
        each((line) => `> ${line}`.trimEnd()),
        [read('1-13')],
      ));
    it('through syslog', () =>
      checkMessages(
        each((line, index) => `<134>Mar  3 04:05:${10 + index} edge ocs[12]: ${line}`),
        [read('1-13')],
      ));
    it('out of grep', () =>
      checkMessages(
        each((line, index) => `edge.log${index === 0 ? ':1:' : `-${index + 1}-`}${line}`),
        [read('1-13')],
      ));
    it('with an empty line behind each line', () => checkMessages(lines.join('\n\n'), [read('1-25')]));
    it('indented, with an empty line behind each line', () =>
      checkMessages(lines.map((line) => `  ${line}`).join('\n\n'), [read('1-25')]));
    it('on one line', () => checkMessages(lines.slice(0, 13).join('#015#012'), [read('1-1')]));
    it('on one line, escaped', () => checkMessages(lines.slice(0, 13).join('\\r\\n'), [read('1-1')]));

    it('without first line', () =>
      checkMessages(lines.slice(1).join('\n'), [
        'ocs-sipstack 1-12 incoming 192.0.2.1:1331 > ? | MESSAGE sip:bob@example.com SIP/2.0 | from cseq | "Hello\\n\\n  Bob"',
      ]));
    it('from the start-line on, behind a record that was cut', () =>
      checkMessages([HEAD, 'Direction: incoming', ...lines.slice(3)].join('\n').replace('$$begin', '$$beg'), [
        `ocs-sipstack 1-12 incoming 2012-01-18 05:00:43.101 ${FACTS} | MESSAGE sip:bob@example.com SIP/2.0 | from cseq | "Hello\\n\\n  Bob"`,
      ]));
  });

  describe('without end mark', () => {
    const open = (log: string): string => log.replace('$$end_record', '').trim();
    const info = record({ start: 'INFO sip:bob@example.com SIP/2.0', headers: 'CSeq: 1 INFO', at: 1 });
    const bare = message({ start: 'SIP/2.0 200 OK', headers: 'CSeq: 9 BYE' });
    const IS_INFO = (at: string): string =>
      `ocs-sipstack ${at} incoming 2007-11-12 10:00:01.000 192.0.2.1:1331 > ? thread 0D84.0F9C #00004b78 | INFO sip:bob@example.com SIP/2.0 | cseq`;

    it('a record does not take the messages of another log', () => {
      checkMessages(`${open(info)}\n\n${bare}`, [IS_INFO('1-7'), 'plain 9-10 | SIP/2.0 200 OK | cseq']);
      checkMessages(`${open(info)}\n${bare}\n${info}`, [
        IS_INFO('1-7'),
        'plain 8-9 | SIP/2.0 200 OK | cseq',
        IS_INFO('12-19'),
      ]);
    });

    it('nor what follows in the middle of its header fields', () => {
      const cut = open(info).replace('Message-Body: -', '').trim();
      checkMessages(`${cut}\n2024-01-02 the log of another program\n\n${bare}`, [
        `${IS_INFO('1-6')} …`,
        'plain 9-10 | SIP/2.0 200 OK | cseq',
      ]);
    });

    it('a body goes on for its length', () => {
      const text = {
        start: 'MESSAGE sip:bob@example.com SIP/2.0',
        headers: 'CSeq: 1 MESSAGE\nContent-Length: 12',
        at: 1,
      };
      checkMessages(
        `${open(record(text)).replace('Message-Body: -', 'Message-Body: Hello,\nBob!')}\nother\n\n${bare}`,
        [
          'ocs-sipstack 1-9 incoming 2007-11-12 10:00:01.000 192.0.2.1:1331 > ? thread 0D84.0F9C #00004b78 | MESSAGE sip:bob@example.com SIP/2.0 | cseq content-length | "Hello,\\nBob!"',
          'plain 12-13 | SIP/2.0 200 OK | cseq',
        ],
      );
    });
  });

  describe('a body', () => {
    const HEADERS = 'CSeq: 1 NOTIFY\nContent-Type: message/sipfrag';
    const IS = (at: string): string =>
      `ocs-sipstack ${at} incoming 2007-11-12 10:00:00.000 192.0.2.1:1331 > ? thread 0D84.0F9C #00004b78 | NOTIFY sip:bob@example.com SIP/2.0 | cseq content-type`;
    const notify = (body: string): string =>
      record({ start: 'NOTIFY sip:bob@example.com SIP/2.0', headers: HEADERS }).replace('Message-Body: -', body);

    it('behind an empty line, as some texts of CLSLogger have it', () => {
      checkMessages(notify('\nSIP/2.0 200 OK\nTo: x'), [`${IS('1-11')} | "SIP/2.0 200 OK\\nTo: x"`]);
    });
    it('of which the log says that it was taken out', () => {
      checkMessages(notify('Message-Body: ----****MESSAGE BODY DELETED****----'), [IS('1-9')]);
    });
    it('a message in it, without end mark', () => {
      checkMessages(notify('Message-Body: SIP/2.0 200 OK\nVia: x').replace('$$end_record', ''), [
        `${IS('1-9')} | "SIP/2.0 200 OK\\nVia: x"`,
      ]);
    });
  });
});
