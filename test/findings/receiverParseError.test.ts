import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';

const REQUEST_LINE = 'OPTIONS sip:bob@192.0.2.2:5060 SIP/2.0';
const BROKEN = 'To: <sip:bob@example.com>;>';
const NOTE = `#<${'-'.repeat(REQUEST_LINE.length)} error receiver-parse-error`;

/** A message with a broken To that PJSIP shows under `head`; notes stand behind the lines that they are about. */
const unread = (head: string, notes: readonly string[] = [], related: readonly string[] = []): string =>
  [
    head,
    REQUEST_LINE,
    ...notes,
    'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1',
    'From: <sip:alice@example.com>;tag=1',
    BROKEN,
    ...related,
    'Call-ID: 1',
    'CSeq: 1 OPTIONS',
    'Max-Forwards: 70',
    'Content-Length: 0',
    '',
    '-- end of packet.',
    '',
  ].join('\n');

const FAULT = "PJSIP syntax error exception when parsing '' header on line 4 col 26:";
const ofPjsua = (time: string, fault = FAULT): string =>
  `${time}  sip_transport.c  Error processing 260 bytes packet from UDP 192.0.2.1:5060 : ${fault}`;

describe('finding receiver-parse-error', () => {
  it('names the line in which reading ended', () => {
    const related = `#<${'-'.repeat(BROKEN.length)} related Reading ended in this line`;
    const found = checkFindings(unread(ofPjsua('12:07:16.117'), [NOTE], [related]));
    assert.match(
      onlyMessage(found),
      /^The program that wrote the log could not read this request from 192\.0\.2\.1:5060, and dropped it without an answer\. Reading ended at line 4, column 26\. The fault/,
    );
  });

  it('in the log of Asterisk, with the name of the header field', () => {
    const head =
      '[2024-01-02 13:06:06] ERROR[154]: pjproject: <?>:    sip_transport.c Error processing 260 bytes packet from UDP 192.0.2.1:5060 : ';
    const found = checkFindings(unread(`${head}${FAULT.replace("''", "'To'")}`, [NOTE]));
    assert.match(onlyMessage(found), /ended at line 4, column 26 \(To\)\./);
  });

  it('the same over and over is one, and says more than that nothing was answered', () => {
    const found = checkFindings(
      unread(ofPjsua('12:07:16.117'), [NOTE]),
      unread(ofPjsua('12:07:16.617')),
      unread(ofPjsua('12:07:17.617')),
      unread(ofPjsua('12:07:19.617')),
    );
    assert.equal(found[0]?.more, 3);
  });

  it('a place that the log does not show', () => {
    for (const fault of ['', FAULT.replace('line 4', 'line 40'), FAULT.replace('line 4', 'line 1')])
      assert.deepEqual(checkFindings(unread(ofPjsua('12:07:16.117', fault), [NOTE]))[0]?.related, []);
  });

  it('none for a message that PJSIP could read', () => {
    const head =
      '12:07:16.117  pjsua_core.c  .RX 260 bytes Request msg OPTIONS/cseq=1 (rdata0xb4) from UDP 192.0.2.1:5060:';
    checkFindings(unread(head).replace('-- end of packet.', '--end msg--').replace('.com>;>', '.com>'));
  });
});
