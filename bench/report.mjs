import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { inRoot } from '../scripts/lib/root.mjs';
import { rounded, verdict } from './bench.mjs';

const FILE = 'docs/performance.md';
/** What stands below this line in the file is written by hand, and kept. */
const BY_HAND = '<!-- npm run bench writes what stands above this line -->';

/** What the rows of the targets are about; 0 is start-up and size. */
const ROWS = {
  1: 'A whole SIPStack log from disk, with transactions and dialogs: speed against the yardstick',
  2: 'The same for other formats, and for text that is not ASCII',
  3: 'Reading the string that an editor sends: time against that of the yardstick',
  4: 'The first log that a process reads',
  5: 'Messages per second against the fastest parser from npm, which gets them already split',
  6: 'Messages per second against other parsers from npm',
  7: 'Against a naive parser',
  8: 'The whole process against `tshark -q -z sip,stat`',
  9: 'The whole process against sngrep and lnav',
  10: 'Growth',
  11: 'Memory held after reading, against the size of the file',
  12: 'Most memory of a process that reads 200 MB',
  13: 'From a change to tables and problems that are up to date, beyond what the text document costs',
  14: "The server's share of an answer",
  15: 'Folds after opening, beyond what opening costs',
  16: 'Opening and reading against opening alone',
  17: 'The longest stretch in which nothing else is let in',
  18: "Lines per second of the grammar against VS Code's built-in log grammar",
  19: 'The slowest line of the grammar',
  20: 'Counts against the truth, before any speed',
  21: 'Looking for problems: time against that of the yardstick; in logs made to hurt, against that of reading them',
  0: 'Start-up and size',
};

/** The measurements by rows, as lines of a Markdown table. */
function table(measures) {
  const lines = ['| # | what | measured | floor | goal | |', '| --- | --- | --- | --- | --- | --- |'];
  for (const row of [...Object.keys(ROWS).slice(1), '0'].map(Number)) {
    const some = measures.filter((measure) => measure.row === row);
    if (some.length > 0) lines.push(`| ${row || ''} | **${ROWS[row]}** | | | | |`);
    for (const measure of some) {
      const [floor, goal] = limitsOf(measure);
      const value = measure.skipped ? '' : withUnit(measure.value, measure.unit);
      lines.push(`| | ${cell(measure.of)} | ${value} | ${floor} | ${goal} | ${verdict(measure)} |`);
    }
  }
  return lines;
}

function limitsOf({ atLeast, atMost, unit }) {
  const sign = atLeast === undefined ? '≤' : '≥';
  return (
    (atLeast ?? atMost)?.map((limit) => (limit === undefined ? '' : `${sign} ${withUnit(limit, unit)}`)) ?? ['', '']
  );
}

const withUnit = (value, unit = '') => `${rounded(value)}${unit === '' ? '' : ` ${unit}`}`;
const cell = (text) => text.replaceAll('\u001b', 'ESC').replaceAll('|', '\\|').replaceAll('<', '\\<');

/** Time, speed and peak memory of each kind and size of log, as lines of a Markdown table. */
function growthTable(growth) {
  const lines = [
    '| log | MB | ms | MB/s | speed against the yardstick | peak memory, MiB |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  for (const { name, size, ms, yardstick, peak, octets } of growth) {
    const cells = [
      name,
      size,
      rounded(ms),
      rounded(octets / ms / 1000),
      rounded(yardstick / ms),
      rounded(peak / 2 ** 20),
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return lines;
}

/** Prints all of it once more, in order. */
export function printReport(bench) {
  if (bench.growth.length > 0) console.log(['', ...growthTable(bench.growth)].join('\n'));
  console.log(['', ...table(bench.measures), '', ...bench.notes].join('\n'));
}

/** Writes docs/performance.md, but for what stands there by hand. */
export function writeReport(bench) {
  const [first] = cpus();
  const versions = Object.entries({ 'Node.js': process.versions.node, ...bench.versions })
    .filter(([, version]) => version !== undefined)
    .map(([name, version]) => `${name} ${version}`);
  const lines = [
    '# Performance',
    '',
    '`npm run bench -- --write` measures all of this anew and writes it here, with traffic that it makes itself; it takes 7 to 20 minutes and 2 GB of disk.',
    '',
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Machine: ${first?.model.trim()}, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${platform()}`,
    `- Versions: ${versions.join(', ')}`,
    ...yardstickOf(bench.growth),
    '',
    'Other work on a machine makes absolute times swing; compare ratios. All figures are medians of nine rounds in which',
    'the subjects take turns, unless said otherwise. The *yardstick* is reading a file and looking for all its line ends',
    '(`Buffer.indexOf`), 1 MB is 10^6 octets, and the bundles are those that a user gets. Floors must hold; goals are aimed at.',
    'In logs that are *not ASCII* three people in ten have a name beyond ASCII, and write so. Other programs read a capture of the',
    'messages that the log holds.',
    '',
    '## Against the targets',
    '',
    ...table(bench.measures),
    '',
    ...[...bench.notes].map((note) => `- ${note}`),
    '',
    '## Growth',
    '',
    ...growthTable(bench.growth),
    '',
    BY_HAND,
  ];
  writeFileSync(inRoot(FILE), `${lines.join('\n')}${byHand()}`);
  console.log(`${FILE} was written`);
}

/** How fast the machine is: limits in milliseconds hold for one on which the yardstick takes 68 ms for 50 MB. */
function yardstickOf(growth) {
  const some = growth.find(({ name, size }) => name === 'SIPStack' && size === 50);
  if (some === undefined) return [];
  const factor = rounded(some.yardstick / 68);
  return [
    `- Yardstick: ${rounded(some.yardstick)} ms for 50 MB. Floors and goals in milliseconds were set where it takes 68 ms: ${factor} times as much may be expected here.`,
  ];
}

function byHand() {
  const is = existsSync(inRoot(FILE)) ? readFileSync(inRoot(FILE), 'utf8') : '';
  const at = is.indexOf(BY_HAND);
  return at === -1 ? '\n\n## What was tried and measured\n' : is.slice(at + BY_HAND.length);
}
