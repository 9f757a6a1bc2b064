import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The project folder, seen from out/test/support. */
export const root = path.resolve(__dirname, '..', '..', '..');

/** A module of scripts/lib. */
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript without declarations
export function script(name: string): Promise<any> {
  return module(`scripts/lib/${name}`);
}

/** A module named from the project folder. Those are not compiled, so they lie elsewhere than beside a test's output. */
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript without declarations
export function module(name: string): Promise<any> {
  return import(pathToFileURL(path.join(root, ...`${name}.mjs`.split('/'))).href);
}
