// `npm run check`: types, lint, and whether the grammar is what its source gives.
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { grammar, lint, types } from './lib/steps.mjs';

await ensureInstalled();
const typesPass = await types();
const lintPasses = await lint();
const grammarPasses = await grammar();
process.exitCode = typesPass && lintPasses && grammarPasses ? 0 : 1;
