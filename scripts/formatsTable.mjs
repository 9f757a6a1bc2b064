/**
 * Writes the table of log formats in README.md from docs/logFormats.csv (`npm run tables`).
 * `--check` writes nothing and exits 1 when the table is not what the data gives.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const readme = path.join(root, 'README.md');
const BEGIN = '<!-- formats: npm run tables writes this -->';
const END = '<!-- /formats -->';
const NOT_FOUND = 'not found';

/** Rows of docs/logFormats.csv: one for each way to a log. */
export async function logFormatRows() {
  return parse(await readFile(path.join(root, 'docs', 'logFormats.csv'), 'utf8'), { columns: true });
}

/** README.md as it should be, and as it is. */
export async function readmeWithFormats() {
  const is = await readFile(readme, 'utf8');
  const begin = is.indexOf(BEGIN);
  const end = is.indexOf(END);
  if (begin === -1 || end < begin) throw new TypeError(`README.md: ${BEGIN} … ${END} is missing`);
  const lines = (await logFormatRows()).map(tableLine);
  const table = ['| format | what writes it | how to get such a log | source |', '| --- | --- | --- | --- |', ...lines];
  return { is, shouldBe: `${is.slice(0, begin + BEGIN.length)}\n\n${table.join('\n')}\n\n${is.slice(end)}` };
}

function tableLine({ id, product, howToObtain, source }) {
  const how = source === NOT_FOUND || howToObtain === '' ? 'No public description was found.' : howToObtain;
  return `| \`${id}\` | ${cell(product)} | ${cell(how)} | ${source === NOT_FOUND ? '' : link(source)} |`;
}

const cell = (words) => words.replaceAll('|', '\\|').replaceAll('<', '\\<');

/** The first source as a link where it is an address; an editor shows a link that is not encrypted as broken. */
function link(source) {
  const [first] = source.split('; ');
  const [address, ...note] = first.split(' ');
  if (address.startsWith('http://')) return `\`${address.slice('http://'.length)}\``;
  if (!address.startsWith('https://')) return cell(first);
  const { hostname } = new URL(address);
  const where = hostname === 'github.com' ? address.split('/').slice(3, 5).join('/') : hostname.replace(/^www\./, '');
  return `[${where}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})${note.length > 0 ? ` ${cell(note.join(' '))}` : ''}`;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { is, shouldBe } = await readmeWithFormats();
  if (is === shouldBe) console.log('README.md: the table of formats is right');
  else if (process.argv.includes('--check')) {
    console.error('README.md: the table of formats is stale: run npm run tables');
    process.exitCode = 1;
  } else {
    await writeFile(readme, shouldBe);
    console.log('README.md: the table of formats was written');
  }
}
