import assert from 'node:assert';
import { sampleLines } from '../browser/support/workbench';
import { type Desktop, type DesktopWindow, startDesktop } from './support/desktop';

const lines = sampleLines('1-enhanced-presence-421.sip.log');

for (const trusted of [true, false]) {
  describe(`the packaged extension in ${trusted ? 'a trusted workspace' : 'Restricted Mode'}`, function () {
    this.timeout(180_000);
    let desktop: Desktop;
    let window: DesktopWindow;

    before(async () => {
      // A name that says nothing: the log is recognised by what it holds.
      desktop = await startDesktop({ 'sign-in.log': lines.join('\r\n') }, { trusted });
      window = await desktop.open();
      await window.openFile('sign-in.log');
    });
    after(() => desktop?.stop());

    it(trusted ? 'is not restricted' : 'is restricted', async () => {
      const status = window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' });
      if (!trusted) await status.waitFor();
      assert.strictEqual(await status.count(), trusted ? 0 : 1);
    });

    it('finds why the sign-in failed, and nothing else', async () => {
      await window.problems.first().waitFor();
      assert.strictEqual(await window.problems.count(), 1);
      assert.match((await window.problems.first().getAttribute('aria-label')) ?? '', /^Error: .*421/s);
      await window.problems.first().dblclick();
      const statusLine = lineOf('Start-Line: SIP/2.0 421');
      await window.eventually(async () => (await window.cursorLine()) === statusLine, `not at line ${statusLine}`);
    });

    it('explains the ms-diagnostics id under the mouse', async () => {
      await window.hoverOver(lineOf('ms-diagnostics: 2013'), '2013');
      assert.match((await window.hover.first().textContent()) ?? '', /msrtc-event-categories/);
    });

    it('folds a transaction from its request to the end of its response', async () => {
      const first = recordBefore('Start-Line: REGISTER');
      const last = endAfter('Start-Line: SIP/2.0 401');
      await window.goToLine(first);
      await window.command('Fold');
      const hidden = async () => (await window.visibleLines()).filter((line) => line > first && line <= last);
      await window.eventually(async () => (await hidden()).length === 0, `lines ${first + 1} to ${last} are in view`);
      assert.ok((await window.visibleLines()).includes(last + 1));
    });
  });
}

/** Number of the first line that begins with `text`. */
function lineOf(text: string): number {
  return lines.findIndex((line) => line.startsWith(text)) + 1;
}

/** First line of the record that holds the first line with `text`. */
function recordBefore(text: string): number {
  return lines.slice(0, lineOf(text)).findLastIndex((line) => line.endsWith('$$begin_record')) + 1;
}

/** Last line of the record that holds the first line with `text`. */
function endAfter(text: string): number {
  return lines.findIndex((line, index) => index >= lineOf(text) && line.startsWith('$$end_record')) + 1;
}
