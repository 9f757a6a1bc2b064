import assert from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Host, startHost, type Workbench } from './support/workbench';

const LOG = `NOTIFY sip:alice@example.com SIP/2.0
Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=1
To: <sip:alice@example.com>;tag=2
Call-ID: 1
CSeq: 1 NOTIFY
Content-Type: application/pidf+xml

<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:bob@example.com">
<tuple id="a"><status><basic>open</basic></status></tuple>
</presence>
`;

describe('bodies that need a library, in a web worker', function () {
  this.timeout(120_000);
  let folder: string;
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sip-trace-decoders-'));
    writeFileSync(path.join(folder, 'a.sip.log'), LOG);
    host = await startHost({ folder });
    workbench = await host.open('a.sip.log');
  });
  after(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true });
  });

  it('are explained like others: an element of XML by its document', async () => {
    await workbench.hoverOver(10, 'basic');
    const text = (await workbench.hover.first().textContent()) ?? '';
    assert.match(text, /<basic> in <presence>/);
  });
});
