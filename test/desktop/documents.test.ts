import assert from 'node:assert';
import { sampleLines } from '../browser/support/workbench';
import { type Desktop, type DesktopWindow, startDesktop } from './support/desktop';

const lines = sampleLines('1-enhanced-presence-421.sip.log');
const statusLine = lines.findIndex((line) => line.startsWith('Start-Line: SIP/2.0 421')) + 1;

describe('one log', function () {
  this.timeout(180_000);
  let desktop: Desktop;
  let window: DesktopWindow;

  beforeEach(async () => {
    desktop = await startDesktop({ 'sign-in.log': lines.join('\r\n') });
    window = await desktop.open();
    await window.openFile('sign-in.log');
    await window.problems.first().waitFor();
  });
  afterEach(() => desktop?.stop());

  it('in two editors has its problem once, as long as one of them is open', async () => {
    await window.command('View: Split Editor');
    await window.page.locator('.editor-group-container').nth(1).locator('.view-line').first().waitFor();
    await window.page.keyboard.press('Enter');
    await window.problems.filter({ hasText: `[Ln ${statusLine + 1}, ` }).waitFor();
    assert.strictEqual(await window.problems.count(), 1);

    await window.command('View: Close Editor');
    await window.goToLine(1);
    await window.page.keyboard.press('Enter');
    await window.problems.filter({ hasText: `[Ln ${statusLine + 2}, ` }).waitFor();
    assert.strictEqual(await window.problems.count(), 1);
  });

  it('keeps its problem when the file gets another name', async () => {
    await window.file('sign-in.log').click();
    await window.page.keyboard.press('F2');
    const box = window.page.locator('.explorer-folders-view input[type=text]');
    await box.fill('alice.log');
    await box.press('Enter');
    await window.tab('alice.log').waitFor();
    await window.page.locator('.markers-panel [aria-level="1"]', { hasText: 'alice.log' }).waitFor();
    await window.problems.filter({ hasText: `[Ln ${statusLine}, ` }).waitFor();
    assert.strictEqual(await window.problems.count(), 1);
  });

  it('loses its problem when it is read in a wrong encoding, and gets it back with the right one', async () => {
    await reopenWithEncoding('UTF-16 LE');
    await window.noProblems.waitFor();
    await reopenWithEncoding('UTF-8');
    await window.problems.filter({ hasText: `[Ln ${statusLine}, ` }).waitFor();
    assert.strictEqual(await window.problems.count(), 1);
  });

  async function reopenWithEncoding(encoding: string): Promise<void> {
    await window.page.locator('#status\\.editor\\.encoding').click();
    for (const choice of ['Reopen with Encoding', encoding]) {
      const palette = window.page.locator('.quick-input-widget');
      await palette.locator('input[type=text]').fill(choice);
      await palette.locator('.monaco-list-row').filter({ hasText: choice }).first().click();
    }
  }
});
