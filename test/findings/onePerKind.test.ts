import assert from 'node:assert/strict';
import { type Kept, OnePerKind } from '../../server/src/trace/findings/onePerKind';

const found = (start: number, more = 0): Kept => ({
  code: 'not-found',
  severity: 'warning',
  span: { start, end: start + 1 },
  message: 'Nobody has this number.',
  related: [],
  about: 0,
  msDiagnostics: undefined,
  more,
  rule: 0,
  href: 'https://www.rfc-editor.org/rfc/rfc3261',
});

const add = (all: OnePerKind, finding: Kept, kind: string | undefined): void => all.add(finding, kind, () => finding);

describe('findings of one kind', () => {
  it('become the first of them, which tells of the others', () => {
    const all = new OnePerKind();
    add(all, found(1), '7000');
    add(all, found(2), '7001');
    add(all, found(3), '7000');
    add(all, found(4, 2), '7000');
    assert.deepEqual(
      all.findings().map(({ span, message, more, related }) => [span.start, message, more, related]),
      [
        [
          1,
          'Nobody has this number. 2 more like this in the log.',
          4,
          [
            { span: { start: 3, end: 4 }, message: 'The same again' },
            { span: { start: 4, end: 5 }, message: 'The same again' },
          ],
        ],
        [2, 'Nobody has this number.', 0, []],
      ],
    );
  });

  it('stand alone when they name none', () => {
    const all = new OnePerKind();
    add(all, found(1), undefined);
    add(all, found(2), undefined);
    assert.deepEqual(
      all.findings().map(({ span, more }) => [span.start, more]),
      [
        [1, 0],
        [2, 0],
      ],
    );
  });

  it('list the first twenty of very many', () => {
    const all = new OnePerKind();
    for (let start = 0; start < 100; start++) add(all, found(start), 'one');
    const [finding] = all.findings();
    assert.equal(finding?.more, 99);
    assert.equal(finding?.related.length, 20);
    assert.deepEqual(finding?.related.at(-1), {
      span: { start: 20, end: 21 },
      message: 'The same again, and 79 more behind it',
    });
  });
});
