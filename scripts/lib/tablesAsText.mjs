import { readFileSync } from 'node:fs';

/**
 * Rows as one string that is read when the table is first asked for: an engine looks through all of a program's code when
 * it starts, but not into its strings. Column by column, which is shorter, also when compressed. For every table that
 * scripts/tables.mjs writes.
 */
export const tablesAsText = {
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
