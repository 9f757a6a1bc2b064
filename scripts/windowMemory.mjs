/**
 * Part of `npm run tables`: writes server/src/trace/text/windowMemoryCode.ts from windowMemory.wat beside it. With `--check` it writes nothing
 * and exits 1 when the written file is not what the source gives.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';
import { inRoot } from './lib/root.mjs';

const source = inRoot('server/src/trace/text/windowMemory.wat');
export const target = inRoot('server/src/trace/text/windowMemoryCode.ts');

/** The module as TypeScript. */
export async function windowMemoryCode() {
  const { parseWat } = await wabt();
  const module = parseWat('windowMemory.wat', readFileSync(source, 'utf8'), { simd: true });
  const { buffer } = module.toBinary({});
  module.destroy();
  const lines = Buffer.from(buffer)
    .toString('hex')
    .match(/.{1,128}/g);
  return [
    '// Written by `npm run tables` from windowMemory.wat.',
    '',
    '/** The octets of the WebAssembly module, in hexadecimal digits. */',
    'export const CODE =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(target, await windowMemoryCode());
}
