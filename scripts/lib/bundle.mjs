import { pagesAsText } from './pagesAsText.mjs';
import { root } from './root.mjs';
import { tablesAsText } from './tablesAsText.mjs';

/** Options of a bundle for Node, and for a browser. */
export const node = { platform: 'node', format: 'cjs', target: 'node20' };
// VS Code 1.91, the oldest that takes the extension, is built on Chromium 122.
export const browser = { platform: 'browser', target: 'chrome122' };
export const program = { ...node, banner: { js: '#!/usr/bin/env node' } };

/** Writes a bundle and gives what esbuild knows of its parts; with `debug` it is readable and has a source map. */
export async function bundle({ entry, out, plugins = [], ...options }, { debug = false } = {}) {
  const { build } = await import('esbuild');
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
    plugins: [...plugins, tablesAsText, pagesAsText],
  });
  return metafile;
}
