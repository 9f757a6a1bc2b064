import { createRequire } from 'node:module';
import { inRoot } from '../../scripts/lib/root.mjs';
import { median } from '../measure.mjs';
import { KINDS } from './parsing.mjs';

/** Things in a hostile log: unanswered requests, refused calls. */
const COUNT = { quick: 5_000, full: 20_000 };
/** How much smaller the log is that is tried first. */
const FEWER = 20;
/** Times of reading from which on a larger log would take hours: the search is not linear then. */
const HOPELESS = 20;
/** The row is our own, so it has no floor; its goal is the floor of reading the string of an editor, row 3. A log made to hurt may take more, as long as it stays linear (test/findings/linearTime.test.ts). */
const LIMITS = { atMost: [undefined, 5] };

/** Row 21: the search for problems against the yardstick in generated traffic, and against reading in logs made to hurt, which are in no file. */
export async function problems(bench) {
  if (!bench.wants(21)) return;
  const measure = ({ yardstick, read, search, octets, problems: found }, of) => {
    const ms = median(search);
    const share = ms / median(read);
    const label = `${of}, ${(octets / 1e6).toFixed(0)} MB, ${Math.round(ms)} ms, ${found} problems`;
    if (yardstick.length === 0) bench.measure({ row: 21, of: label, value: share });
    else {
      const name = `${label}; ${share.toFixed(2)} of the time of reading`;
      bench.measure({ row: 21, of: name, value: ms / median(yardstick), ...LIMITS });
    }
  };
  for (const { format, name, nonAscii } of KINDS) {
    if (nonAscii) continue;
    const { file } = bench.log(format, bench.size);
    measure(await bench.task('findings', { file, rounds: bench.rounds }), name);
  }
  const { HOSTILE_CALLS } = createRequire(import.meta.url)(inRoot('out/bench/hostileCalls.js'));
  const count = bench.quick ? COUNT.quick : COUNT.full;
  bench.notes.add('Row 21, logs made to hurt: one round, behind one that is not counted.');
  for (const hostile of Object.keys(HOSTILE_CALLS)) {
    const few = await bench.task('findings', { hostile, count: count / FEWER, rounds: 1 });
    if (median(few.search) > HOPELESS * median(few.read)) {
      bench.notes.add(
        `Row 21: ${hostile}: ${Math.round(median(few.search))} ms for ${count / FEWER} of them, so not measured for more.`,
      );
      continue;
    }
    const times = await bench.task('findings', { hostile, count, rounds: 1 });
    measure(times, `${count.toLocaleString('en')} × ${hostile}`);
  }
}
