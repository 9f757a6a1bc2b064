// `npm run check`: types and lint.
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { lint, types } from './lib/steps.mjs';

await ensureInstalled();
const typesPass = await types();
const lintPasses = await lint();
process.exitCode = typesPass && lintPasses ? 0 : 1;
