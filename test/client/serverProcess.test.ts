import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { nodeOptions } from '../../client/src/serverProcess';

describe('the process of the server', () => {
  it('compiles on as many threads as there are processors beside the one that reads, on one at least', () => {
    const optionsFor = (processors: number): string[] => nodeOptions(processors, false);
    assert.deepEqual([1, 2, 3, 4].flatMap(optionsFor), [
      '--v8-pool-size=1',
      '--v8-pool-size=1',
      '--v8-pool-size=2',
      '--v8-pool-size=3',
    ]);
    assert.deepEqual([5, 64].flatMap(optionsFor), []);
  });

  it('gets no option in Electron, which has its own threads', () => {
    assert.deepEqual(nodeOptions(2, true), []);
  });

  it('starts with these options', () => {
    assert.equal(
      execFileSync(process.execPath, [...nodeOptions(2, false), '--print', '6 * 7'], { encoding: 'utf8' }),
      '42\n',
    );
  });
});
