import assert from 'node:assert/strict';
import { LeftAlone } from '../../client/src/detection/leftAlone';
import { isOfPerson } from '../../client/src/detection/ownSchemes';

describe('files whose language a person has chosen', () => {
  /** What VS Code keeps, with the bare list in it. */
  const memory = () => {
    const values = new Map<string, unknown>();
    return {
      values,
      get: <T>(key: string) => values.get(key) as T | undefined,
      update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
    };
  };

  it('are remembered over restarts, and forgotten when asked', () => {
    const kept = memory();
    const before = new LeftAlone(kept);
    assert.ok(!before.has('file:///a.log'));
    before.add('file:///a.log');
    const after = new LeftAlone(kept);
    assert.ok(after.has('file:///a.log'));
    assert.ok(!after.has('file:///b.log'));
    after.remove('file:///a.log');
    assert.ok(!after.has('file:///a.log'));
  });

  it('are 500 at most, the last ones', () => {
    const kept = memory();
    const leftAlone = new LeftAlone(kept);
    for (let index = 0; index < 501; index++) leftAlone.add(`file:///${index}.log`);
    // Chosen again, so no longer the oldest.
    leftAlone.add('file:///1.log');
    leftAlone.add('file:///new.log');
    assert.deepEqual(
      ['0', '1', '2', '3', '500', 'new'].map((name) => leftAlone.has(`file:///${name}.log`)),
      [false, true, false, true, true, true],
    );
    assert.equal([...kept.values.values()].flat().length, 500);
  });
});

describe('documents that are looked at', () => {
  const files = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'memfs', 'ssh', 'vsls', 'tmp'];
  for (const scheme of files) it(scheme, () => assert.ok(isOfPerson(scheme)));

  const own = ['output', 'git', 'debug', 'comment', 'search-editor', 'walkThrough', 'inmemory', 'private', 'vscode'];
  const settings = ['vscode-scm', 'vscode-settings', 'vscode-userdata', 'vscode-terminal', 'vscode-notebook-cell'];
  for (const scheme of [...own, ...settings]) it(`not ${scheme}`, () => assert.ok(!isOfPerson(scheme)));
});
