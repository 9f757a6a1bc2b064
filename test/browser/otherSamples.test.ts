import assert from 'node:assert';
import { type Host, startHost } from './support/workbench';

describe('the other samples', function () {
  this.timeout(120_000);
  let host: Host;

  before(async () => {
    host = await startHost();
  });
  after(() => host?.stop());

  it('show one problem for the account that does not exist', async () => {
    const workbench = await host.open('2-unknown-user-404.sip.log');
    await workbench.problems.first().waitFor();
    assert.strictEqual(await workbench.problems.count(), 1);
    const problem = await workbench.problems.first().getAttribute('aria-label');
    assert.match(problem ?? '', /^Error: .*404/s);
    assert.match(problem ?? '', /4005/);
    await workbench.close();
  });

  it('show no problem for the sign-in that succeeds', async () => {
    const workbench = await host.open('3-signed-in-200.sip.log');
    await workbench.goToLine(33);
    // The server has read the log when its inlay hints are there.
    await workbench.inlayHint(/REGISTER\s→/).waitFor();
    await workbench.page.waitForTimeout(1000);
    await workbench.noProblems.waitFor();
    assert.strictEqual(await workbench.problems.count(), 0);
    await workbench.close();
  });

  it('open by themselves, the 421 first, where no file is named', async () => {
    const workbench = await host.open('1-enhanced-presence-421.sip.log', { named: false });
    await workbench.problems.first().waitFor();
    await workbench.close();
  });
});
