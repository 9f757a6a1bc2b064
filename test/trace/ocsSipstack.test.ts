import assert from 'node:assert/strict';
import { readTrace } from '../../server/src/trace/trace';
import { checkRecords } from '../support/checkRecords';
import { connectionRecord, diagnosticRecord, record } from '../support/logs';

const INFO = { start: 'INFO sip:bob@example.com SIP/2.0', headers: 'To: <sip:bob@example.com>\nCSeq: 1 INFO' };
const IS_INFO = 'message incoming INFO sip:bob@example.com SIP/2.0 | to cseq';

describe('format ocs-sipstack', () => {
  it('a protocol record is a message, its pseudo header fields are not part of it', () => {
    checkRecords(
      `
TL_INFO(TF_PROTOCOL) [0]06E4.0EB4::01/18/2012-05:00:43.101.00005386 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(125))$$begin_record
Trace-Correlation-Id: 2003888399
Instance-Id: 0000C23F
Direction: incoming;source="internal edge";destination="external edge"
Peer: server.example.com:61182
Message-Type: request
Start-Line: OPTIONS sip:Options_User@example.com SIP/2.0
To: <sip:Options_User@example.com>
MAX-FORWARDS: 70
Message-Body: -
$$end_record
`,
      ['message incoming OPTIONS sip:Options_User@example.com SIP/2.0 | to max-forwards'],
    );
  });

  it('a response, outgoing', () => {
    checkRecords(record({ start: 'SIP/2.0 200 OK', headers: 'CSeq: 1 INFO' }), [
      'message outgoing SIP/2.0 200 OK | cseq',
    ]);
  });

  it('knows its own records by their first line', () => {
    assert.deepEqual(readTrace(record(INFO)).formats, ['ocs-sipstack']);
  });

  describe('first lines', () => {
    const time = Date.UTC(2012, 0, 18, 5, 0, 43, 101);
    const stamp = '06E4.0EB4::01/18/2012-05:00:43.101.00005386';
    const where = '(SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(125))';
    const heads: [name: string, head: string, time: number | undefined][] = [
      ['a CPU number', `TL_INFO(TF_PROTOCOL) [0]${stamp} ${where}$$begin_record`, time],
      ['server\\server (CLS)', `TL_INFO(TF_PROTOCOL) [edge1\\edge1]${stamp} ${where}$$begin_record`, time],
      ['a correlation number (CLS)', `TL_INFO(TF_PROTOCOL) [a\\a]${stamp} ${where} [156659184] $$begin_record`, time],
      ['a sequence number in lower case', `TL_WARN(TF_PROTOCOL) [1]${stamp}ab ${where}$$begin_record`, time],
      ['blanks behind the mark', `TL_INFO(TF_PROTOCOL) [0]${stamp} ${where}$$begin_record  `, time],
      ['no time', `TL_INFO(TF_PROTOCOL) [0] ${where}$$begin_record`, undefined],
      [
        'a time that is none',
        `TL_INFO(TF_PROTOCOL) [0]06E4.0EB4::xx/18/2012-05:00:43.101.1 ${where}$$begin_record`,
        undefined,
      ],
    ];
    for (const [name, head, at] of heads) {
      it(name, () => {
        const [, ...lines] = record(INFO).split('\n');
        const trace = checkRecords([head, ...lines].join('\n'), [IS_INFO]);
        assert.equal(trace.messages[0]?.time, at);
      });
    }
  });

  describe('bodies', () => {
    const withBody = (lines: string) => record(INFO).replace('Message-Body: -', `Message-Body:${lines}`);
    const none = ['', ' ', ' -', ' \u2013', ' ----****MESSAGE BODY DELETED****----', '\n\n'];
    for (const lines of none) {
      it(`none: Message-Body:${JSON.stringify(lines).slice(1, -1)}`, () => checkRecords(withBody(lines), [IS_INFO]));
    }
    const some: [name: string, lines: string, body: string][] = [
      ['between marks', ' ----****MESSAGE BODY****----\nHello\nworld\n----****MESSAGE BODY****----', 'Hello\r\nworld'],
      ['behind a mark only', ' ----****MESSAGE BODY****----\nHello', 'Hello'],
      ['with empty lines inside', ' ----****MESSAGE BODY****----\na\n\nb\n----****MESSAGE BODY****----', 'a\r\n\r\nb'],
      ['behind the colon', ' Hello', 'Hello'],
      ['behind the colon, over lines', ' <a>\n <b/>\n</a>', '<a>\r\n <b/>\r\n</a>'],
      ['on the next line', '\nHello', 'Hello'],
      ['a dash that is content', ' - Hello', '- Hello'],
      ['that looks like a message', '\nSIP/2.0 200 OK\nVia: a', 'SIP/2.0 200 OK\r\nVia: a'],
      [
        'that looks like header fields',
        '\nTo: a\nMessage-Body: b\nStart-Line: c',
        'To: a\r\nMessage-Body: b\r\nStart-Line: c',
      ],
    ];
    for (const [name, lines, body] of some) {
      it(name, () => checkRecords(withBody(lines), [`${IS_INFO} | ${JSON.stringify(body)}`]));
    }

    it('between marks, with LF and with CR alone', () => {
      for (const lineEnd of ['\n', '\r'] as const) {
        const body = JSON.stringify(`a${lineEnd}b`);
        checkRecords(record({ ...INFO, body: 'a\nb' }), [`${IS_INFO} | ${body}`], lineEnd);
      }
    });
  });

  describe('other records', () => {
    it('are kept: a connection, a diagnostic, anything else', () => {
      checkRecords(
        [
          connectionRecord(1),
          diagnosticRecord(2, 'Text: Routed a locally generated response\nSIP-Start-Line: SIP/2.0 404 Not Found'),
          connectionRecord(3).replace('LogType: connection\n', ''),
        ].join('\n'),
        ['connection', 'diagnostic', 'other'],
      );
    });

    it('are tied to their message by Call-ID and CSeq', () => {
      const trace = checkRecords(
        [
          record({ ...INFO, headers: 'Call-ID: a\nCSeq: 1 INFO' }),
          diagnosticRecord(2, 'SIP-Call-ID: a\nSIP-CSeq: 1 INFO'),
          diagnosticRecord(3, 'SIP-Call-ID: a\nSIP-CSeq: 2 INFO'),
          diagnosticRecord(4, 'SIP-Call-ID: b\nSIP-CSeq: 1 INFO'),
          diagnosticRecord(5, 'SIP-Call-ID: a\nSIP-CSeq: x'),
        ].join('\n'),
        [
          'message incoming INFO sip:bob@example.com SIP/2.0 | call-id cseq',
          'diagnostic about 1 in call a',
          'diagnostic about 2 in call a',
          'diagnostic about 1 in call b',
          'diagnostic about nothing in call a',
        ],
      );
      const [message] = trace.messages;
      assert.deepEqual(message && trace.recordsAbout(message).map(({ index }) => index), [1]);
    });

    it('with text instead of the begin mark', () => {
      checkRecords(
        `
TL_ERROR(TF_COMPONENT) [0]0860.0CDC::01/18/2012-05:07:42.622.000d0b31 (SIPStack,CSIPRequest::GetNextHop:SIPRequest.cpp(2440))( 00000000028FDD70 ) Exit - route headers from untrusted source. Result 0xC3E93C5E
LogType: diagnostic
SIP-Start-Line: OPTIONS sip:Options_User@example.com SIP/2.0
SIP-Call-ID: c00bc6
SIP-CSeq: 1 OPTIONS
$$end_record
${record(INFO)}
`,
        ['diagnostic about 1 in call c00bc6', IS_INFO],
      );
    });

    it('with one line of text only', () => {
      const line = 'TL_VERBOSE(TF_COMPONENT) [0]0860.0CDC::01/18/2012-05:07:42.622.1 (SIPStack,A::B:C.cpp(1))Enter';
      checkRecords(`${line}\n${line}\n${record(INFO)}`, ['other cut', 'other cut', IS_INFO]);
    });
  });

  describe('what was cut', () => {
    const next = record(INFO);
    const lines = record({ ...INFO, body: 'Hello' }).split('\n');
    const cuts: [behind: string, first: string][] = [
      ['the begin mark', 'other cut'],
      ['Direction', 'other cut'],
      ['Start-Line', 'message cut incoming INFO sip:bob@example.com SIP/2.0 |  …'],
      ['To', 'message cut incoming INFO sip:bob@example.com SIP/2.0 | to …'],
      ['Message-Body', 'message cut incoming INFO sip:bob@example.com SIP/2.0 | to cseq'],
      ['Hello', 'message cut incoming INFO sip:bob@example.com SIP/2.0 | to cseq | "Hello"'],
    ];
    for (const [behind, first] of cuts) {
      const count = behind === 'the begin mark' ? 1 : lines.findIndex((line) => line.startsWith(behind)) + 1;
      const cut = lines.slice(0, count).join('\n');
      it(`behind ${behind}, the next record begins on a line of its own`, () =>
        checkRecords(`${cut}\n${next}`, [first, IS_INFO]));
      it(`behind ${behind}, the log ends`, () => checkRecords(cut, [first]));
    }

    it('in the middle of a line, the next record goes on there', () => {
      const inHeader = `${lines.slice(0, 6).join('\n').slice(0, -4)}${next}`;
      checkRecords(inHeader, ['message cut incoming INFO sip:bob@example.com SIP/2.0 |  …', IS_INFO]);
      checkRecords(`${lines.slice(0, 2).join('\n').slice(0, -4)}${next}`, ['other cut', IS_INFO]);
      checkRecords(`${lines.slice(0, 9).join('\n').slice(0, -2)}${next}`, [
        'message cut incoming INFO sip:bob@example.com SIP/2.0 | to cseq | "Hel"',
        IS_INFO,
      ]);
    });

    it('in a record with text instead of the begin mark', () => {
      const loose =
        'TL_ERROR(TF_COMPONENT) [0]0860.0CDC::01/18/2012-05:07:42.622.1 (SIPStack,A::B:C.cpp(1)) Exit\nLogTy';
      checkRecords(`${loose}${next}`, ['other cut', IS_INFO]);
    });
  });

  it('takes what stands between records for nothing', () => {
    checkRecords(`Log of ocs.example.com\n\n${record(INFO)}\n\n---\n${record(INFO)}\nend`, [IS_INFO, IS_INFO]);
  });

  it('a line that only looks like a first line', () => {
    checkRecords('TL_\nTL_INFO\nTL_INFO(TX_PROTOCOL) $$begin_record\nTL(TF_PROTOCOL) $$begin_record', []);
  });
});
