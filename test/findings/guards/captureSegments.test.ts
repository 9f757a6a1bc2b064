import assert from 'node:assert/strict';
import { CaptureSegments } from '../../../server/src/trace/findings/guards/captureSegments';
import { readTrace } from '../../../server/src/trace/trace';
import { message, record } from '../../support/logs';

const HEADERS = `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS`;
const START = 'OPTIONS sip:bob@example.com SIP/2.0';

/** How long the log goes on behind each of its messages, which stand at these seconds. */
function rests(...seconds: readonly number[]): (number | undefined)[] {
  const trace = readTrace(seconds.map((at) => record({ at, start: START, headers: HEADERS })).join('\n'));
  const segments = new CaptureSegments(trace);
  return trace.messages.map((one) => segments.restBehind(one));
}

describe('guard edge-end: how long a log goes on behind a message', () => {
  it('to the latest time of the log', () => {
    assert.deepEqual(rests(0, 5, 40), [40_000, 35_000, 0]);
  });

  it('also where threads write a little out of order', () => {
    assert.deepEqual(rests(0, 12, 10), [12_000, 0, 2_000]);
  });

  it('to the end of the capture, where another one was joined to it', () => {
    assert.deepEqual(rests(3600, 3605, 100, 150), [5_000, 0, 50_000, 0]);
    assert.deepEqual(rests(0, 5, 86_400, 86_500), [5_000, 0, 100_000, 0]);
  });

  describe('to the hole in a log that is written to all the time', () => {
    const DENSE = Array.from({ length: 21 }, (_, index) => index * 2);
    const last = (...seconds: readonly number[]): number | undefined => rests(...DENSE, ...seconds)[DENSE.length - 1];

    it('where it was stopped, a part is missing, or the clock was set forward', () => {
      assert.equal(last(40 + 600, 40 + 605), 0);
      assert.equal(last(40 + 3600, 40 + 3605), 0);
      assert.equal(last(70, 70 + 600, 70 + 605), 30_000);
    });

    it('a second one as well as the first', () => {
      assert.deepEqual(rests(...DENSE, 640, 650, 1300, 1310).slice(DENSE.length - 1), [0, 10_000, 0, 10_000, 0]);
    });

    it('is no hole when the log was silent for nearly as long before, or says too little', () => {
      assert.equal(last(40 + 65, 40 + 65 + 600), 665_000);
      assert.equal(rests(0, 1, 2, 3, 603)[3], 600_000);
      assert.equal(last(40 + 70), 70_000);
      const burst = DENSE.map((at) => at / 2);
      assert.equal(rests(...burst, 20 + 600)[burst.length - 1], 600_000);
    });
  });

  it('unknown in a log without times', () => {
    const trace = readTrace(message({ start: START, headers: HEADERS }));
    assert.deepEqual(new CaptureSegments(trace).restBehind(trace.messageAt(0)), undefined);
  });
});
