import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { packageReadme } from './packageReadme.mjs';
import { inRoot, root } from './root.mjs';
import { binPath } from './run.mjs';

/**
 * Packs what .vscodeignore lets in, as it lies there, into the extension package `file` (an absolute path).
 * The bundles must have been built; they hold the code of every dependency.
 */
export async function makeVsix(file) {
  mkdirSync(inRoot('out'), { recursive: true });
  const readme = 'out/README.md';
  writeFileSync(inRoot(readme), packageReadme(readFileSync(inRoot('README.md'), 'utf8')));
  await vsce([
    'package',
    '--readme-path',
    readme,
    '--no-dependencies',
    '--allow-missing-repository',
    // There is no public address that the links of the README could be made to lead to.
    '--no-rewrite-relative-links',
    '--out',
    file,
  ]);
}

/** Runs @vscode/vsce; what it prints is shown only when it fails. */
async function vsce(args) {
  try {
    await promisify(execFile)(process.execPath, [binPath('@vscode/vsce', 'vsce'), ...args], { cwd: root });
  } catch ({ stdout, stderr }) {
    throw new Error(`vsce ${args[0]} failed.\n${stdout}${stderr}`);
  }
}
