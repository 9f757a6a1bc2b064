import { copyFileSync } from 'node:fs';
import { bundle, node } from '../scripts/lib/bundle.mjs';
import { inRoot } from '../scripts/lib/root.mjs';
import { run } from '../scripts/lib/run.mjs';

/** The bundles in dist/, and what else is measured, bundled in the same way: what a person runs is what is measured. */
export async function prepare() {
  const status = await run(process.execPath, [inRoot('scripts/build.mjs')]);
  if (status !== 0) process.exit(status);
  const subjects = ['sipTrace', 'count', 'documents', 'bareServer', 'hostileCalls', 'serverProcess'];
  await Promise.all(
    subjects.map((name) => bundle({ ...node, entry: `bench/subjects/${name}.mjs`, out: `out/bench/${name}.js` })),
  );
  copyFileSync(inRoot('dist/tables.js'), inRoot('out/bench/tables.js'));
}
