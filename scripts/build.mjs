// `npm run build`: the bundles in dist/. With `--debug` they are readable and have source maps (F5 in VS Code).
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { inRoot, root } from './lib/root.mjs';
import { thirdPartyNotices } from './lib/thirdPartyNotices.mjs';

await ensureInstalled();
const { build } = await import('esbuild');

const debug = process.argv.includes('--debug');

const node = { platform: 'node', format: 'cjs', target: 'node20' };
// VS Code 1.91, the oldest that takes the extension, is built on Chromium 122.
const browser = { platform: 'browser', target: 'chrome122' };
const program = { ...node, banner: { js: '#!/usr/bin/env node' } };

const bundles = [
  { ...node, entry: 'client/src/node.ts', out: 'dist/client.js', external: ['vscode'] },
  {
    ...browser,
    format: 'cjs',
    entry: 'client/src/web/browser.ts',
    out: 'dist/client.browser.js',
    external: ['vscode'],
  },
  // The decoders with their libraries lie beside it, so that nothing of them is looked through when it starts. A web worker
  // cannot fetch a file in the middle of an answer; its bundle holds them.
  { ...program, entry: 'server/src/lsp/main.ts', out: 'dist/server.js', external: ['./asn1', './xml'] },
  { ...node, entry: 'server/src/features/decoders/asn1.ts', out: 'dist/asn1.js' },
  { ...node, entry: 'server/src/features/decoders/xml.ts', out: 'dist/xml.js' },
  { ...browser, format: 'iife', entry: 'server/src/lsp/worker/main.ts', out: 'dist/server.browser.js' },
  { ...program, entry: 'server/src/cli/main.ts', out: 'dist/sip-trace.js' },
];

/**
 * Rows as one string that is read when the table is first asked for: an engine looks through all of a program's code when
 * it starts, but not into its strings. Column by column, which is shorter, also when compressed. For every table that
 * scripts/tables.mjs writes.
 */
const tablesAsText = {
  name: 'tables-as-text',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^rows-of-columns$/ }, () => ({ path: 'rows-of-columns', namespace: 'tables' }));
    onLoad({ filter: /./, namespace: 'tables' }, () => ({ contents: `export ${rowsOfColumns}` }));
    onLoad({ filter: /[\\/]trace[\\/]tables[\\/]\w+\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const [, name, literal] = /^export const (\w+) = .* => (\[\n[\s\S]*\n\]);\n$/m.exec(source) ?? [];
      if (!source.startsWith('// Generated ')) return undefined;
      if (literal === undefined) throw new Error(`${path} does not look as scripts/tables.mjs writes it`);
      const rows = new Function(`return ${literal}`)();
      const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      const text = JSON.stringify([keys, ...keys.map((key) => rows.map((row) => row[key] ?? null))]);
      const contents =
        `import { rowsOfColumns } from 'rows-of-columns';\n` +
        `export const ${name} = () => rowsOfColumns(${JSON.stringify(text)});\n`;
      return { contents, loader: 'js' };
    });
  },
};

/** Goes into the bundles: the rows of a text that `tablesAsText` makes. Where a row has no value, there is no property. */
function rowsOfColumns(text) {
  const [keys, ...columns] = JSON.parse(text);
  return columns[0].map((_, row) => {
    const filled = keys.map((key, at) => [key, columns[at][row]]).filter(([, value]) => value !== null);
    return Object.fromEntries(filled);
  });
}

/** Writes a bundle and gives what esbuild knows of its parts. */
async function bundle({ entry, out, ...options }) {
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    minify: !debug,
    sourcemap: debug ? 'linked' : false,
    // Packages that ship both: the ES module, of which unused parts can be left out.
    mainFields: options.platform === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
    // Every licence stands whole in the notices.
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    plugins: [tablesAsText],
  });
  return metafile;
}

/** The banner makes programs of these two; the bit, where there is one, lets a shell start them. */
function makeExecutable() {
  for (const { out, banner } of bundles) if (banner) chmodSync(inRoot(out), 0o755);
}

const start = performance.now();
rmSync(inRoot('dist'), { recursive: true, force: true });
const metafiles = await Promise.all(bundles.map(bundle)).catch(() => {
  // esbuild has printed what is wrong and where.
  process.exit(1);
});
writeFileSync(inRoot('dist/ThirdPartyNotices.txt'), thirdPartyNotices(metafiles));
// For the test of the notices.
mkdirSync(inRoot('out'), { recursive: true });
writeFileSync(inRoot('out/bundles.json'), JSON.stringify(metafiles));
makeExecutable();
for (const { out } of bundles)
  console.log(`  ${(statSync(inRoot(out)).size / 1024).toFixed(0).padStart(5)} kB  ${out}`);
console.log(`Bundled in ${Math.round(performance.now() - start)} ms.`);
