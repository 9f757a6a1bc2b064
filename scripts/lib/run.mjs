import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './root.mjs';

/** Runs a program in the project folder, its output shown as it comes; resolves to its exit code. */
export function run(command, args) {
  return start(command, args, 'inherit').code;
}

/** Runs the program that `packageName` brings under the name `bin`, with this Node and without a shell. */
export function runBin(packageName, bin, args) {
  return run(process.execPath, [binPath(packageName, bin), ...args]);
}

/** As `runBin`, and gives what was printed as well as showing it. */
export async function runBinAndRead(packageName, bin, args) {
  const { child, code } = start(process.execPath, [binPath(packageName, bin), ...args], ['ignore', 'pipe', 'inherit']);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  return { code: await code, output };
}

function start(command, args, stdio) {
  const child = spawn(command, args, { cwd: root, stdio });
  const code = new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} can't be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
  return { child, code };
}

/** The file that `packageName` brings under the name `bin`. */
export function binPath(packageName, bin) {
  const folder = inRoot(`node_modules/${packageName}`);
  const { bin: bins } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bins === 'string' ? bins : bins[bin]);
}
