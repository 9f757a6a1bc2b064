// `node scripts/screenshots.mjs`: takes the pictures of README.md and of the walkthrough anew, from the running
// extension, with the harness and the steps of the browser tests; and those of the high contrast themes, for people to
// look at. Needs a browser; run it when what a picture shows has changed.
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { inRoot } from './lib/root.mjs';
import { smallPng } from './lib/smallPng.mjs';
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
  await readmePictures();
  await walkthroughPictures();
  await highContrastPictures();
} finally {
  await host.stop();
}

async function readmePictures() {
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
  await take(workbench, 'docs/problems');

  await workbench.command('View: Toggle Panel Visibility');
  await workbench.hoverOver(lineOf('ms-diagnostics: 2013'), '2013');
  await take(workbench, 'docs/hover');

  // The summary of a transaction stands at the end of a long line.
  await workbench.command('View: Toggle Word Wrap');
  await workbench.command('Fold All');
  await workbench.goToLine(transactionOf('Start-Line: SIP/2.0 421'));
  await take(workbench, 'docs/folds');
  await workbench.close();
}

/** Details in their own size: a walkthrough shows them some 600 pixels wide. */
async function walkthroughPictures() {
  const workbench = await host.open(sample);
  const { page } = workbench;
  const editor = page.locator('.editor-container').first();
  await workbench.problems.first().waitFor();
  await page.setViewportSize({ width: 860, height: 700 });
  await workbench.command('View: Toggle Minimap');
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  // Its left end: further right stands the link to the specification.
  await workbench.problems.first().click({ position: { x: 60, y: 10 } });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+1');
  await page.keyboard.press('F8');
  await take(workbench, 'walkthrough/problem', page.locator('.part.editor'), { height: 640 });
  await page.keyboard.press('Escape');

  await workbench.command('View: Toggle Panel Visibility');
  await page.setViewportSize({ width: 720, height: 520 });
  await workbench.goToLine(lineOf('Start-Line: SIP/2.0 421'));
  await take(workbench, 'walkthrough/sample', editor);
  await page.setViewportSize({ width: 900, height: 720 });
  await workbench.hoverOver(lineOf('ms-diagnostics: 2013'), '2013');
  await take(workbench, 'walkthrough/hover', editor, { height: 480 });

  await page.setViewportSize({ width: 860, height: 520 });
  await workbench.command('View: Toggle Word Wrap');
  await workbench.command('Fold All');
  await workbench.goToLine(transactionOf('Start-Line: SIP/2.0 421'));
  await take(workbench, 'walkthrough/fold', editor);
  await workbench.close();
}

/** The editor with a problem, a hover and the Problems panel, as people see them who need contrast. */
async function highContrastPictures() {
  const workbench = await host.open(sample);
  const { page } = workbench;
  await workbench.problems.first().waitFor();
  await page.setViewportSize({ width: 1040, height: 600 });
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  for (const [name, theme] of [
    ['dark', 'Dark High Contrast'],
    ['light', 'Light High Contrast'],
  ]) {
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+T');
    await page.locator('.quick-input-widget input[type=text]').fill(theme);
    await page.locator('.quick-input-widget .monaco-list-row').first().click();
    await workbench.hoverOver(lineOf('Start-Line: SIP/2.0 421'), '421');
    await take(workbench, `docs/high-contrast-${name}`);
  }
  await workbench.close();
}

/** Takes the whole window, or one `part` of it, or a `cut` of this part (in pixels from its left edge). */
async function take(workbench, name, part, cut = {}) {
  // Colours and inlay hints arrive a moment after what the steps wait for.
  await workbench.page.waitForTimeout(1500);
  const file = inRoot(`${name}.png`);
  const box = await part?.boundingBox();
  const clip = box && { ...box, ...cut, x: box.x + (cut.x ?? 0) };
  const picture = await workbench.page.screenshot(clip && { clip });
  writeFileSync(file, await withFewColours(workbench.page.context(), picture));
  console.log(`${path.relative(process.cwd(), file)}, ${Math.round(statSync(file).size / 1000)} kB`);
}

/** The browser knows how to read a PNG; an empty page of it does so. */
async function withFewColours(context, picture) {
  const page = await context.newPage();
  const { width, height, rgba } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d');
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    const parts = [];
    for (let i = 0; i < data.length; i += 32_768) parts.push(String.fromCharCode(...data.subarray(i, i + 32_768)));
    return { width: image.width, height: image.height, rgba: btoa(parts.join('')) };
  }, picture.toString('base64'));
  await page.close();
  return smallPng(Buffer.from(rgba, 'base64'), width, height);
}
