// `npm start`: VS Code for the Web with the extension and samples/, at http://localhost:3000 or the next free port.
// Only modules without dependencies are imported above the install.
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { freePort } from './lib/freePort.mjs';
import { openInBrowser } from './lib/openInBrowser.mjs';
import { inRoot } from './lib/root.mjs';
import { bundles } from './lib/steps.mjs';
import { serveVscodeWeb } from './lib/vscodeWeb.mjs';

await ensureInstalled();
if (!(await bundles())) process.exit(1);

const { address, stop } = await serveVscodeWeb({ port: await freePort(3000), folder: inRoot('samples') });
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    stop();
    console.log('\nStopped.');
    process.exit();
  });
}
const opened = !process.argv.includes('--no-open') && (await openInBrowser(address));
console.log(`\nVS Code with SIP Trace and the samples: ${address}`);
console.log(`${opened ? 'Your browser should show it now.' : 'Open this address in a browser.'} Ctrl+C stops it.`);
