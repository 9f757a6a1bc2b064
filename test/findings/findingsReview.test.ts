import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { module } from '../support/script';

interface Row {
  readonly file: string;
  readonly told: string;
  readonly read: string;
}

/** What `docs/findings-review.md` says of each log, held against what is told of it. */
describe('the review of findings', () => {
  let rows: readonly Row[] = [];
  let now: ReadonlyMap<string, string> = new Map();
  let hasShared = false;

  before(async function () {
    this.timeout(60_000);
    const review = await module('scripts/findingsReview');
    rows = review.reviewRows();
    now = review.toldNow();
    hasShared = review.hasShared();
  });

  it('is the page that node scripts/findingsReview.mjs writes', async () => {
    const { reviewPage } = await module('scripts/findingsReview');
    assert.equal(readFileSync('docs/findings-review.md', 'utf8'), reviewPage(rows));
  });

  const check = (isOurs: (file: string) => boolean): void => {
    const reviewed = rows.filter(({ file }) => isOurs(file)).map(({ file, told }) => `${file}: ${told}`);
    const told = [...now].filter(([file]) => isOurs(file)).map(([file, words]) => `${file}: ${words}`);
    assert.deepEqual(told, reviewed, 'node scripts/findingsReview.mjs --write, then read the findings that changed');
  };

  it('says what is told of the logs of the project', () => check((file) => !file.startsWith('shared/')));

  it('says what is told of the logs of others', function () {
    if (!hasShared) {
      console.log('      not compared: ../shared/traces is kept outside of the repository, and not there');
      this.skip();
    }
    check((file) => file.startsWith('shared/'));
  });
});
