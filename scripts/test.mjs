// `npm test`: everything that must hold. `npm test -- --grep WORDS` runs only the mocha tests whose names hold WORDS.
// Only modules without dependencies are imported above the install.
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { findBrowser } from './lib/findBrowser.mjs';
import { bundles, grammar, heading, lint, types } from './lib/steps.mjs';

const { grep } = parseArgs({ options: { grep: { type: 'string' } } }).values;

await ensureInstalled();
const { mochaSuite } = await import('./lib/mochaSuite.mjs');
const { grammarSuites } = await import('./lib/grammarSuites.mjs');

const total = { passed: 0, failed: 0, skipped: 0 };

/** Adds what a step (true or false) or a suite (counts) came to; gives whether nothing failed. */
function count(result) {
  const counts = typeof result === 'boolean' ? { passed: Number(result), failed: Number(!result) } : result;
  for (const [kind, number] of Object.entries(counts)) total[kind] += number;
  return counts.failed === 0;
}

const compiled = count(await types());
if (grep === undefined) {
  count(await lint());
  count(await grammar());
}
// The tests run what these two write.
if (compiled && count(await bundles())) {
  heading('Unit and protocol tests (mocha)');
  count(await mochaSuite({ grep }));
  if (grep === undefined) count(await grammarSuites());
  heading('Browser tests (VS Code in a browser)');
  count(await browserSuite());
} else {
  console.log('\nThe tests were not run, for want of the above.');
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
// Not left to happen by itself: a test that failed may have left a process or a socket open.
process.exit(total.failed === 0 ? 0 : 1);

async function browserSuite() {
  if (findBrowser() !== undefined) return mochaSuite({ grep, host: 'browser' });
  const reason = 'no Chromium, Chrome or Edge was found (SIP_TRACE_BROWSER can name one)';
  if (process.env.CI) {
    console.log(`FAILED: ${reason}.`);
    return { failed: 1 };
  }
  const { passed } = await mochaSuite({ grep, host: 'browser', dryRun: true });
  console.log(`Skipped ${passed} browser tests: ${reason}.`);
  return { failed: 0, skipped: passed };
}
