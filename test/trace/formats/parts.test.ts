import assert from 'node:assert/strict';
import { checkMessages } from '../../support/checkMessages';
import { checkSound } from '../../support/checkSound';

const ALICE = 'T 192.0.2.1:40000 -> 192.0.2.2:5060 [AP]';
const BOB = 'T 192.0.2.2:5060 -> 192.0.2.1:40000 [AP]';

describe('messages in parts', () => {
  it('a header field in two segments, the answer to another request between them', () => {
    checkMessages(
      `
${ALICE}
OPTIONS sip:bob@example.com SIP/2.0.
Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1.
Call-
#
${BOB}
SIP/2.0 200 OK.
Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK0.
Content-Length: 0.
.

#
${ALICE}
ID: 1.
CSeq: 1 OPTIONS.
Content-Length: 0.
.

#
`,
      [
        'ngrep 1-16 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via call-id cseq content-length',
        'ngrep 6-9 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 200 OK | via content-length',
      ],
      '\n',
    );
  });

  it('cut between CR and LF, and in front of the empty line', () => {
    checkMessages(
      `
${ALICE}
OPTIONS sip:bob@example.com SIP/2.0.
Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1.

${ALICE}

CSeq: 1 OPTIONS.

${ALICE}

.


${ALICE}
ACK sip:bob@example.com SIP/2.0.
CSeq: 1 ACK.
.


`,
      [
        'ngrep 1-7 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | via cseq',
        'ngrep 14-16 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | cseq',
      ],
      '\n',
    );
  });

  it('several messages in a segment, the last one cut in its start-line', () => {
    checkMessages(
      `
${BOB}
SIP/2.0 100 Trying.
CSeq: 1 INVITE.
Content-Length: 0.
.
SIP/2.0 180 Ringing.
CSeq: 1 INVITE.
Content-Length: 0.
.
SIP/2.0 20

${BOB}
0 OK.
CSeq: 1 INVITE.
Content-Length: 0.
.

`,
      [
        'ngrep 1-4 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 100 Trying | cseq content-length',
        'ngrep 6-8 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 180 Ringing | cseq content-length',
        'ngrep 10-15 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 200 OK | cseq content-length',
      ],
      '\n',
    );
  });

  it('a body without line end, another message behind it', () => {
    checkMessages(
      `
${ALICE}
MESSAGE sip:bob@example.com SIP/2.0.
Content-Type: text/plain.
Content-Length: 5.
.
helloMESSAGE sip:bob@example.com SIP/2.0.
Content-Type: text/plain.
Content-Length: 13.
.
first.
sec

${ALICE}
ond.
.

`,
      [
        'ngrep 1-6 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | MESSAGE sip:bob@example.com SIP/2.0 | content-type content-length | "hello"',
        'ngrep 6-14 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | MESSAGE sip:bob@example.com SIP/2.0 | content-type content-length | "first\\nsecond"',
      ],
      '\n',
    );
  });

  it('a body in many segments, of which the last is missing', () => {
    checkMessages(
      `
${ALICE}
PUBLISH sip:alice@example.com SIP/2.0.
Content-Type: application/pidf+xml.
Content-Length: 100.
.


${ALICE}
<presence>.


${ALICE}
<tup

${ALICE}
le>.


${BOB}
SIP/2.0 200 OK.
CSeq: 1 OPTIONS.
.

${ALICE}
ACK sip:bob@example.com SIP/2.0.
CSeq: 1 ACK.
.

`,
      [
        'ngrep 1-17 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | PUBLISH sip:alice@example.com SIP/2.0 | content-type content-length | "<presence>\\n<tuple>"',
        'ngrep 19-21 TCP 192.0.2.2:5060 > 192.0.2.1:40000 | SIP/2.0 200 OK | cseq',
        'ngrep 24-26 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | cseq',
      ],
      '\n',
    );
  });

  it('a body that begins with a start-line in a segment of its own', () => {
    checkMessages(
      `
${ALICE}
NOTIFY sip:bob@example.com SIP/2.0.
Content-Type: message/sipfrag.
Content-Length: 16.
.

${ALICE}
SIP/2.0 200 OK.
`,
      [
        'ngrep 1-8 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | NOTIFY sip:bob@example.com SIP/2.0 | content-type content-length | "SIP/2.0 200 OK"',
      ],
      '\n',
    );
  });

  it('the rest of a message whose beginning the log does not show', () => {
    checkMessages(
      `
${ALICE}
0.2.1;branch=z9hG4bK1.
CSeq: 1 OPTIONS.
Content-Length: 0.
.
ACK sip:bob@example.com SIP/2.0.
CSeq: 1 ACK.
.

`,
      ['ngrep 6-7 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | ACK sip:bob@example.com SIP/2.0 | cseq'],
      '\n',
    );
  });

  it('a segment that was sent twice', () => {
    checkMessages(
      `
${ALICE}
OPTIONS sip:bob@example.com SIP/2.0.
CSeq: 1 OPTIONS.

${ALICE}
Content-Length: 0.
.

${ALICE}
Content-Length: 0.
.

`,
      ['ngrep 1-6 TCP 192.0.2.1:40000 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | cseq'],
      '\n',
    );
  });

  it('a datagram does not go on in the next one', () => {
    checkMessages(
      `
U 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0.
CSeq: 1 OPTIONS.

U 192.0.2.1:5060 -> 192.0.2.2:5060
Content-Length: 0.
.

`,
      ['ngrep 1-3 UDP 192.0.2.1:5060 > 192.0.2.2:5060 | OPTIONS sip:bob@example.com SIP/2.0 | cseq …'],
      '\n',
    );
  });

  it('every part knows its place in the log', () => {
    const log = [
      ALICE,
      'OPTIONS sip:bob@example.com SIP/2.0.',
      'Via: SIP/2.0/TCP 192.0.2.1;bra',
      BOB,
      'SIP/2.0 200 OK.',
      'CSeq: 7 OPTIONS.',
      '.',
      '',
      ALICE,
      'nch=z9hG4bK1.',
      'CSeq: 1 OPTIONS.',
      '.',
      '',
    ].join('\n');
    const trace = checkSound(log);
    const [options, ok] = trace.messages;
    assert.ok(options !== undefined && ok !== undefined);
    assert.equal(options.value('via'), 'SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1');
    assert.equal(options.branch, 'z9hG4bK1');
    const via = options.header('via');
    assert.ok(via !== undefined);
    const { start, end } = options.inLog(via.value);
    assert.ok(log.slice(start, end).startsWith('SIP/2.0/TCP 192.0.2.1;bra\nT '));
    assert.ok(log.slice(start, end).endsWith(' [AP]\nnch=z9hG4bK1'));
    assert.equal(options.fromLog(log.indexOf('nch=')), options.text.indexOf('nch='));
    assert.equal(trace.messageAround(log.indexOf('CSeq: 7')), ok);
    assert.equal(trace.messageAround(log.indexOf('nch=')), options);
    assert.equal(trace.messageAround(log.lastIndexOf('CSeq')), options);
    assert.equal(trace.messageAround(log.indexOf(BOB) + 3), undefined);
  });
});
