import { readFileSync } from 'node:fs';
import { root } from './root.mjs';

/**
 * The page of a rule, or of a row that becomes one, as Biome lays it out: that of something else, on one line, or indented further but for
 * the lines of a log.
 */
const PAGE = /^( +)page: (?:\w+\.page|\{(?:.*|\n[\s\S]*?\n\1)\}),$/gm;

/** Name of all pages among the texts that the bundles share. */
export const PAGES = 'findingPages';

/**
 * The pages of rules as text in the file that all bundles share (`tablesAsText.mjs`), for the same reasons as tables. In a bundle
 * the property `page` of a rule is a getter that looks there by the id of the rule.
 */
export const pagesAsText = {
  name: 'pages-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]trace[\\/]findings[\\/].*\.ts$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      const contents = source.replace(PAGE, '$1get page() { return pageOf(this.code); },');
      return contents === source
        ? undefined
        : { contents: `import { pageOf } from 'table-texts';\n${contents}`, loader: 'ts' };
    });
  },
};

/** All pages by the ids of their rules, as the rules themselves have them. */
export async function pageTexts() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['server/src/trace/findings/index.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'warning',
  });
  const module = { exports: {} };
  new Function('module', 'exports', outputFiles[0].text)(module, module.exports);
  return Object.fromEntries(module.exports.rules.map(({ code, page }) => [code, page]));
}
