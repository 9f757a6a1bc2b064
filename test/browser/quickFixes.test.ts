import { type Host, sampleLines, startHost, type Workbench } from './support/workbench';

// Bob cannot sign in: see samples/README.md.
const sample = '2-unknown-user-404.sip.log';
const line = sampleLines(sample).findIndex((text) => text.startsWith('Start-Line: SIP/2.0 404')) + 1;

describe('the quick fixes of a problem', function () {
  this.timeout(120_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost();
    workbench = await host.open(sample);
    await workbench.problems.first().waitFor();
  });
  after(() => host?.stop());

  it('go to the request that failed', async () => {
    await workbench.goToLine(line);
    await workbench.quickFix('Go to the Request');
    await workbench.eventually(async () => (await workbench.cursorLine()) < line, `still at line ${line}`);
  });

  it('explain the rule on a page of its own', async () => {
    await workbench.goToLine(line);
    await workbench.quickFix('Explain ms-user-not-found-4005');
    const page = workbench.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await page.getByText('ms-user-not-found-4005: The pool does not know the user (finding)').waitFor();
    await workbench.page.keyboard.press('Control+W');
  });

  it('turn the rule off: the problem goes, and the status bar counts no failure', async () => {
    await workbench.goToLine(line);
    await workbench.quickFix('Set Severity of ms-user-not-found-4005');
    await workbench.choose('Not shown');
    await workbench.choose('Everywhere');
    await workbench.noProblems.waitFor();
    await workbench.status.filter({ hasText: 'no failures' }).waitFor();
  });
});
