// `npm run start:desktop`: desktop VS Code with the extension and a sample trace.
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { findCode } from './lib/findCode.mjs';
import { inRoot, root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { bundles } from './lib/steps.mjs';

const code = findCode();
if (code === undefined) {
  console.log(
    'Desktop VS Code was not found: no program "code" is on the PATH.\n\n' +
      '  · VS Code is installed: run "Shell Command: Install \'code\' command in PATH" from its command palette (macOS),\n' +
      '    or install it again with "Add to PATH" (Windows), and open a new terminal.\n' +
      '  · VS Code is not installed: install it, or use "npm start", which needs only a browser.\n' +
      '  · To install the extension for good: "npm run package", then "Extensions: Install from VSIX…" in VS Code.',
  );
  process.exit(1);
}

await ensureInstalled();
if (!(await bundles())) process.exit(1);
console.log('\nVS Code opens with a sample trace; Problems says why its sign-in failed.');
const sample = inRoot('samples/1-enhanced-presence-421.sip.log');
process.exitCode = await run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, inRoot('samples'), sample]);
