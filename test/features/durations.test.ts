import assert from 'node:assert/strict';
import { spanText, utcText } from '../../server/src/features/clock';
import { durationText, roughDurationText } from '../../server/src/trace/text/duration';

describe('lengths of time', () => {
  it('are rounded before they are split, so that no minute has 60 seconds', () => {
    const lengths = [0.24, 35, 999.9, 999.96, 1000, 2449, 59_949, 59_951, 65_000, 119_700, 419_600, 3_599_700];
    assert.deepEqual(lengths.map(durationText), [
      '0.2 ms',
      '35 ms',
      '999.9 ms',
      '1 s',
      '1 s',
      '2.4 s',
      '59.9 s',
      '1 min 0 s',
      '1 min 5 s',
      '2 min 0 s',
      '7 min 0 s',
      '60 min 0 s',
    ]);
  });

  it('have no parts of a millisecond in a sentence, and no number that is only noise', () => {
    assert.deepEqual([0.24, 9.9, 10, 304.2, 999.4, 999.6, 2449].map(roughDurationText), [
      'less than 10 ms',
      'less than 10 ms',
      '10 ms',
      '304 ms',
      '999 ms',
      '1 s',
      '2.4 s',
    ]);
  });

  it('are given in two units when they are long', () => {
    assert.deepEqual([3_600_000, 5_400_000, 90_000_000].map(spanText), ['1 h', '1 h 30 min', '1 day 1 h']);
  });
});

describe('times of calendars', () => {
  it('leave midnight out, and what is no time alone', () => {
    assert.deepEqual(['2024-01-31T00:00:00.000Z', '2024-01-31T13:05:00Z', 'unknown'].map(utcText), [
      '2024-01-31 UTC',
      '2024-01-31 13:05:00 UTC',
      'unknown',
    ]);
  });
});
