import { readdirSync, readFileSync } from 'node:fs';
import Mocha from 'mocha';
import { inRoot } from './root.mjs';

/**
 * Runs the compiled mocha tests: those of test/browser, or all others.
 *
 * @param {{ browser: boolean, grep?: string, dryRun?: boolean }} options a dry run only counts, and prints nothing
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function mochaSuite({ browser, grep, dryRun = false }) {
  const settings = JSON.parse(readFileSync(inRoot('.mocharc.json'), 'utf8'));
  const reporter = dryRun ? class Silent {} : browser ? 'spec' : 'dot';
  const mocha = new Mocha({ ...settings, dryRun, reporter, ...(grep === undefined ? {} : { fgrep: grep }) });
  for (const file of compiledTests().filter((name) => name.startsWith('browser/') === browser)) {
    mocha.addFile(inRoot(`out/test/${file}`));
  }
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes, failures, pending } = runner.stats;
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
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
