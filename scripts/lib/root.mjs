import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, wherever a script is started from. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Absolute path of a file of the project, named with forward slashes. */
export const inRoot = (name) => path.join(root, ...name.split('/'));
