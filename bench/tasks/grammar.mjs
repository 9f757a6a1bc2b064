import { closeSync, openSync, readSync } from 'node:fs';
import { grammarSpeeds, loadGrammars, NO_RULES, slowestLine } from '../../scripts/lib/textmate.mjs';

/** Speed of our grammar against the built-in log grammar on the beginning of `file`; the slowest line without a file. */
export default async function grammar({ file }) {
  if (file === undefined) return slowestLine((await loadGrammars(NO_RULES))['text.sip-trace']);
  const octets = Buffer.alloc(2_000_000);
  const from = openSync(file);
  const length = readSync(from, octets);
  closeSync(from);
  return grammarSpeeds(octets.toString('utf8', 0, length));
}
