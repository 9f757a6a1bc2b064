// `node scripts/icon.mjs`: draws icons/sip-trace.png, which the Marketplace shows, from icons/sip-trace.svg.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findBrowser } from './lib/findBrowser.mjs';
import { inRoot } from './lib/root.mjs';

const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
  const drawing = readFileSync(inRoot('icons/sip-trace.svg'), 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  await page.screenshot({ path: inRoot('icons/sip-trace.png'), omitBackground: true });
} finally {
  await browser.close();
}
