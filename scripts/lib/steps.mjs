import { inRoot } from './root.mjs';
import { run, runBin } from './run.mjs';

/** `biome ci` colours each character of its output on its own, which a log file shows as noise. */
const colours = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`;

/** The steps that only pass or fail. Each resolves to whether it passed, its complaints printed by the tool itself. */
export const types = () => step('Types (tsc -b)', () => runBin('typescript', 'tsc', ['-b']));
export const lint = () => step('Lint (biome ci)', () => runBin('@biomejs/biome', 'biome', ['ci', colours, '.']));
export const grammar = () =>
  step('Grammar (syntaxes/source)', () => run(process.execPath, [inRoot('scripts/grammar.mjs'), '--check']));
export const bundles = () => step('Bundles (esbuild)', () => run(process.execPath, [inRoot('scripts/build.mjs')]));

/** Prints a heading, so that a reader finds where one tool's output ends and the next one's begins. */
export function heading(title) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(3, 76 - title.length))}`);
}

async function step(title, work) {
  heading(title);
  const passed = (await work()) === 0;
  console.log(passed ? 'passed' : `FAILED: ${title}`);
  return passed;
}
