import path from 'node:path';
import { isExecutable } from './isExecutable.mjs';

/** Path of the program that starts desktop VS Code; `undefined` when there is no `code` on the PATH. */
export function findCode() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute);
  // On Windows `code` is a script, which only a shell can start; the program lies one folder above.
  const program = process.platform === 'win32' ? path.join('..', 'Code.exe') : 'code';
  return folders.map((folder) => path.join(folder, program)).find(isExecutable);
}
