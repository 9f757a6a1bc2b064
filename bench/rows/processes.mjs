import { spawn, spawnSync } from 'node:child_process';
import { inRoot } from '../../scripts/lib/root.mjs';
import { median } from '../measure.mjs';

/** No program may take longer; sngrep may wait for ever. */
const TIMEOUT = 120_000;

/** Rows 8 and 9: whole programs on the same traffic. */
export async function otherPrograms(bench) {
  if (!bench.wants(8, 9)) return;
  const tshark = versionOf('tshark', ['--version'], /\d+\.\d+\.\d+/);
  const sngrep = versionOf('sngrep', ['-V'], /\d+\.\d+\.\d+/);
  const lnav = versionOf('lnav', ['-V'], /\d+\.\d+\.\d+/);
  Object.assign(bench.versions, { tshark, sngrep, lnav });
  for (const [row, name, version] of [
    [8, 'tshark', tshark],
    [9, 'sngrep', sngrep],
    [9, 'lnav', lnav],
  ])
    if (version === undefined) bench.skip(row, `${name} is not installed`);
  const limits = { 10: [1, 2], 50: [1.5, 3], 200: [2, 5] };
  for (const size of bench.sizes.filter((each) => each >= 10)) {
    const log = bench.log('ocs-sipstack', size);
    const capture = bench.capture(log);
    const node = (...args) => [process.execPath, args];
    const programs = {
      ours: node(inRoot('out/bench/count.js'), log.file),
      check: node(inRoot('dist/sip-trace.js'), 'check', '--format', 'json', '--fail-on', 'never', log.file),
      ...(tshark && bench.wants(8) ? { tshark: ['tshark', ['-q', '-z', 'sip,stat', '-r', capture.file]] } : {}),
      ...(sngrep && bench.wants(9) && size >= bench.size
        ? { sngrep: ['sngrep', ['-N', '-q', '-I', capture.file]] }
        : {}),
      ...(lnav && bench.wants(9) && size === bench.size
        ? { lnav: ['lnav', ['-n', '-c', ':filter-in SIP/2.0 [456]', log.file]] }
        : {}),
    };
    const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
    for (let round = -1; round < (size === 200 ? 3 : bench.rounds); round++) {
      for (const [name, [command, args]] of Object.entries(programs)) {
        const start = performance.now();
        const { status, output } = await spawnProgram(command, args);
        if (round >= 0) times[name].push(performance.now() - start);
        else checkOutput(bench, name, status, output, log, capture);
      }
    }
    if (size === 200) bench.notes.add('Programs on 200 MB: 3 rounds.');
    const compare = (row, name, label, atLeast) => {
      if (times[name] === undefined) return;
      const ms = median(times[name]);
      const of = `${size} MB: ${label}, ${Math.round(ms)} ms, against ${Math.round(median(times.ours))} ms`;
      bench.measure({ row, of, value: ms / median(times.ours), unit: '×', atLeast });
    };
    compare(8, 'tshark', `tshark ${tshark}`, limits[size]);
    if (tshark && bench.wants(8)) {
      const of = `${size} MB: tshark against sip-trace check, which also finds all problems`;
      bench.measure({ row: 8, of, value: median(times.tshark) / median(times.check), unit: '×' });
    }
    compare(9, 'sngrep', `sngrep ${sngrep}`, [2, 4]);
    compare(9, 'lnav', `lnav ${lnav}, a filter`, [1, 2]);
  }
}

/** Each program has to have read everything. */
function checkOutput(bench, name, status, output, log, capture) {
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  if (name === 'ours') bench.check(log, JSON.parse(output));
  if (name === 'check') bench.check(log, JSON.parse(output).files[0].counts, 'sip-trace check');
  if (name === 'tshark') bench.check(capture, { messages: Number(/SIP messages: (\d+)/.exec(output)?.[1]) }, 'tshark');
}

/** What a program answers that is asked for its version; `undefined` when it is not there. */
function versionOf(command, args, pattern) {
  const { stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  return error === undefined ? (pattern.exec(stdout + stderr)?.[0] ?? 'of some version') : undefined;
}

/** Runs a program to its end; gives its exit status and what it wrote. It is killed when it takes too long. */
export function spawnProgram(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], ...options });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT);
  return new Promise((resolve) => {
    const end = (status) => {
      clearTimeout(timer);
      resolve({ status, output: Buffer.concat(chunks).toString() });
    };
    child.on('error', () => end(undefined));
    child.on('close', end);
  });
}
