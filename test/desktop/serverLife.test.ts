import assert from 'node:assert';
import { availableParallelism } from 'node:os';
import { nodeOptions } from '../../client/src/serverProcess';
import { sampleLines } from '../browser/support/workbench';
import { type Desktop, type DesktopWindow, startDesktop } from './support/desktop';

const lines = sampleLines('1-enhanced-presence-421.sip.log');
const diagnosticsLine = lines.findIndex((line) => line.startsWith('ms-diagnostics: 2013')) + 1;
/** No more than the explorer shows without being scrolled. */
const copies = Array.from({ length: 15 }, (_, index) => `copy-${index + 1}.sip.log`);

describe('the server process', function () {
  this.timeout(180_000);
  let desktop: Desktop;
  let window: DesktopWindow;

  before(async () => {
    const log = lines.join('\r\n');
    desktop = await startDesktop(Object.fromEntries(['sign-in.sip.log', ...copies].map((name) => [name, log])));
    window = await desktop.open();
    await window.openFile('sign-in.sip.log');
    await window.problems.first().waitFor();
  });
  after(() => desktop?.stop());

  it('has the options of Node that suit the machine', () => {
    const command = desktop.serverCommand() ?? assert.fail('there is no server');
    // What is tested here runs in Node, as over Remote.
    const options = nodeOptions(availableParallelism(), false);
    assert.deepEqual(command.match(/--v8-pool-size=\d+/g) ?? [], options);
  });

  it('is started again when it dies, has the documents again, and the person is told once', async () => {
    await killServer();
    await window.notifications.first().waitFor();
    assert.match((await window.notifications.first().textContent()) ?? '', /stopped unexpectedly/);
    assert.strictEqual(await window.notifications.count(), 1);
    await readsOn(1);

    await window.command('Notifications: Clear All Notifications');
    await killServer();
    await readsOn(2);
    assert.strictEqual(await window.notifications.count(), 0);
  });

  it('lives on when many documents are opened and closed', async () => {
    const before = desktop.serverProcess();
    // A click shows a file in place of the one before it, which is closed.
    for (const name of [...copies, ...copies, ...copies]) {
      await window.file(name).click();
      await window.tab(name).waitFor();
    }
    await window.closeEditors();
    await window.noProblems.waitFor();
    assert.strictEqual(desktop.serverProcess(), before);
    await window.openFile('copy-1.sip.log');
    await window.problems.first().waitFor();
    assert.strictEqual(desktop.serverProcess(), before);
  });

  /** Ends the server as a crash would, and waits for the next one. */
  async function killServer(): Promise<void> {
    const before = desktop.serverProcess() ?? assert.fail('there is no server');
    process.kill(before, 'SIGKILL');
    const isNew = async () => ![undefined, before].includes(desktop.serverProcess());
    await window.eventually(isNew, 'the server was not started again');
  }

  /** A new line above all others moves the problem: the server knows the text as it is now. */
  async function readsOn(added: number): Promise<void> {
    await window.goToLine(1);
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Enter');
    const place = `[Ln ${lines.findIndex((line) => line.startsWith('Start-Line: SIP/2.0 421')) + 1 + added}, `;
    await window.problems.filter({ hasText: place }).waitFor();
    await window.hoverOver(diagnosticsLine + added, '2013');
    assert.strictEqual(await window.problems.count(), 1);
  }
});
