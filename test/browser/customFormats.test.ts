import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Host, startHost, type Workbench } from './support/workbench';

const LOG = `some words
03:04:05.678 [sbc] RX udp 192.0.2.1:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
CSeq: 1 OPTIONS

-- end --
`;

const SETTINGS = {
  'sipTrace.formats': [
    { name: 'broken', head: '(?=RX)' },
    {
      name: 'my-sbc',
      head: String.raw`\[sbc\] (?:(?<incoming>RX)|(?<outgoing>TX)) (?<transport>\w+) (?<remote>\S+)`,
      end: '^-- end --$',
    },
  ],
};

describe('formats of a person', function () {
  this.timeout(120_000);
  let folder: string;
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sip-trace-formats-'));
    mkdirSync(path.join(folder, '.vscode'));
    writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(SETTINGS));
    writeFileSync(path.join(folder, 'a.sip.log'), LOG);
    host = await startHost({ folder });
    workbench = await host.open('a.sip.log');
  });
  after(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true });
  });

  it('are told of when something is wrong with them', async () => {
    await workbench
      .notification('SIP Trace does not use a format of the setting "sipTrace.formats". Format 1 ("broken")')
      .waitFor();
  });

  it('are tested on the open log', async () => {
    await workbench.command('SIP Trace: Test Format on Selection');
    await workbench.page.locator('.tab.active', { hasText: 'Preview Test of formats' }).waitFor();
    const page = workbench.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await page.getByText('Formats tested on a.sip.log, lines 1 to 7').waitFor();
    await page.getByText('→ message on line 3').waitFor();
    await page.getByText('end mark on line 7').waitFor();
  });
});
