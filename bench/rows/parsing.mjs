import { median } from '../measure.mjs';

export const KINDS = [
  { format: 'ocs-sipstack', name: 'SIPStack' },
  { format: 'freeswitch-sofia', name: 'sofia' },
  { format: 'sngrep', name: 'sngrep' },
  { format: 'ocs-sipstack', name: 'SIPStack, not ASCII', nonAscii: true },
  { format: 'freeswitch-sofia', name: 'sofia, not ASCII', nonAscii: true },
  { format: 'sngrep', name: 'sngrep, not ASCII', nonAscii: true },
];

/** Rows 1, 2, 10, 12 and the counts of row 20: whole logs from disk, every kind and size. */
export async function fromDisk(bench) {
  if (!bench.wants(1, 2, 10, 12, 20)) return;
  for (const { format, name, nonAscii } of KINDS) {
    const times = new Map();
    const sizes = bench.sizes.filter((size) => isNeeded(bench, format, nonAscii, size));
    if (sizes.length === 0) continue;
    for (const size of sizes) {
      const log = bench.log(format, size, nonAscii);
      // In a process of its own, so that none has to do with the garbage of another one.
      const { yardstick, full, counts } = await bench.task('parse', { file: log.file, rounds: bench.rounds });
      bench.check(log, counts);
      if (full.length < bench.rounds) bench.notes.add(`${size} MB ${name} from disk: ${full.length} rounds.`);
      const ms = median(full);
      times.set(size, ms);
      const peak = await bench.task('peakMemory', { file: log.file });
      bench.growth.push({ name, size, ms, yardstick: median(yardstick), peak, octets: log.octets });
      const share = { of: `${size} MB ${name}`, value: median(yardstick) / ms };
      const large = size === bench.size || size === 200;
      if (large && format === 'ocs-sipstack' && !nonAscii) bench.measure({ row: 1, ...share, atLeast: [0.25, 0.4] });
      else if (size === bench.size) bench.measure({ row: 2, ...share, atLeast: [0.2, 0.35] });
      if (size === 200) {
        const atMost = [2.2, 1.5].map((factor) => (factor * log.octets) / 2 ** 20 + 60);
        bench.measure({ row: 12, of: `200 MB ${name}`, value: peak / 2 ** 20, unit: 'MiB', atMost });
      }
    }
    const grows = (from, to, atMost) => {
      if (!times.has(from) || !times.has(to)) return;
      bench.measure({ row: 10, of: `${name}, ${from} to ${to} MB`, value: times.get(to) / times.get(from), atMost });
    };
    grows(50, 200, [4.8, 4.4]);
    grows(10, 50, [6, 5.5]);
  }
}

/** Whether the rows that are wanted look at this log. */
function isNeeded(bench, format, nonAscii, size) {
  const ocs = format === 'ocs-sipstack' && !nonAscii;
  const one = bench.wants(1) && ocs && (size === bench.size || size === 200);
  return one || (bench.wants(2) && size === bench.size) || bench.wants(10, 20) || (bench.wants(12) && size === 200);
}

/** Row 3: the string that an editor sends. */
export async function fromText(bench) {
  if (!bench.wants(3)) return;
  for (const { format, name, nonAscii } of KINDS) {
    const log = bench.log(format, bench.size, nonAscii);
    const { yardstick, text } = await bench.task('parseText', { file: log.file, rounds: bench.rounds });
    const value = median(text) / median(yardstick);
    const limits = format === 'ocs-sipstack' && !nonAscii ? { atMost: [5, 3] } : {};
    bench.measure({ row: 3, of: `${bench.size} MB ${name}`, value, ...limits });
  }
}

/** Row 4: the first log of a process. */
export async function cold(bench) {
  if (!bench.wants(4)) return;
  for (const [size, atMost] of [
    [1, [60, 30]],
    [10, [150, 80]],
  ]) {
    const log = bench.log('ocs-sipstack', size);
    const times = [];
    for (let round = 0; round < 7; round++) times.push(await bench.task('coldParse', { file: log.file }));
    bench.measure({ row: 4, of: `${size} MB SIPStack`, value: median(times), unit: 'ms', atMost });
  }
}

/** Row 11: what is held when a log has been read, against the size of the file. */
export async function held(bench) {
  if (!bench.wants(11)) return;
  for (const { format, name, nonAscii } of KINDS) {
    const log = bench.log(format, bench.size, nonAscii);
    const { tables, both } = await bench.task('heldMemory', { file: log.file }, ['--expose-gc']);
    const of = `${bench.size} MB ${name}`;
    bench.measure({ row: 11, of: `tables of ${of}`, value: tables / log.octets, atMost: [0.4, 0.25] });
    // Text beyond Latin-1 takes two octets for each UTF-16 unit: that is the engine's share.
    const limits = nonAscii ? {} : { atMost: [1.6, 1.3] };
    bench.measure({ row: 11, of: `tables and text of ${of}`, value: both / log.octets, ...limits });
  }
}

/** Row 20, when everything has been counted. */
export function counts(bench) {
  const of = `counts that differ, in ${bench.checked} readings`;
  bench.measure({ row: 20, of, value: bench.wrong.length, atMost: [0, 0] });
}
