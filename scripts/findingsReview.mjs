/**
 * Holds what is told of each log against what was read when it was reviewed, and writes docs/findings-review.md.
 *
 * `docs/findingsReview.csv` says of each log what is told (`1 error not-found; 2 hint bye-reason`), whether somebody has read that
 * against the log, what was false before and what changed. Logs of ../shared/traces are compared where they are there.
 * `--write` takes over what is told now; what changed counts as not read until somebody sets `read` to `yes` again.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { inRoot } from './lib/root.mjs';

const REVIEW = 'docs/findingsReview.csv';
const PAGE = 'docs/findings-review.md';
const SHARED = '../shared/traces';
/** Folders of logs: how a row names them, and where they are. */
const FOLDERS = [
  { title: 'Logs of others', prefix: 'shared/traces/', folder: SHARED },
  { title: 'Logs of the project', prefix: 'test/traces/', folder: 'test/traces' },
  { title: 'Samples', prefix: 'samples/', folder: 'samples' },
];
const SEVERITIES = ['error', 'warning', 'information', 'hint'];

/** The rows of the review. */
export const reviewRows = () => parse(readFileSync(inRoot(REVIEW), 'utf8'), { columns: true });

/** What is told of each log now, by the name that a row has for it; logs of folders that are not there are left out. */
export function toldNow() {
  const require = createRequire(import.meta.url);
  const { findings } = require(inRoot('out/server/src/trace/findings/index.js'));
  const { configured, defaultFindingSettings } = require(inRoot('out/server/src/trace/findings/configuration.js'));
  const { readTrace } = require(inRoot('out/server/src/trace/trace.js'));
  const told = new Map();
  for (const { prefix, folder } of FOLDERS) {
    for (const name of logsIn(folder)) {
      const trace = readTrace(readFileSync(inRoot(`${folder}/${name}`), 'utf8'));
      told.set(prefix + name, words(configured(findings(trace), defaultFindingSettings)));
    }
  }
  return told;
}

/** Whether the logs of others are there. */
export const hasShared = () => existsSync(inRoot(SHARED));

const logsIn = (folder) =>
  existsSync(inRoot(folder))
    ? readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
        .map((name) => name.split(path.sep).join('/'))
        .filter((name) => name.endsWith('.log'))
        .sort()
    : [];

/** `1 error not-found; 2 hint bye-reason`, the worst first; empty for nothing. */
function words(found) {
  const counts = new Map();
  for (const { severity, code } of found)
    counts.set(`${severity} ${code}`, (counts.get(`${severity} ${code}`) ?? 0) + 1);
  const rank = (key) => SEVERITIES.indexOf(key.split(' ')[0]);
  return [...counts]
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
    .map(([key, count]) => `${count} ${key}`)
    .join('; ');
}

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const countOf = (told, severity) =>
  told
    .split('; ')
    .map((part) => part.split(' '))
    .filter(([, of]) => of === severity)
    .reduce((sum, [count]) => sum + Number(count), 0);

/** The page that the rows give. */
export function reviewPage(rows) {
  const sections = FOLDERS.map(({ title, prefix }) => {
    const own = rows.filter(({ file }) => file.startsWith(prefix));
    const sums = SEVERITIES.map((severity) => own.reduce((sum, { told }) => sum + countOf(told, severity), 0));
    const shown = prefix === FOLDERS[0].prefix ? own : own.filter(({ told, before }) => told !== '' || before !== '');
    const unread = own.filter(({ read }) => read !== 'yes').length;
    return [
      `## ${title}`,
      '',
      `${own.length} logs, ${own.filter(({ told }) => countOf(told, 'error') + countOf(told, 'warning') === 0).length} of them without ` +
        `error and warning: ${SEVERITIES.map((severity, index) => `${sums[index]} ${severity}`).join(', ')}.` +
        `${unread === 0 ? '' : ` ${unread} changed since they were read.`}` +
        `${shown.length === own.length ? '' : ' Logs of which nothing is told, now or before, are left out.'}`,
      '',
      '| log | E | W | I | H | what is told | what reading it gave: false before → what changed |',
      '| --- | --: | --: | --: | --: | --- | --- |',
      ...shown.map(
        ({ file, told, read, before, changed }) =>
          `| ${file.slice(prefix.length)} | ${SEVERITIES.map((severity) => countOf(told, severity) || '').join(' | ')} | ` +
          `${worst(told)}${read === 'yes' ? '' : ' (changed since it was read)'} | ${[before, changed].filter((text) => text !== '').join(' → ')} |`,
      ),
      '',
    ].join('\n');
  });
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

const worst = (told) =>
  told
    .split('; ')
    .filter((part) => part !== '')
    .map((part) => part.split(' '))
    .map(
      ([count, severity, code]) =>
        `${severity === 'information' || severity === 'hint' ? `*${code}*` : code}${count === '1' ? '' : ` ×${count}`}`,
    )
    .join(', ');

const INTRODUCTION = `# Findings, read against the logs

Every error and warning that \`sip-trace check\` tells of these logs under the default profile was read against the log, and so were
information and hints (in italics). E, W, I and H count errors, warnings, information and hints. A finding that stands for several of
its kind counts once.

\`node scripts/findingsReview.mjs\` writes this page from \`docs/findingsReview.csv\`; with \`--write\` it takes over what is told now,
and marks what changed as not read. A test fails when a log is told of otherwise than the page says.
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const before = reviewRows();
  let rows = before;
  if (process.argv.includes('--write')) {
    const known = new Map(before.map((row) => [row.file, row]));
    const now = toldNow();
    if (!hasShared()) for (const row of before) if (row.file.startsWith(FOLDERS[0].prefix)) now.set(row.file, row.told);
    rows = [...now].map(([file, told]) => {
      const row = known.get(file) ?? { file, told: '-', read: 'no', before: '', changed: '' };
      if (row.told === told) return row;
      console.log(`${file}\n  was: ${row.told}\n  now: ${told}`);
      return { ...row, told, read: 'no' };
    });
    const columns = ['file', 'told', 'read', 'before', 'changed'];
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
    writeFileSync(inRoot(REVIEW), lines.map((cells) => `${cells.map(cell).join(',')}\n`).join(''));
  }
  writeFileSync(inRoot(PAGE), reviewPage(rows));
}
