import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { checkSound } from '../support/checkSound';

const TRACES = '../shared/traces';
/** Counted by hand and with grep, not with the parser: see the column `howCounted`. */
const COUNTS = 'test/trace/sharedTraceCounts.csv';

interface Row {
  readonly file: string;
  readonly messages: string;
  readonly requests: string;
  readonly responses: string;
  readonly callIds: string;
}

/** Logs that others wrote: nothing throws, and the counts are those of a person. */
describe('shared traces', () => {
  if (!existsSync(TRACES)) {
    it(`not there: ${TRACES} (they are kept outside of the repository)`);
    return;
  }
  const rows: Row[] = parse(readFileSync(COUNTS, 'utf8'), { columns: true });

  it('every file of the formats that are known has been counted', () => {
    const folders = readdirSync(TRACES).filter(
      (name) => name.startsWith('ocs-') || name === 'plain-dump' || name === 'torture-rfc4475',
    );
    const files = folders.flatMap((folder) => readdirSync(`${TRACES}/${folder}`).map((name) => `${folder}/${name}`));
    assert.deepEqual(
      rows.map(({ file }) => file),
      files.sort(),
    );
  });

  for (const { file, ...counted } of rows) {
    it(file, () => {
      const { messages, requests, responses, callIds } = checkSound(readFileSync(`${TRACES}/${file}`, 'utf8')).counts;
      const expected = [counted.messages, counted.requests, counted.responses, counted.callIds].map(Number);
      assert.deepEqual([messages, requests, responses, callIds], expected);
    });
  }
});
