import assert from 'node:assert/strict';
import { FindingContext } from '../../../server/src/trace/findings/context';
import { readTrace } from '../../../server/src/trace/trace';
import { record } from '../../support/logs';

/** A MESSAGE and its answer. */
function exchange(at: number, callId: string, to: string, status: string): string {
  return [`MESSAGE sip:${to} SIP/2.0`, `SIP/2.0 ${status}`]
    .map((start, index) =>
      record({
        at: at + index / 10,
        start,
        headers: `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${at}${callId}
From: <sip:alice@example.com>;tag=1
To: <sip:${to}>${index === 0 ? '' : ';tag=2'}
Call-ID: ${callId}
CSeq: ${at + 1} MESSAGE`,
      }),
    )
    .join('\n');
}

/** Index of the transaction that makes the first one good within half a minute. */
function madeGoodBy(...log: readonly string[]): number | undefined {
  const trace = readTrace(log.join('\n'));
  return new FindingContext(trace).successBehindOf(trace.transactionAt(0), 30_000)?.index;
}

const FAILED = exchange(0, 'one', 'bob@example.com', '503 Service Unavailable');

describe('what failed was tried again with success', () => {
  it('under the same Call-ID, or between the same addresses', () => {
    assert.equal(madeGoodBy(FAILED, exchange(2, 'one', 'bob@example.com', '200 OK')), 1);
    assert.equal(madeGoodBy(FAILED, exchange(2, 'two', 'bob@example.com', '200 OK')), 1);
  });

  it('not by a request to somebody else, by another failure, before it, or much later', () => {
    assert.equal(madeGoodBy(FAILED, exchange(2, 'two', 'carol@example.com', '200 OK')), undefined);
    assert.equal(madeGoodBy(FAILED, exchange(2, 'two', 'bob@example.com', '503 Busy')), undefined);
    assert.equal(madeGoodBy(FAILED, exchange(90, 'two', 'bob@example.com', '200 OK')), undefined);
    assert.equal(madeGoodBy(FAILED), undefined);
  });
});
