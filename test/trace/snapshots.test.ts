import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readTrace } from '../../server/src/trace/trace';
import { dump } from '../support/dump';

const FOLDER = 'test/traces';
const { UPDATE_SNAPSHOTS } = process.env;

/** The parse of each log in test/traces is kept in a `.snap` beside it. */
describe('snapshots', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.log'))) {
    it(name, () => {
      const snapshot = `${FOLDER}/${name.replace(/\.log$/, '.snap')}`;
      const found = dump(readTrace(readFileSync(`${FOLDER}/${name}`, 'utf8')));
      if (UPDATE_SNAPSHOTS === '1') writeFileSync(snapshot, found);
      assert.ok(existsSync(snapshot), `no ${snapshot}: run the tests with UPDATE_SNAPSHOTS=1 and read what it holds`);
      assert.equal(readFileSync(snapshot, 'utf8').replaceAll('\r\n', '\n'), found, 'UPDATE_SNAPSHOTS=1 writes it anew');
    });
  }
});
