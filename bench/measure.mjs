/** The middle of `values`, or the mean of the two that stand there. */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value below which a `share` (0 to 1) of `values` lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/** Milliseconds that `run` takes: of the clock, or of the processor where other programs have most of it. */
export async function timed(run) {
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  const result = await run();
  const cpu = process.cpuUsage(cpuStart);
  return { ms: Math.min(performance.now() - start, (cpu.user + cpu.system) / 1000), result };
}

/**
 * Runs each of `subjects` in turn, `rounds` times, so that other work on the machine slows all of them; at least three
 * times, and no more when `budget` milliseconds are over. The first `warmUp` runs of each are not counted. Gives the times by name.
 *
 * Nothing asks for a garbage collection in between: one that is asked for throws compiled code away, which those that come
 * by themselves do not, and doubles the times of what is measured next.
 */
export async function takeTurns(subjects, rounds, budget = 60_000, warmUp = 1) {
  const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  const start = performance.now();
  for (let round = -warmUp; round < rounds; round++) {
    if (round >= 3 && performance.now() - start > budget) break;
    for (const [name, run] of Object.entries(subjects)) {
      const { ms } = await timed(run);
      if (round >= 0) times[name].push(ms);
    }
  }
  return times;
}
