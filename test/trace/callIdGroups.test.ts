import assert from 'node:assert/strict';
import { readTrace } from '../../server/src/trace/trace';
import { message } from '../support/logs';

/** Words such as `INVITE 1`, `200 INVITE 1`, `ACK 1` as a log of one Call-ID. */
const logOf = (words: readonly string[]): string =>
  words
    .map((word) => {
      const [, code, method = '', cseq = ''] = /^(?:(\d+) )?(\w+) (\d+)$/.exec(word) ?? [];
      return message({
        start: code === undefined ? `${method} sip:bob@example.com SIP/2.0` : `SIP/2.0 ${code} Reason`,
        headers: `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${cseq}${method === 'CANCEL' ? 'INVITE' : method}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: one
CSeq: ${cseq} ${method}`,
      });
    })
    .join('\n');

function isPlain(...words: readonly string[]): boolean {
  const trace = readTrace(logOf(words));
  return trace.callIdGroups.isPlain(trace.store.names.numberOf('one') ?? -1);
}

describe('the transactions of a Call-ID plainly went well', () => {
  it('when each got a 2xx, an INVITE its ACK, a SUBSCRIBE its NOTIFY', () => {
    assert.ok(isPlain('INVITE 1', '180 INVITE 1', '200 INVITE 1', 'ACK 1', 'BYE 2', '200 BYE 2'));
    assert.ok(isPlain('SUBSCRIBE 1', '200 SUBSCRIBE 1', 'NOTIFY 1', '200 NOTIFY 1'));
    assert.ok(isPlain('SUBSCRIBE 1', '200 SUBSCRIBE 1', 'BENOTIFY 1'));
    assert.ok(isPlain('OPTIONS 1', '200 OPTIONS 1'));
  });

  it('when a challenge was followed by success', () => {
    assert.ok(isPlain('REGISTER 1', '401 REGISTER 1', 'REGISTER 2', '200 REGISTER 2'));
    assert.ok(isPlain('INVITE 1', '407 INVITE 1', 'ACK 1', 'INVITE 2', '200 INVITE 2', 'ACK 2'));
  });

  it('not when something failed, was redirected, refused or left without answer', () => {
    assert.ok(!isPlain('INVITE 1', '486 INVITE 1', 'ACK 1'));
    assert.ok(!isPlain('REGISTER 1', '301 REGISTER 1'));
    assert.ok(!isPlain('REGISTER 1', '401 REGISTER 1'));
    assert.ok(!isPlain('REGISTER 1', '401 REGISTER 1', 'REGISTER 2', '401 REGISTER 2'));
    assert.ok(!isPlain('INVITE 1', '100 INVITE 1'));
    assert.ok(!isPlain('OPTIONS 1'));
  });

  it('not when an ACK or a NOTIFY is missing, or somebody is referred', () => {
    assert.ok(!isPlain('INVITE 1', '200 INVITE 1'));
    assert.ok(!isPlain('INVITE 1', '200 INVITE 1', 'ACK 1', 'INVITE 2', '200 INVITE 2'));
    assert.ok(!isPlain('SUBSCRIBE 1', '200 SUBSCRIBE 1'));
    assert.ok(!isPlain('REFER 1', '202 REFER 1'));
  });
});
