import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PAGES, pageTexts } from './pagesAsText.mjs';
import { inRoot } from './root.mjs';

const TABLES = 'server/src/trace/tables';

/**
 * Tables as text in a file beside the bundles, which all programs share: they would be most of each. An engine looks
 * through all of a program's code when it starts, but not into its strings, and a text is read when its table is first
 * asked for. For every table that scripts/tables.mjs writes.
 *
 * In Node the file is a module; a worker has run it as a script before (`client/src/web/workerClient.ts`).
 */
export const tablesAsText = {
  name: 'tables-as-text',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^table-texts$/ }, () => ({ path: 'table-texts', namespace: 'tables' }));
    onResolve({ filter: /^\.\/tables$/, namespace: 'tables' }, () => ({ path: './tables', external: true }));
    onLoad({ filter: /./, namespace: 'tables' }, () => ({
      contents: `const texts = () => typeof sipTraceTables === 'object' ? sipTraceTables : require('./tables');\nexport ${rowsOfColumns}\nexport ${pageOf}`,
    }));
    onLoad({ filter: /[\\/]trace[\\/]tables[\\/]\w+\.ts$/ }, ({ path: file }) => {
      const table = generatedTable(file);
      if (table === undefined) return undefined;
      const name = JSON.stringify(table.name);
      const contents = `import { rowsOfColumns } from 'table-texts';\nexport const ${table.name} = () => rowsOfColumns(${name});\n`;
      return { contents, loader: 'js' };
    });
  },
};

/** The script that holds the texts of all tables, by the names of the functions that give their rows, and the pages of rules. */
export async function tablesScript() {
  const files = readdirSync(inRoot(TABLES)).map((name) => inRoot(path.join(TABLES, name)));
  const tables = files.map(generatedTable).filter((table) => table !== undefined);
  const texts = Object.fromEntries(tables.map(({ name, rows }) => [name, columnsAsText(rows)]));
  texts[PAGES] = JSON.stringify(await pageTexts());
  return `var sipTraceTables = ${ascii(JSON.stringify(texts))};\nif (typeof module === 'object') module.exports = sipTraceTables;\n`;
}

/** The table in a generated file; `undefined` for a file that is written by hand. */
function generatedTable(file) {
  const source = readFileSync(file, 'utf8');
  if (!source.startsWith('// Generated ')) return undefined;
  const [, name, literal] = /^export const (\w+) = .* => (\[\n[\s\S]*\n\]);\n$/m.exec(source) ?? [];
  if (literal === undefined) throw new Error(`${file} does not look as scripts/tables.mjs writes it`);
  return { name, rows: new Function(`return ${literal}`)() };
}

/** Column by column, which is shorter, also when compressed. */
function columnsAsText(rows) {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return JSON.stringify([keys, ...keys.map((key) => rows.map((row) => row[key] ?? null))]);
}

/** Engines keep a program with other characters in twice the space, and a worker may take it for Latin-1. */
const ascii = (json) =>
  json.replace(/[^\0-~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Goes into the bundles: the rows of a table. Where a row has no value, there is no property. */
function rowsOfColumns(table) {
  const [keys, ...columns] = JSON.parse(texts()[table]);
  return columns[0].map((_, row) => {
    const filled = keys.map((key, at) => [key, columns[at][row]]).filter(([, value]) => value !== null);
    return Object.fromEntries(filled);
  });
}

/** Goes into the bundles: a page of a rule. All are read when the first is asked for. */
function pageOf(code) {
  pageOf.all ??= JSON.parse(texts().findingPages);
  return pageOf.all[code];
}
