import { takeTurns } from '../measure.mjs';
import { yardstick } from '../subjects/yardstick.mjs';
import { sipTrace } from './subject.mjs';

/** Reads files from disk, in turn with the yardstick and with each other; gives times and counts of each. */
export default async function parse({ files, rounds }) {
  const subjects = files.flatMap((file) => [
    [`yardstick ${file}`, () => yardstick(file)],
    [`full ${file}`, () => sipTrace.readTraceFromDisk(file)],
  ]);
  const times = await takeTurns(Object.fromEntries(subjects), rounds, 120_000);
  const results = [];
  for (const file of files) {
    const counts = sipTrace.countsOf(await sipTrace.readTraceFromDisk(file));
    results.push({ yardstick: times[`yardstick ${file}`], full: times[`full ${file}`], counts });
  }
  return results;
}
