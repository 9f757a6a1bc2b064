import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';
import { Client, SIGNATURE } from '../support/client';
import { connectionRecord } from '../support/logs';

/** A signed request under a Call-ID of its own; with an answer unless it is left without one. */
function sends(
  count: number,
  at: number,
  more: { isAnswered?: boolean; opaque?: string; callId?: string } = {},
): string {
  const { isAnswered = true, opaque = '2657C383', callId = `c${at}` } = more;
  const client = new Client({ callId });
  const signature = SIGNATURE.replace(/cnum="\d+"/, `cnum="${count}"`).replace('2657C383', opaque);
  return [
    client.request('SERVICE', 1, signature, { at }),
    ...(isAnswered ? [client.answerTo('SERVICE', 1, '200 OK', '', { at: at + 0.1 })] : []),
  ].join('\n');
}

const LOST = { isAnswered: false };

/** What is told of counters in a log that goes on for long. */
const told = (...parts: readonly string[]): string[] =>
  findings(readTrace([...parts, connectionRecord(3600)].join('\n')))
    .filter(({ code }) => code === 'ms-snum-gap')
    .map(
      ({ severity, message, related }) =>
        `${severity}: ${/from \d+ to \d+/.exec(message)?.[0]}, ${related[0]?.message}`,
    );

describe('finding ms-snum-gap', () => {
  it('a counter that goes back, and no answer', () => {
    assert.deepEqual(told(sends(9, 1), sends(5, 3, LOST)), ['hint: from 9 to 5, cnum 9']);
  });
  it('one that was used before', () => {
    assert.deepEqual(told(sends(8, 1), sends(9, 2), sends(8, 2.1, LOST)), ['hint: from 8 to 8, cnum 8']);
  });
  it('one that jumps ahead by more than the window', () => {
    assert.deepEqual(told(sends(9, 1), sends(266, 2, LOST)), ['hint: from 9 to 266, cnum 9']);
  });
  it('stands beside what is told of the silence', () => {
    const text = [sends(9, 1), sends(5, 3, LOST), connectionRecord(3600)].join('\n');
    assert.deepEqual(
      findings(readTrace(text)).map(({ code }) => code),
      ['no-response', 'ms-snum-gap'],
    );
  });

  describe('is silent', () => {
    it('when the request is answered', () => assert.deepEqual(told(sends(9, 1), sends(5, 3)), []));
    it('about the next counter, and one within the window', () => {
      assert.deepEqual(told(sends(9, 1), sends(10, 3, LOST)), []);
      assert.deepEqual(told(sends(9, 1), sends(265, 3, LOST)), []);
    });
    it('about another association', () => {
      assert.deepEqual(told(sends(9, 1, { opaque: 'ACDC1234' }), sends(5, 3, LOST)), []);
    });
    it('when the two may have been logged in another order', () => {
      assert.deepEqual(told(sends(9, 1), sends(8, 1.2, LOST)), []);
    });
    it('about the same request on another leg (multi-leg)', () => {
      const [first = ''] = sends(9, 1, LOST).split('\n\n');
      assert.deepEqual(told(first, first.replace('192.0.2.1:1331\nFrom', '192.0.2.8:5061\nFrom')), []);
    });
    it('when the log may have been taken up again in between', () => {
      assert.deepEqual(told(sends(9, 1), sends(5, 300, LOST)), []);
    });
    it('when the log ends too early (edge-end)', () => {
      const text = [sends(9, 1), sends(5, 3, LOST)].join('\n');
      assert.deepEqual(findings(readTrace(text)), []);
    });
  });
});
