import assert from 'node:assert/strict';
import { looksLikeStartLine, readStartLine } from '../../server/src/trace/sip/startLine';

/** The parts of a start-line that fills `line`: method, Request-URI and version, or version, code and reason. */
function partsOf(line: string): string[] {
  const startLine = readStartLine(`\n${line}\n`, { start: 1, end: 1 + line.length });
  const slice = ({ start, end }: { start: number; end: number }): string => `\n${line}\n`.slice(start, end);
  switch (startLine.kind) {
    case 'request-line':
      return [slice(startLine.method), slice(startLine.requestUri), slice(startLine.version)];
    case 'status-line':
      return [slice(startLine.version), slice(startLine.code), slice(startLine.reasonPhrase)];
    case 'malformed':
      return ['malformed'];
  }
}

describe('reading a start-line', () => {
  it('a request-line', () => {
    assert.deepEqual(partsOf('INVITE sip:bob@example.com SIP/2.0'), ['INVITE', 'sip:bob@example.com', 'SIP/2.0']);
  });
  it('a method that is any token', () => {
    assert.deepEqual(partsOf('RE%47IST%45R sip:example.com SIP/2.0')[0], 'RE%47IST%45R');
  });
  it('a status-line', () => {
    assert.deepEqual(partsOf('SIP/2.0 404 Not Found'), ['SIP/2.0', '404', 'Not Found']);
  });
  it('a status-line without reason', () => {
    assert.deepEqual(partsOf('SIP/2.0 100 '), ['SIP/2.0', '100', '']);
    assert.deepEqual(partsOf('SIP/2.0 100'), ['SIP/2.0', '100', '']);
  });
  it('a version in any case', () => {
    assert.deepEqual(partsOf('Sip/2.0 200 OK'), ['Sip/2.0', '200', 'OK']);
    assert.deepEqual(partsOf('BYE sip:a sip/2.0'), ['BYE', 'sip:a', 'sip/2.0']);
  });
  it('a method that begins like the version', () => {
    assert.deepEqual(partsOf('SIPPING sip:a SIP/2.0'), ['SIPPING', 'sip:a', 'SIP/2.0']);
  });

  it('a name that was taken out, with words in brackets in its place', () => {
    assert.deepEqual(partsOf('INVITE sip:[email protected] SIP/2.0'), ['INVITE', 'sip:[email protected]', 'SIP/2.0']);
    assert.deepEqual(partsOf('BYE sip:<user name>@<public IP>:5060 SIP/2.0')[1], 'sip:<user name>@<public IP>:5060');
  });
  it('a note that somebody wrote behind the version', () => {
    for (const note of ['! the first request', '// from the caller', '# 2', '<- sent again', '<<<', '-- here']) {
      assert.deepEqual(partsOf(`BYE sip:a SIP/2.0  ${note}`), ['BYE', 'sip:a', 'SIP/2.0']);
    }
  });

  const malformed = [
    '',
    ' ',
    'INVITE',
    'INVITE ',
    'INVITE SIP/2.0',
    'INVITE  SIP/2.0',
    'INVITE sip:a SIP/2.0 ',
    'INVITE sip:a SIP/2.0.',
    ' INVITE sip:a SIP/2.0',
    'IN VITE sip:a SIP/2.0',
    'IN\u00a0VITE sip:a SIP/2.0',
    'INVITE sip:a\tb SIP/2.0',
    'INVITE sip:[a b SIP/2.0',
    'INVITE sip:a SIP/2.0 and so on',
    'INVITE "sip:a" SIP/2.0',
    'SIP/2.0',
    'SIP/2.0 ',
    'SIP/2.0 OK',
    'SIP/2.0\t200 OK',
    'SIP/2.0 -20 OK',
    'SIP/ 200 OK',
  ];
  for (const line of malformed)
    it(`${JSON.stringify(line)} is malformed`, () => assert.deepEqual(partsOf(line), ['malformed']));
});

describe('looking for a start-line', () => {
  const looks = (line: string, behind = 'Via: SIP/2.0/UDP a'): boolean =>
    looksLikeStartLine(`${line}\n${behind}`, 0, line.length, line.length + 1);

  const startLines = [
    'INVITE sip:bob@example.com SIP/2.0',
    'FROBNICATE sip:bob@example.com SIP/2.0',
    'INVITE sip:bob@example.com SIP/2.0  ',
    'INVITE sip:bob@example.com',
    'INVITE sip:bob@example.com SIP',
    'BENOTIFY <sip:bob@example.com> SIP/2.0',
    'SIP/2.0 200 OK',
    'SIP/2.0 200',
    'SIP/2.0  4294967301 better not break the receiver',
  ];
  for (const line of startLines) it(`${JSON.stringify(line)} above a header field`, () => assert.ok(looks(line)));

  it('the last line of the log may be cut', () => {
    assert.ok(looksLikeStartLine('SIP/2.0 200 OK', 0, 14, 14));
    assert.ok(looksLikeStartLine('BYE sip:a@b SIP/2.0', 0, 19, 19));
  });
  it('the first header field may be broken', () => {
    assert.ok(looks('BYE sip:a@b SIP/2.0', 'this line has no colon\r\nVia: SIP/2.0/UDP a'));
  });
  it('header fields may be indented', () => assert.ok(looks('BYE sip:a@b SIP/2.0', '    Via: SIP/2.0/UDP a')));

  const others = [
    'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    'SIP / 2.0 / UDP 192.0.2.1',
    'SIP/2.0 is a protocol',
    'SIPS and SIP/2.0',
    'The proxy said: use SIP/2.0',
    'Use the address sip:bob@example.com SIP/2.0',
    'See http://example.com/ about SIP/2.0',
    '12:00:00 INVITE sip:bob@example.com SIP/2.0',
    '2007-11-12 12:00:00 INVITE sip:bob@example.com SIP/2.0',
    '2007-11-12 12:00:00.123 recv INVITE sip:bob@example.com SIP/2.0',
    '> INVITE sip:bob@example.com SIP/2.0',
    'Start-Line: INVITE sip:bob@example.com SIP/2.0',
    'SIP-Start-Line: SIP/2.0 200 OK',
    'INVITE sip:bob@example.com was sent',
    'MESSAGE waiting',
    'GET http://example.com/ HTTP/1.1',
    'HTTP/1.1 200 OK',
    'OPTIONS rtsp://example.com/ RTSP/1.0',
    'RTSP/1.0 200 OK',
    'MSRP a786hjs2 SEND',
    'PUT sip:a SIP/2.0x',
    '',
  ];
  for (const line of others) it(`not ${JSON.stringify(line)}`, () => assert.ok(!looks(line)));

  const quoted = ['\nVia: SIP/2.0/UDP a', 'and so on', '12:00:01 next line', 'SIP/2.0 404 Not Found'];
  for (const behind of quoted) {
    it(`not a line that is quoted above ${JSON.stringify(behind)}`, () => {
      assert.ok(!looks('SIP/2.0 200 OK', behind));
      assert.ok(!looks('INVITE sip:bob@example.com SIP/2.0', behind));
    });
  }
});
