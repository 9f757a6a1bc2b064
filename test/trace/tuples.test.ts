import assert from 'node:assert/strict';
import { Tuples } from '../../server/src/trace/text/tuples';
import { numbers } from '../support/numbers';

describe('tuples of numbers', () => {
  it('are found with what belongs to them, and no others', () => {
    const tuples = new Tuples(2);
    tuples.add(Uint32Array.of(1, 2), 7);
    tuples.add(Uint32Array.of(2, 1), 8);

    assert.deepEqual([tuples.size, tuples.get(Uint32Array.of(1, 2)), tuples.get(Uint32Array.of(2, 1))], [2, 7, 8]);
    assert.equal(tuples.get(Uint32Array.of(1, 1)), -1);
  });

  it('are those of a map, however many are added and taken back', () => {
    const next = numbers(3);
    const tuples = new Tuples(3);
    const expected = new Map<string, number>();
    for (let value = 0; value < 5000; ) {
      const tuple = Uint32Array.from({ length: 3 }, () => next(40));
      const known = expected.get(tuple.join()) ?? -1;
      assert.equal(tuples.get(tuple), known, `${tuple} of ${tuples.size}`);
      if (known === -1) {
        expected.set(tuple.join(), value);
        tuples.add(tuple, value++);
      }
      if (next(500) > 0) continue;
      value -= Math.min(value, next(400));
      tuples.takeBackFrom(value);
      for (const [key, each] of expected) if (each >= value) expected.delete(key);
    }
    for (const [key, value] of expected) assert.equal(tuples.get(Uint32Array.from(key.split(','), Number)), value, key);
    assert.equal(tuples.size, expected.size);
  });
});
