import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message, record } from '../support/logs';

const FAULT = ['error malformed-start-line'];
const headers = (method: string): string => `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 ${method}`;

describe('finding malformed-start-line', () => {
  const requests = [
    ['INVITE sip:bob@example.com SIP/2', 'the line does not end with SIP/2.0'],
    ['INVITE sip:bob@example.com SIP/2.0/UDP', 'the line does not end with SIP/2.0'],
    ['INVITE sip:bob@example.com', 'the SIP version is missing'],
    ['INVITE sip:bob@example.com SIP/7.0', 'the version is not SIP/2.0'],
    ['INVITE  sip:bob@example.com SIP/2.0', 'exactly two spaces'],
    ['INVITE sip:bob@example.com  SIP/2.0', 'exactly two spaces'],
    ['INVITE sip:bob@example.com; lr SIP/2.0', 'exactly two spaces'],
    ['INVITE\tsip:bob@example.com SIP/2.0', 'one space'],
    ['INVITE <sip:bob@example.com> SIP/2.0', 'without brackets'],
  ];
  for (const [start = '', says = ''] of requests) {
    it(JSON.stringify(start), () => {
      const found = checkFindings(message({ start, headers: headers('INVITE'), notes: FAULT }));
      assert.ok(onlyMessage(found).includes(says), onlyMessage(found));
    });
  }

  const responses = [
    ['SIP/3.0 200 OK', 'the version is not SIP/2.0'],
    ['SIP/2.0  200 OK', 'exactly one space'],
    ['SIP/2.0 20 OK', 'the status code is not three digits'],
    ['SIP/2.0 2000 OK', 'the status code is not three digits'],
    ['SIP/2.0 200OK', 'the status code is not three digits'],
  ];
  for (const [start = '', says = ''] of responses) {
    it(JSON.stringify(start), () => {
      const found = checkFindings(message({ start, headers: headers('INVITE'), notes: FAULT }));
      assert.ok(onlyMessage(found).includes(says), onlyMessage(found));
    });
  }

  it('in a SIPStack record, whatever stands behind Start-Line:', () => {
    checkFindings(record({ start: 'no start at all', headers: headers('INVITE'), notes: FAULT }));
  });

  describe('is silent about', () => {
    const right = [
      'INVITE sip:bob@example.com SIP/2.0',
      'INVITE sip:bob@example.com sip/2.0',
      'INVITE soap.beep://192.0.2.103:3002 SIP/2.0',
      "!interesting-Method0123456789_*+`.%indeed'~ sip:bob@example.com SIP/2.0",
      'SIP/2.0 200 OK',
      'sip/2.0 200 OK',
      'Sip/2.0 200 OK',
      'SIP/2.0 200',
      'SIP/2.0 200 = 2**3 * 5**2 \u043d\u043e \u0441\u0442\u043e',
    ];
    for (const start of right) {
      it(JSON.stringify(start), () => {
        checkFindings(message({ start, headers: headers(start.split(' ')[0] ?? '') }));
      });
    }

    it('a reason phrase that is empty, with the blank before it', () => {
      checkFindings(message({ start: 'SIP/2.0 100 ', headers: headers('INVITE') }));
    });

    it('a name that somebody took out, and notes behind the line', () => {
      checkFindings(message({ start: 'INVITE sip:[email protected] SIP/2.0', headers: headers('INVITE') }));
      checkFindings(message({ start: 'INVITE sip:bob@example.com SIP/2.0 ! it begins', headers: headers('INVITE') }));
    });

    it('a line that mail has broken', () => {
      const start = 'INVITE\nsip:bob@example.com;opaque=user:epid:bbbbbbbbbbbbbbbb;gruu\nSIP/2.0';
      checkFindings(message({ start, headers: headers('INVITE') }));
      checkFindings(record({ start: 'INVITE sip:bob@exam', headers: `ple.com SIP/2.0${headers('INVITE')}` }));
    });

    it('a message as source code has it', () => {
      const lines = `INVITE sip:bob@example.com SIP/2.0${headers('INVITE')}`.split('\n');
      checkFindings(`send(\n${lines.map((line) => `  "${line}\\r\\n"`).join('\n')}\n  "\\r\\n");\n`);
    });

    it('a line at the end of the log, which may be cut', () => checkFindings('INVITE sip:bob@example.com SIP'));

    it('text around messages', () => {
      checkFindings(`
The proxy speaks SIP/2.0
12:00:01 INVITE sip:bob@example.com SIP/2.0
2007-11-12 12:00:01 Received INVITE sip:bob@example.com SIP/2.0
Sent http://example.com/ by way of SIP/2.0
INVITE sip:bob@example.com was answered.
Note: the caller hung up
SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
GET http://example.com/ HTTP/1.1
OPTIONS rtsp://example.com/ RTSP/1.0
MSRP a786hjs2 SEND
`);
    });
  });
});
