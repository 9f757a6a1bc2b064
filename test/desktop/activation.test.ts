import assert from 'node:assert';
import { sampleLines } from '../browser/support/workbench';
import { type Desktop, type DesktopWindow, startDesktop } from './support/desktop';

/** In ms. Far above what is printed: a busy machine is no fault of the extension. */
const SLOWEST = { activation: 3000, cold: 20_000, warm: 10_000 };

describe('the activation of the packaged extension', function () {
  this.timeout(180_000);
  let desktop: Desktop;
  let window: DesktopWindow;

  before(async () => {
    const log = sampleLines('1-enhanced-presence-421.sip.log').join('\r\n');
    desktop = await startDesktop({ 'notes.md': '# No log\n', 'deploy.sh': 'exit 0\n', 'sign-in.log': log });
    window = await desktop.open();
    await window.eventually(
      async () => desktop.extensionHosts()[0]?.hasStarted === true,
      'VS Code does not end its start',
    );
    // At its very first start VS Code reads its own settings before it knows any language, and calls them plain text.
    await window.reload();
  });
  after(() => desktop?.stop());

  it('does not happen at start-up, nor for files that are no logs', async () => {
    await window.openFile('notes.md');
    await window.openFile('deploy.sh');
    await window.eventually(async () => host()?.hasStarted === true, 'VS Code does not end its start');
    await window.page.waitForTimeout(2000);
    assert.deepStrictEqual(host()?.activations, []);
    assert.strictEqual(desktop.serverProcess(), undefined);
  });

  it('happens when a log is opened, which shows its first problem soon', async () => {
    const cold = await timeToProblem();
    assert.deepStrictEqual(host()?.activations, ['onLanguage:log']);
    await window.command('View: Close Editor');
    await window.problems.first().waitFor({ state: 'detached' });
    const warm = await timeToProblem();
    console.log(`      first problem of the 421 sample: ${cold} ms cold, ${warm} ms warm`);
    assert.ok(cold < SLOWEST.cold && warm < SLOWEST.warm);
  });

  it('takes little of the time of the extension host', async () => {
    await window.command('Developer: Show Running Extensions');
    const list = window.page.locator('.runtime-extensions-editor .monaco-list');
    const row = list.locator('.monaco-list-row', { hasText: 'SIP Trace' });
    // The slowest come first, and only those in view are there.
    await list.hover();
    const isThere = async () => {
      if ((await row.count()) > 0) return true;
      await window.page.mouse.wheel(0, 100);
      return false;
    };
    await window.eventually(isThere, 'the list of running extensions lacks SIP Trace');
    const text = (await row.locator('.activation-time').textContent()) ?? '';
    const time = Number(/^Activation: (\d+)ms$/.exec(text)?.[1]);
    console.log(`      activation, cold, in the extension host: ${time} ms`);
    assert.ok(time < SLOWEST.activation, text);
  });

  /** The extension host of the window as it was loaded the second time. */
  const host = () => desktop.extensionHosts()[1];

  /** From the double click on the file to the problem in the panel, in ms. */
  async function timeToProblem(): Promise<number> {
    const start = performance.now();
    await window.file('sign-in.log').dblclick();
    await window.problems.first().waitFor();
    return Math.round(performance.now() - start);
  }
});
