import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './root.mjs';

/**
 * The extension has two servers, one for Node and one for browsers, that differ in how they are connected only. What both have,
 * `trace` and `features`, lies once in the package: in `dist/core.js`, which is a module in Node and a script in a worker.
 */
const LSP = 'server/src/lsp';
const CORE = 'server/src/';
const GLOBAL = 'sipTraceCore';

/** Options of the bundle of the core. */
export const core = {
  platform: 'browser',
  format: 'iife',
  globalName: GLOBAL,
  target: ['node20', 'chrome122'],
  footer: { js: `if (typeof module === 'object') module.exports = ${GLOBAL};` },
  entry: 'core',
  out: 'dist/core.js',
};

/** For the bundle of the core: its entry, and the decoders, which are files in Node and held by the server in a worker. */
export const coreEntry = {
  name: 'core-entry',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^core$/ }, () => ({ path: 'core', namespace: 'core-entry' }));
    onLoad({ filter: /./, namespace: 'core-entry' }, () => ({
      contents: entrySource(),
      resolveDir: root,
      loader: 'js',
    }));
    onResolve({ filter: /^\.\/(asn1|xml)$/ }, ({ path: name, namespace }) =>
      namespace === 'decoder' ? { path: name, external: true } : { path: name, namespace: 'decoder' },
    );
    onLoad({ filter: /./, namespace: 'decoder' }, ({ path: file }) => {
      const name = file.slice(2);
      const contents = `module.exports = typeof sipTraceDecoders === 'object' ? sipTraceDecoders.${name}() : require('${file}');`;
      return { contents, loader: 'js' };
    });
  },
};

/** For the bundles of the servers: what they take from the core is looked up there. */
export const fromCore = {
  name: 'from-core',
  setup({ initialOptions, onLoad, onResolve }) {
    const isNode = initialOptions.platform === 'node';
    onResolve({ filter: /^\.\.?\// }, ({ path: name, resolveDir }) => {
      const key = keyOf(path.resolve(resolveDir, name));
      return isInCore(key, resolveDir) ? { path: key, namespace: 'from-core' } : undefined;
    });
    onResolve({ filter: /^\.\/core$/, namespace: 'from-core' }, () => ({ path: './core', external: true }));
    onLoad({ filter: /./, namespace: 'from-core' }, ({ path: key }) => {
      const from = `${isNode ? "require('./core')" : GLOBAL}.modules[${JSON.stringify(key)}]`;
      return { contents: `module.exports = ${from};`, loader: 'js' };
    });
  },
};

/** `features/hover` for a file below `server/src`. */
const keyOf = (file) =>
  path
    .relative(inRoot(CORE), file)
    .replaceAll('\\', '/')
    .replace(/\.[jt]s$/, '');

/** A worker holds the decoders itself. */
const isInCore = (key, importer) =>
  keyOf(importer).startsWith('lsp') && /^(features|trace)\//.test(key) && !key.startsWith('features/decoders');

/** Exports the modules that the server imports, and no others. */
function entrySource() {
  const keys = [...new Set(sourcesOf(LSP).flatMap(importsOf))].sort();
  const imports = keys.map((key, index) => `import * as m${index} from './${CORE}${key}';`);
  const modules = keys.map((key, index) => `  '${key}': m${index},`);
  return `${imports.join('\n')}\nexport const modules = {\n${modules.join('\n')}\n};\n`;
}

const sourcesOf = (folder) =>
  readdirSync(inRoot(folder), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => inRoot(path.posix.join(folder, name.replaceAll('\\', '/'))));

/** Types leave nothing behind. */
function importsOf(file) {
  const source = readFileSync(file, 'utf8');
  const imports = [...source.matchAll(/^(?:import|\}) (?!type )(?:[^;']* )?from '(\.[^']+)';$/gm)];
  return imports.map(([, name]) => keyOf(path.resolve(path.dirname(file), name))).filter((key) => isInCore(key, file));
}
