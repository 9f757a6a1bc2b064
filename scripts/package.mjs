// `npm run package`: sip-trace-VERSION.vsix, which `code --install-extension` or "Install from VSIX…" takes.
import { readFileSync, rmSync, statSync } from 'node:fs';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { inRoot } from './lib/root.mjs';
import { bundles } from './lib/steps.mjs';
import { makeVsix } from './lib/vsix.mjs';

await ensureInstalled();
if (!(await bundles())) process.exit(1);

const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const name = `sip-trace-${version}.vsix`;
rmSync(inRoot(name), { force: true });
await makeVsix(inRoot(name));
console.log(`\n${name}: ${(statSync(inRoot(name)).size / 1024).toFixed(0)} kB`);
