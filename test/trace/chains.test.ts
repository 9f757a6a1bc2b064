import assert from 'node:assert/strict';
import { Chains } from '../../server/src/trace/text/chains';

/** The numbers of rows: -1 for a row that is not asked for. */
const NUMBERS = [3, 0, 3, -1, 7, 0, 3];

describe('rows that share a number', () => {
  it('are found in their order', () => {
    const chains = Chains.of(NUMBERS.length, (row) => NUMBERS[row] ?? -1);
    assert.deepEqual(
      [0, 3, 7, 1, 100, -1].map((number) => chains.of(number)),
      [[1, 5], [0, 2, 6], [4], [], [], []],
    );
    assert.deepEqual(chains.of(3, 2), [0, 2]);
    assert.deepEqual([chains.firstOf(3), chains.nextOf(0), chains.nextOf(2), chains.nextOf(6)], [0, 2, 6, -1]);
    assert.deepEqual([chains.firstOf(1), chains.nextOf(3)], [-1, -1]);
  });

  it('are the same as if the last ones had never been there, whatever comes in their place', () => {
    const others = [7, 3, -1, 0, 9];
    for (let count = 0; count <= NUMBERS.length; count++) {
      const chains = Chains.of(NUMBERS.length, (row) => NUMBERS[row] ?? -1);
      chains.truncate(count);
      for (const number of others) chains.add(number);
      const now = [...NUMBERS.slice(0, count), ...others];
      for (const number of [0, 1, 3, 7, 9]) {
        const rows = [...now.keys()].filter((row) => now[row] === number);
        assert.deepEqual(chains.of(number), rows, `${number} with ${count} rows kept`);
      }
    }
  });
});
