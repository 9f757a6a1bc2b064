// `npm run build`: the bundles in dist/. With `--debug` they are readable and have source maps (F5 in VS Code).
import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { browser, bundle, node, program } from './lib/bundle.mjs';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { inRoot } from './lib/root.mjs';
import { core, coreEntry, fromCore } from './lib/sharedCore.mjs';
import { tablesScript } from './lib/tablesAsText.mjs';
import { thirdPartyNotices } from './lib/thirdPartyNotices.mjs';

await ensureInstalled();

const debug = process.argv.includes('--debug');

const bundles = [
  { ...node, entry: 'client/src/node.ts', out: 'dist/client.js', external: ['vscode'] },
  {
    ...browser,
    format: 'cjs',
    entry: 'client/src/web/browser.ts',
    out: 'dist/client.browser.js',
    external: ['vscode'],
  },
  { ...core, plugins: [coreEntry] },
  {
    ...program,
    entry: 'server/src/lsp/main.ts',
    out: 'dist/server.js',
    external: ['./linearPattern.js'],
    plugins: [fromCore],
  },
  // The decoders and the expressions of persons, with their libraries, lie beside the server, so that nothing of them is looked through
  // when it starts. A web worker cannot fetch a file in the middle of an answer; its bundle holds them.
  { ...node, entry: 'server/src/lsp/linearPattern.ts', out: 'dist/linearPattern.js' },
  { ...node, entry: 'server/src/features/decoders/asn1.ts', out: 'dist/asn1.js' },
  { ...node, entry: 'server/src/features/decoders/xml.ts', out: 'dist/xml.js' },
  {
    ...browser,
    format: 'iife',
    entry: 'server/src/lsp/worker/main.ts',
    out: 'dist/server.browser.js',
    plugins: [fromCore],
  },
  { ...program, entry: 'server/src/cli/main.ts', out: 'dist/sip-trace.js' },
];

/** The banner makes programs of these two; the bit, where there is one, lets a shell start them. */
function makeExecutable() {
  for (const { out, banner } of bundles) if (banner) chmodSync(inRoot(out), 0o755);
}

const start = performance.now();
rmSync(inRoot('dist'), { recursive: true, force: true });
const metafiles = await Promise.all(bundles.map((one) => bundle(one, { debug }))).catch(() => {
  // esbuild has printed what is wrong and where.
  process.exit(1);
});
writeFileSync(inRoot('dist/tables.js'), await tablesScript());
writeFileSync(inRoot('dist/ThirdPartyNotices.txt'), thirdPartyNotices(metafiles));
// For the test of the notices.
mkdirSync(inRoot('out'), { recursive: true });
writeFileSync(inRoot('out/bundles.json'), JSON.stringify(metafiles));
makeExecutable();
for (const out of [...bundles.map(({ out }) => out), 'dist/tables.js'])
  console.log(`  ${(statSync(inRoot(out)).size / 1024).toFixed(0).padStart(5)} kB  ${out}`);
console.log(`Bundled in ${Math.round(performance.now() - start)} ms.`);
