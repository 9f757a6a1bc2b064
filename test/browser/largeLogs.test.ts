import assert from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Host, sampleLines, startHost } from './support/workbench';

const MB = 1024 * 1024;

describe('logs that are too large for VS Code', function () {
  this.timeout(180_000);
  let folder: string;
  let host: Host;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sip-trace-large-'));
    const sample = sampleLines('1-enhanced-presence-421.sip.log').join('\r\n');
    writeFileSync(path.join(folder, 'notes.md'), 'Logs.\n');
    writeFileSync(path.join(folder, 'long.sip.log'), sample + '\n'.repeat(300_000));
    writeFileSync(path.join(folder, 'large.log'), Buffer.alloc(51 * MB, 'x\n'));
    host = await startHost({ folder });
  });
  after(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are told of in the status bar above 50 MB, with the way out', async () => {
    const workbench = await host.open('notes.md');
    await workbench.openFromExplorer('large.log');
    // VS Code for the Web asks first.
    await workbench.page.getByText('Open Anyway').click();
    await workbench.eventually(async () => (await workbench.status.count()) === 1, 'the status bar says nothing');
    assert.match((await workbench.status.textContent()) ?? '', /SIP: not available above 50 MB/);
    assert.match((await workbench.status.getAttribute('aria-label')) ?? '', /this one has 51 MB\. Split it /);
    await workbench.openFromExplorer('notes.md');
    await workbench.status.waitFor({ state: 'detached' });
    await workbench.close();
  });

  it('have problems but no colours above 300,000 lines, and the status bar says why', async () => {
    const workbench = await host.open('long.sip.log');
    await workbench.problems.first().waitFor();
    await workbench.eventually(
      async () => /33 messages, 1 failure \(no colours\)/.test((await workbench.status.textContent()) ?? ''),
      'the status bar does not tell of colours',
    );
    assert.match((await workbench.status.getAttribute('aria-label')) ?? '', /turn off the setting/);
    await workbench.close();
  });
});
