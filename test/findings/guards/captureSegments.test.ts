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

  it('unknown in a log without times', () => {
    const trace = readTrace(message({ start: START, headers: HEADERS }));
    assert.deepEqual(new CaptureSegments(trace).restBehind(trace.messageAt(0)), undefined);
  });
});
