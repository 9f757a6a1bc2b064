import { bundle, node } from '../scripts/lib/bundle.mjs';

/** Bundles what is measured, with the options of the bundles in dist/: what a person runs is what is measured. */
export async function prepare() {
  const bundles = {
    'bench/subjects/sipTrace.mjs': 'out/bench/sipTrace.js',
    'bench/subjects/count.mjs': 'out/bench/count.js',
    'bench/subjects/documents.mjs': 'out/bench/documents.js',
    'bench/subjects/bareServer.mjs': 'out/bench/bareServer.js',
    'server/src/lsp/main.ts': 'out/bench/server.js',
    'server/src/cli/main.ts': 'out/bench/commandLine.js',
  };
  await Promise.all(Object.entries(bundles).map(([entry, out]) => bundle({ ...node, entry, out })));
}
