import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../scripts/lib/root.mjs';
import { serverOptions } from './serverOptions.mjs';
import { writeTraffic } from './traffic/writeTraffic.mjs';

const TRAFFIC = 'out/bench/traffic';
/** Share of people with names beyond ASCII in the logs that are to have some. */
const NON_ASCII = 0.3;

/** One run: its options, the logs that it reads, what it has measured. */
export class Bench {
  /** What was measured: `{ row, of, value, unit, atLeast or atMost: [floor, goal] }`, without floor where none was given. */
  measures = [];
  /** Times and memory by kind and size of log. */
  growth = [];
  /** Counts that differ from the truth. */
  wrong = [];
  /** What a reader has to know: rows that could not be measured, fewer rounds. */
  notes = new Set();
  /** Versions of the programs and packages that were measured beside ours. */
  versions = {};
  #checked = 0;

  /**
   * @param {object} options
   * @param {boolean} options.quick logs of 10 MB at most, fewer rounds
   * @param {Set<number> | undefined} options.rows those that are wanted; all when `undefined`
   */
  constructor({ quick, rows }) {
    this.quick = quick;
    this.rows = rows;
    this.rounds = quick ? 3 : 9;
    if (quick) this.notes.add('Quick: three rounds, no log larger than 10 MB.');
    if (rows !== undefined) this.notes.add('Not all rows were measured in this run.');
    this.sizes = quick ? [1, 10] : [1, 10, 50, 200];
    /** MB of the logs that most rows are about. */
    this.size = quick ? 10 : 50;
  }

  wants(...rows) {
    return this.rows === undefined || rows.some((row) => this.rows.has(row));
  }

  /** Notes a measurement, where its row is wanted. */
  measure(measure) {
    if (!this.wants(measure.row)) return;
    this.measures.push(measure);
    const { row, of, value, unit = '' } = measure;
    console.log(`  ${row}  ${of}: ${rounded(value)}${unit === '' ? '' : ` ${unit}`}  ${verdict(measure)}`);
  }

  /** A row that this machine cannot measure. */
  skip(row, reason) {
    if (!this.wants(row)) return;
    this.measures.push({ row, of: reason, skipped: true });
    console.log(`  ${row}  not measured: ${reason}`);
  }

  /** A log of `size` MB, written when first asked for, with its truth. */
  log(format, size = this.size, nonAscii = false) {
    return this.#traffic(`${format}${nonAscii ? '-utf8' : ''}-${size}.log`, {
      format,
      size: size * 1e6,
      nonAscii: nonAscii ? NON_ASCII : 0,
    });
  }

  /** A capture of the messages of `log`. */
  capture(log) {
    const { messages } = log.truth;
    return this.#traffic(`${path.basename(log.file, '.log')}.pcap`, { format: 'pcap', messages });
  }

  #traffic(name, options) {
    // In a folder that is named after what writes it, so that nothing old is read.
    const folder = inRoot(`${TRAFFIC}/${writerName()}`);
    const file = path.join(folder, name);
    if (!existsSync(`${file}.truth.json`)) {
      for (const other of existsSync(inRoot(TRAFFIC)) ? readdirSync(inRoot(TRAFFIC)) : [])
        if (other !== writerName()) rmSync(inRoot(`${TRAFFIC}/${other}`), { recursive: true });
      console.log(`  (writes ${name})`);
      writeTraffic(file, { seed: 1, ...options });
    }
    const truth = JSON.parse(readFileSync(`${file}.truth.json`, 'utf8'));
    return { file, name, truth, octets: statSync(file).size };
  }

  /** Compares counts with the truth of a log. */
  check(log, counts, by = 'SIP Trace') {
    this.#checked++;
    for (const [name, count] of Object.entries(counts))
      if (name in log.truth && log.truth[name] !== count)
        this.wrong.push(`${log.name}: ${by} counts ${count} ${name}, ${log.truth[name]} are true`);
  }

  get checked() {
    return this.#checked;
  }

  /** Runs a module of `bench/tasks` in a process like that of the server; resolves to what it gives. */
  task(name, parameters, nodeOptions = []) {
    const child = fork(inRoot('bench/tasks/runTask.mjs'), [name, JSON.stringify(parameters)], {
      execArgv: [...serverOptions(), ...nodeOptions],
    });
    return new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the task ${name} ended with ${code}`)));
    });
  }
}

let writer;

function writerName() {
  if (writer === undefined) {
    const hash = createHash('sha256');
    const folder = inRoot('bench/traffic');
    for (const name of readdirSync(folder, { recursive: true }).sort())
      if (name.endsWith('.mjs')) hash.update(readFileSync(path.join(folder, name)));
    writer = hash.digest('hex').slice(0, 12);
  }
  return writer;
}

/** How a measurement stands to its floor and its goal. */
export function verdict({ value, atLeast, atMost, skipped }) {
  if (skipped) return 'not measured';
  if (atLeast === undefined && atMost === undefined) return '';
  const [floor, goal] = atLeast ?? atMost;
  const meets = (limit) => (atLeast === undefined ? value <= limit : value >= limit);
  if (meets(goal)) return 'goal met';
  if (floor === undefined) return 'goal missed';
  return meets(floor) ? 'ok' : 'FLOOR MISSED';
}

/** Three digits that count. */
export const rounded = (value) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
