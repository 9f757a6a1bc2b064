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

/** First line of the record before the one that holds `text`: where a request stands that is answered at once. */
const transactionOf = (text) => {
  const records = sampleLines(sample).flatMap((line, index) => (line.endsWith('$$begin_record') ? [index + 1] : []));
  return records.filter((line) => line < lineOf(text)).at(-2);
};

const host = await startHost();
try {
  const workbench = await host.open(sample);
  await workbench.problems.first().waitFor();

  // Wide enough for a start-line, small enough to be read where a page shows it at two thirds of its size.
  await workbench.page.setViewportSize({ width: 1040, height: 600 });
  await workbench.command('View: Toggle Minimap');
  await workbench.command('View: Toggle Primary Side Bar Visibility');

  await workbench.problems.first().dblclick();
  // Opens the steps of the handshake under the finding.
  await workbench.problems.first().click();
  await workbench.page.keyboard.press('ArrowRight');
  await take(workbench, 'problems');

  await workbench.command('View: Toggle Panel Visibility');
  await workbench.hoverOver(lineOf('ms-diagnostics: 2013'), '2013');
  await take(workbench, 'hover');

  // The summary of a transaction stands at the end of a long line.
  await workbench.page.setViewportSize({ width: 1720, height: 560 });
  await workbench.command('Fold All');
  await workbench.goToLine(transactionOf('Start-Line: SIP/2.0 421'));
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
