import assert from 'node:assert/strict';
import { Restarts } from '../../client/src/restarts';

describe('a server that stops by itself', () => {
  const SECOND = 1000;

  it('is started again five times within three minutes', () => {
    const restarts = new Restarts();
    const allowed = [0, 1, 2, 3, 4, 5, 6].map((stop) => restarts.allowed(stop * SECOND));
    assert.deepEqual(allowed, [true, true, true, true, true, false, false]);
  });

  it('is always started again when it stops now and then', () => {
    const restarts = new Restarts();
    const allowed = Array.from({ length: 20 }, (_, stop) => restarts.allowed(stop * 40 * SECOND));
    assert.ok(allowed.every(Boolean), String(allowed));
  });
});
