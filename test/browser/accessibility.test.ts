import assert from 'node:assert';
import { type Host, sampleLines, startHost, type Workbench } from './support/workbench';

const sample = '1-enhanced-presence-421.sip.log';
const lines = sampleLines(sample);
const statusLine = lines.findIndex((line) => line.startsWith('Start-Line: SIP/2.0 421')) + 1;

describe('with the keyboard alone', function () {
  this.timeout(120_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost();
    workbench = await host.open(sample);
    await workbench.problems.first().waitFor();
  });
  after(() => host?.stop());

  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => workbench.page.keyboard.press(key)), Promise.resolve());
  const isAt = (line: number) =>
    workbench.eventually(async () => (await workbench.cursorLine()) === line, `the cursor is not at line ${line}`);

  it('a person goes from the Problems panel to the line', async () => {
    // The first makes sure that the panel has the focus; when it has, the command would close it.
    await press('Control+1');
    await press('Control+Shift+M');
    const row = () => workbench.page.locator('.markers-panel .monaco-list-row.focused[aria-level="2"]');
    await workbench.eventually(async () => {
      if ((await row().count()) > 0) return true;
      await press('ArrowDown');
      return false;
    }, 'no problem has the focus');
    // The severity is a word, the shape of an icon and the line under the text, not only a colour.
    assert.match((await row().getAttribute('aria-label')) ?? '', /^Error: /);
    await press('Enter');
    await isAt(statusLine);
  });

  it('and from line to line with F8', async () => {
    await press('Control+1', 'Control+Home', 'F8');
    await isAt(statusLine);
    await press('Escape');
  });

  it('and reads the hover', async () => {
    await press('Control+K', 'Control+I');
    await workbench.hover.first().waitFor();
    assert.match((await workbench.hover.first().textContent()) ?? '', /alice@contoso\.com cannot sign in/);
    await press('Escape');
  });

  it('and folds and unfolds the message', async () => {
    await press('Control+Shift+BracketLeft');
    const isHidden = async () => !(await workbench.visibleLines()).includes(statusLine + 1);
    await workbench.eventually(isHidden, 'the message is not folded');
    await press('Control+Shift+BracketRight');
    await workbench.eventually(async () => !(await isHidden()), 'the message stays folded');
  });

  it('and hears the summary of a transaction', async () => {
    const hint = lines.slice(0, statusLine).findLastIndex((line) => line.startsWith('Start-Line: REGISTER'));
    const first = lines.slice(0, hint).findLastIndex((line) => line.endsWith('$$begin_record')) + 1;
    await workbench.goToLine(first);
    await workbench.inlayHint(/REGISTER\s→\s421/).waitFor();
    await workbench.command('Read Line With Inline Hints');
    // VS Code puts the line into an element for screen readers, which gets the focus.
    const spoken = () => workbench.page.evaluate(() => document.activeElement?.textContent ?? '');
    await workbench.eventually(
      async () => (await spoken()).endsWith('REGISTER → 421 Extension required · 2 messages · 35 ms'),
      'the summary is not read out',
    );
  });
});
