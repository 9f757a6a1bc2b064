// `npm run test:desktop`: the packaged extension in a VS Code whose extensions run in Node, as on a desktop or over
// Remote. `-- --grep WORDS` runs only the tests whose names hold WORDS.
// Only modules without dependencies are imported above the install.
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { findBrowser } from './lib/findBrowser.mjs';
import { installCodeServer } from './lib/installCodeServer.mjs';
import { bundles, heading, types } from './lib/steps.mjs';

const { grep } = parseArgs({ options: { grep: { type: 'string' } } }).values;

// What the tests have started ends when this process exits, which it would not do properly at a signal.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

await ensureInstalled();
const { mochaSuite } = await import('./lib/mochaSuite.mjs');

const { passed, failed, skipped } = await suite();
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
// Not left to happen by itself: a test that failed may have left a process or a socket open.
process.exit(failed === 0 ? 0 : 1);

async function suite() {
  // In this order, so that all output of both steps stands above the tests.
  const built = [await types(), await bundles()];
  const before = { passed: built.filter(Boolean).length, failed: built.filter((passes) => !passes).length, skipped: 0 };
  if (before.failed > 0) return before;
  heading('Desktop tests (the package in a VS Code with a Node extension host)');
  const obstacle = await whatIsMissing();
  const options = { grep, host: 'desktop' };
  if (obstacle === undefined) return sum(before, await mochaSuite(options));
  if (process.env.CI) {
    console.log(`FAILED: ${obstacle}.`);
    return sum(before, { passed: 0, failed: 1, skipped: 0 });
  }
  const tests = (await mochaSuite({ ...options, dryRun: true })).passed;
  console.log(`Skipped ${tests} desktop tests: ${obstacle}.`);
  return sum(before, { passed: 0, failed: 0, skipped: tests });
}

/** Why the tests can't run on this machine, in plain words. */
async function whatIsMissing() {
  if (findBrowser() === undefined) return 'no Chromium, Chrome or Edge was found (SIP_TRACE_BROWSER can name one)';
  try {
    await installCodeServer();
  } catch (error) {
    return `VS Code with a Node extension host could not be installed: ${error.message}`;
  }
  return undefined;
}

function sum(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
