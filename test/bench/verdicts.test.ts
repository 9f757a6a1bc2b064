import assert from 'node:assert/strict';
import { module } from '../support/script';

/** How a value stands to its floor and its goal. */
async function checkVerdict(measure: object, expected: string): Promise<void> {
  const { verdict } = await module('bench/bench');
  assert.equal(verdict(measure), expected);
}

describe('the verdicts of the bench', () => {
  it('on what has to be large', async () => {
    await checkVerdict({ value: 0.2, atLeast: [0.25, 0.4] }, 'FLOOR MISSED');
    await checkVerdict({ value: 0.25, atLeast: [0.25, 0.4] }, 'ok');
    await checkVerdict({ value: 0.4, atLeast: [0.25, 0.4] }, 'goal met');
  });

  it('on what has to be small', async () => {
    await checkVerdict({ value: 6, atMost: [5, 3] }, 'FLOOR MISSED');
    await checkVerdict({ value: 5, atMost: [5, 3] }, 'ok');
    await checkVerdict({ value: 3, atMost: [5, 3] }, 'goal met');
  });

  it('on what has no limit, or was not measured', async () => {
    await checkVerdict({ value: 1 }, '');
    await checkVerdict({ skipped: true }, 'not measured');
  });

  it('on counts: each that differs from the truth is told', async () => {
    const { Bench } = await module('bench/bench');
    const bench = new Bench({ quick: true, rows: undefined });
    const log = { name: 'a.log', truth: { messages: 3, requests: 2, failures: 0 } };
    bench.check(log, { messages: 3, requests: 1, dialogs: 4 });
    assert.deepEqual(bench.wrong, ['a.log: SIP Trace counts 1 requests, 2 are true']);
  });
});
