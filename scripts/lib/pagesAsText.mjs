import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './root.mjs';

const FINDINGS = 'server/src/trace/findings';

/** The page of a rule as Biome lays it out: what stands in it is indented further, but for the lines of a log. */
const PAGE = /^( +)page: (\{\n[\s\S]*?\n\1\}),$/gm;

/** Name of all pages among the texts that the bundles share. */
export const PAGES = 'findingPages';

/**
 * The pages of rules as text in the file that all bundles share (`tablesAsText.mjs`), for the same reasons as tables. In a bundle
 * the property `page` of a rule is a getter that looks there. A page that is more than texts stays where it is.
 */
export const pagesAsText = {
  name: 'pages-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]trace[\\/]findings[\\/].*\.ts$/ }, ({ path: file }) => {
      let isThere = false;
      const contents = withPages(file, (key, indentation) => {
        isThere = true;
        return `${indentation}get page() { return pageOf(${JSON.stringify(key)}); },`;
      });
      return isThere ? { contents: `import { pageOf } from 'table-texts';\n${contents}`, loader: 'ts' } : undefined;
    });
  },
};

/** All pages, by the names that the getters give. */
export function pageTexts() {
  const pages = {};
  for (const name of readdirSync(inRoot(FINDINGS), { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    withPages(inRoot(path.join(FINDINGS, name)), (key, _, page) => {
      pages[key] = page;
      return '';
    });
  }
  return pages;
}

/** The source of `file` with what `replace` gives in place of each page. */
function withPages(file, replace) {
  let count = 0;
  return readFileSync(file, 'utf8').replace(PAGE, (whole, indentation, literal) => {
    const page = literalOf(literal);
    return page === undefined ? whole : replace(`${path.basename(file, '.ts')}${count++}`, indentation, page);
  });
}

/** The object that a literal is; `undefined` where it holds anything but texts, or names what stands elsewhere. */
function literalOf(literal) {
  try {
    const page = new Function(`return ${literal}`)();
    return Object.values(page).every((text) => typeof text === 'string') ? page : undefined;
  } catch {
    return undefined;
  }
}
