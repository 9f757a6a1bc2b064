/**
 * `node scripts/grammar.mjs` writes syntaxes/sip-trace.tmLanguage.json from syntaxes/source.
 * With `--check` it writes nothing, and exits 1 when the written file is not what the source gives.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { grammar } from '../syntaxes/source/grammar.mjs';
import { inRoot } from './lib/root.mjs';

const FILE = 'syntaxes/sip-trace.tmLanguage.json';
const made = `${JSON.stringify(grammar(), undefined, 2)}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(inRoot(FILE), made);
} else if (made !== (await readFile(inRoot(FILE), 'utf8'))) {
  console.error(`${FILE} is not what syntaxes/source gives: run \`node scripts/grammar.mjs\`.`);
  process.exitCode = 1;
}
