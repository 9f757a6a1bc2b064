// `node scripts/screenshots.mjs`: takes the pictures of README.md, of docs/hovers.md and of the walkthrough anew, from
// the running extension, with the harness and the steps of the browser tests; and those of the high contrast themes, for
// people to look at. `… hovers` takes some only; the names are the keys of `albums`. Needs a browser; run it when what a
// picture shows has changed.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
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

const albums = {
  readme: () => withWorkbench(sample, readmePictures),
  walkthrough: () => withWorkbench(sample, walkthroughPictures),
  contrast: () => withWorkbench(sample, highContrastPictures),
  hovers: hoverPictures,
};
/** Hovers take a quarter of the window at most, and scroll: a tall one shows the whole of them. */
const TALL = { width: 1040, height: 2400 };

/** Name of the picture, line, and the first words under the cursor. */
const HOVERS_OF_SAMPLE = [
  ['status-code', 638, '421'],
  ['ms-diagnostics', 234, '2013'],
  ['request-uri', 467, 'user5'],
  ['ntlm', 218, 'TlRMTVNT'],
  ['time', 226, '10:15:02.297'],
];
const HOVERS_OF_ALL = [
  ['media', 78, 'audio'],
  ['candidate', 82, 'candidate'],
  ['availability', 125, '15500'],
  ['via', 182, '192.168.1.5'],
  ['reason', 188, 'cause=34'],
];

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(albums);
const unknown = wanted.filter((name) => !(name in albums));
if (unknown.length > 0) {
  console.error(`No such pictures: ${unknown.join(', ')}. There are: ${Object.keys(albums).join(', ')}.`);
  process.exit(2);
}

for (const name of wanted) await albums[name]();

/** Opens a file of `folder` in a window of its own, and closes both when the pictures are taken. */
async function withWorkbench(file, takePictures, folder = 'samples') {
  const host = await startHost({ folder: inRoot(folder) });
  try {
    const workbench = await host.open(file);
    await takePictures(workbench);
    await workbench.close();
  } finally {
    await host.stop();
  }
}

async function readmePictures(workbench) {
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
  await workbench.page.setViewportSize(TALL);
  await workbench.showHoverAt(lineOf('ms-diagnostics: 2013'), 'ms-diagnostics: 2'.length);
  await takeHover(workbench, 'docs/hover', { whole: true });
  await workbench.page.setViewportSize({ width: 1040, height: 600 });

  // The summary of a transaction stands at the end of a long line.
  await workbench.command('View: Toggle Word Wrap');
  await workbench.command('Fold All');
  await workbench.goToLine(transactionOf('Start-Line: SIP/2.0 421'));
  await take(workbench, 'docs/folds');
}

/** Details in their own size: a walkthrough shows them some 600 pixels wide. */
async function walkthroughPictures(workbench) {
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
}

/** The editor with a problem, a hover and the Problems panel, as people see them who need contrast. */
async function highContrastPictures(workbench) {
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
}

/** Ten hovers for docs/hovers.md, which says what they are. */
async function hoverPictures() {
  await withWorkbench(
    'hovers.sip.log',
    (workbench) => takeHovers(workbench, 'docs/hovers.sip.log', HOVERS_OF_ALL),
    'docs',
  );
  await withWorkbench(sample, (workbench) => takeHovers(workbench, `samples/${sample}`, HOVERS_OF_SAMPLE));
}

async function takeHovers(workbench, log, places) {
  const lines = readFileSync(inRoot(log), 'utf8').split(/\r?\n/);
  await workbench.page.setViewportSize({ ...TALL, width: 900 });
  await workbench.command('View: Toggle Panel Visibility');
  await workbench.command('View: Toggle Minimap');
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  await workbench.command('View: Toggle Word Wrap');
  for (const [name, line, words] of places) {
    const column = lines[line - 1].indexOf(words) + 1;
    if (column === 0) throw new Error(`${log}:${line} has no ${words}`);
    await workbench.showHoverAt(line, column);
    await takeHover(workbench, `docs/hovers/${name}`);
  }
}

/** Takes the hover and the line that it is about; `whole` the lines beside it, too, as wide as the window. */
async function takeHover(workbench, name, { whole } = { whole: false }) {
  const { page } = workbench;
  await page.waitForTimeout(1500);
  const hover = await workbench.hover.first().boundingBox();
  const line = await page.locator('.editor-container .cursor').first().boundingBox();
  const lines = await page.locator('.editor-container .view-lines').first().boundingBox();
  // The frame of the hover, and the descenders of the line.
  const margin = 2;
  const editor = await page.locator('.editor-container').first().boundingBox();
  const x = whole ? editor.x : lines.x - margin;
  const y = Math.min(hover.y, line.y) - margin - (whole ? 2 * line.height : 0);
  const right = whole ? page.viewportSize().width : hover.x + hover.width + margin;
  const bottom = Math.max(hover.y + hover.height, line.y + line.height) + margin + (whole ? 5 * line.height : 0);
  const clip = { x, y, width: right - x, height: bottom - y };
  await write(workbench, name, await page.screenshot({ clip }));
}

/** Takes the whole window, or one `part` of it, or a `cut` of this part (in pixels from its left edge). */
async function take(workbench, name, part, cut = {}) {
  // Colours and inlay hints arrive a moment after what the steps wait for.
  await workbench.page.waitForTimeout(1500);
  const box = await part?.boundingBox();
  const clip = box && { ...box, ...cut, x: box.x + (cut.x ?? 0) };
  await write(workbench, name, await workbench.page.screenshot(clip && { clip }));
}

async function write(workbench, name, picture) {
  const file = inRoot(`${name}.png`);
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
