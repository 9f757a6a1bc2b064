import assert from 'node:assert';
import { sampleLines } from '../browser/support/workbench';
import { type Desktop, type DesktopWindow, startDesktop } from './support/desktop';

const LOG = `[sbc] RX udp 192.0.2.1:5060
OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS

`;

const SETTINGS = { 'sipTrace.formats': [{ name: 'my-sbc', head: String.raw`\[sbc\] (?<incoming>RX)` }] };

describe('formats that a workspace describes, in Restricted Mode', function () {
  this.timeout(180_000);
  let desktop: Desktop;
  let window: DesktopWindow;

  before(async () => {
    const files = {
      'a.sip.log': LOG,
      'sign-in.log': sampleLines('1-enhanced-presence-421.sip.log').join('\n'),
      '.vscode/settings.json': JSON.stringify({
        ...SETTINGS,
        'sipTrace.findings.ms-enhanced-presence-required': 'warning',
      }),
    };
    desktop = await startDesktop(files, { trusted: false });
    window = await desktop.open();
    await window.openFile('a.sip.log');
  });
  after(() => desktop?.stop());

  const told = () => window.notification('SIP Trace ignores them in Restricted Mode');

  it('are told of once', async () => {
    await told().waitFor();
    await window.reload();
    // A window that is reloaded soon after it was opened may come back without its editor.
    await window.openFile('a.sip.log');
    await window.status.waitFor();
    await window.page.waitForTimeout(1000);
    assert.strictEqual(await told().count(), 0);
  });

  it('are ignored', async () => {
    await window.command('SIP Trace: Test Format on Selection');
    const page = window.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await page.getByText('1 message read: 1 by plain').waitFor();
    await page.getByText('describes no format of your own').waitFor();
  });

  it('are the only setting that is: what it says of problems is used', async () => {
    await window.openFile('sign-in.log');
    const refused = window.problems.filter({ hasText: 'ms-enhanced-presence-required' });
    await refused.waitFor();
    assert.match((await refused.getAttribute('aria-label')) ?? '', /^Warning: .*421/s);
  });
});

describe('the message about formats in Restricted Mode', function () {
  this.timeout(180_000);
  let desktop: Desktop;

  after(() => desktop?.stop());

  it('leads to workspace trust', async () => {
    const files = { 'a.sip.log': LOG, '.vscode/settings.json': JSON.stringify(SETTINGS) };
    desktop = await startDesktop(files, { trusted: false });
    const window = await desktop.open();
    await window.openFile('a.sip.log');
    const message = window.notification('SIP Trace ignores them in Restricted Mode');
    await message.locator('.monaco-button', { hasText: 'Manage Workspace Trust' }).click();
    await window.page.locator('.workspace-trust-editor').waitFor();
  });
});
