import { readdirSync, readFileSync } from 'node:fs';
import Mocha from 'mocha';
import { inRoot } from './root.mjs';

/** Folders of test/ whose tests look at a whole VS Code: suites of their own. */
const hosts = ['browser', 'desktop'];

/**
 * Runs the compiled mocha tests: those of one host, or those that need none.
 *
 * @param {{ host?: 'browser' | 'desktop', grep?: string, dryRun?: boolean }} options a dry run only counts, and prints
 *   nothing
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function mochaSuite({ host, grep, dryRun = false }) {
  const settings = JSON.parse(readFileSync(inRoot('.mocharc.json'), 'utf8'));
  const reporter = dryRun ? class Silent {} : host === undefined ? 'dot' : 'spec';
  // A whole VS Code on a busy machine may be too slow for one wait: such a test gets a second try, and the output says so.
  const retries = host === undefined ? 0 : 1;
  const mocha = new Mocha({ ...settings, dryRun, reporter, retries, ...(grep === undefined ? {} : { fgrep: grep }) });
  const hostOf = (name) => hosts.find((folder) => name.startsWith(`${folder}/`));
  for (const file of compiledTests().filter((name) => hostOf(name) === host)) {
    mocha.addFile(inRoot(`out/test/${file}`));
  }
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes, failures, pending } = runner.stats;
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
    runner.on('retry', (test, error) => console.log(`    tried again: ${test.fullTitle()}: ${error.message}`));
  });
}

/** Listed from the sources: out/ may still hold a test whose source is gone. */
function compiledTests() {
  return readdirSync(inRoot('test'), { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, '.js'))
    .sort();
}
