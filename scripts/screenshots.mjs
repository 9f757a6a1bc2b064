// `node scripts/screenshots.mjs`: takes the pictures of README.md anew, from the running extension, with the harness
// and the steps of the browser tests. Needs a browser; run it when what a picture shows has changed.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { inRoot } from './lib/root.mjs';
import { bundles, types } from './lib/steps.mjs';

await ensureInstalled();
if (!(await types()) || !(await bundles())) process.exit(1);

const harness = pathToFileURL(inRoot('out/test/browser/support/workbench.js')).href;
const { sampleLines, startHost } = (await import(harness)).default;
const sample = '1-enhanced-presence-421.sip.log';
const lineOf = (text) => sampleLines(sample).findIndex((line) => line.startsWith(text)) + 1;

const host = await startHost();
try {
  const workbench = await host.open(sample);
  await workbench.problems.first().waitFor();

  // Half of a picture's bytes, and nothing to read.
  await workbench.command('View: Toggle Minimap');
  await workbench.problems.first().dblclick();
  await take(workbench, 'problems');

  await workbench.command('View: Toggle Primary Side Bar Visibility');
  await workbench.command('View: Toggle Panel Visibility');
  await workbench.hoverOver(lineOf('ms-diagnostics: 2013'), '2013');
  await take(workbench, 'hover');

  // The summary of a transaction stands at the end of a long line.
  await workbench.command('View: Toggle Word Wrap');
  await workbench.command('Fold All');
  await workbench.goToLine(lineOf('Start-Line: INVITE'));
  await take(workbench, 'folds');
} finally {
  await host.stop();
}

async function take(workbench, name) {
  // Colours and inlay hints arrive a moment after what the steps wait for.
  await workbench.page.waitForTimeout(1500);
  const file = inRoot(`docs/${name}.png`);
  await workbench.page.screenshot({ path: file });
  console.log(path.relative(process.cwd(), file));
}
