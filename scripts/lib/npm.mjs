import { existsSync } from 'node:fs';
import path from 'node:path';

/** The words that start npm with this Node: no shell, which Windows would need for `npm.cmd`. */
export function npmCommand() {
  const besideNode = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    path.join(besideNode, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(besideNode, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((file) => file && path.basename(file).startsWith('npm-cli.') && existsSync(file));
  return script === undefined ? ['npm'] : [process.execPath, script];
}
