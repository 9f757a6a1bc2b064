import assert from 'node:assert';
import { type Host, startHost, type Workbench } from './support/workbench';

describe('a server that stops by itself', function () {
  this.timeout(120_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost();
    workbench = await host.open('1-enhanced-presence-421.sip.log');
    await workbench.problems.first().waitFor();
  });
  after(() => host?.stop());

  /** The web workers that extensions have started; the only one here is our server. */
  const servers = () => workbench.page.workers().filter((worker) => worker.url().startsWith('blob:'));

  /** Makes the server fail as a bug would, and waits until it has gone. */
  const crash = async () => {
    const [server] = servers();
    assert.ok(server !== undefined && servers().length === 1, `${servers().length} servers`);
    const gone = new Promise((resolve) => server.once('close', resolve));
    await server.evaluate(() => {
      setTimeout(() => {
        throw new Error('made by a test');
      });
    });
    await gone;
  };
  const isBack = async () => {
    await workbench.eventually(async () => servers().length === 1, 'there is no new server');
    await workbench.eventually(
      async () => (await workbench.status.textContent())?.includes('33 messages') === true,
      'the log has not been read again',
    );
    await workbench.problems.first().waitFor();
  };

  it('is started again, gets the open log, and the person is told', async () => {
    await crash();
    await workbench.notification('stopped unexpectedly and has been started again').waitFor();
    await isBack();
  });

  it('is started again without another word, up to five times', async () => {
    for (let stop = 2; stop <= 5; stop++) {
      await crash();
      await isBack();
    }
    assert.strictEqual(await workbench.notification('SIP Trace').count(), 1);
  });

  it('is given up when that does not help, and the person is told the way out', async () => {
    await crash();
    const notice = workbench.notification('stopped several times within three minutes and was not started again');
    await notice.waitFor();
    await workbench.noProblems.waitFor();
    assert.match((await workbench.status.textContent()) ?? '', /SIP: not running/);
    await notice.getByText('Restart Server').click();
    await isBack();
  });

  it('is replaced by the command Restart Server', async () => {
    const [before] = servers();
    await workbench.command('SIP Trace: Restart Server');
    await workbench.eventually(async () => servers().length === 1 && servers()[0] !== before, 'the old one is left');
    await isBack();
  });

  it('leaves what happened in the log', async () => {
    await workbench.command('SIP Trace: Show Server Log');
    const log = workbench.page.locator('.output-view-container .view-lines, .output-view .view-lines').first();
    await workbench.eventually(
      async () => /made\sby\sa\stest/.test((await log.textContent()) ?? ''),
      'the log does not say what happened',
    );
  });
});
