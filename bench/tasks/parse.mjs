import { takeTurns } from '../measure.mjs';
import { yardstick } from '../subjects/yardstick.mjs';
import { sipTrace } from './subject.mjs';

/** Reads files from disk, in turn with the yardstick and with each other; gives times and counts of each. */
export default function parse({ files, rounds }) {
  const subjects = files.flatMap((file) => [
    [`yardstick ${file}`, () => yardstick(file)],
    [`full ${file}`, () => void sipTrace.readTraceFromDisk(file)],
  ]);
  const times = takeTurns(Object.fromEntries(subjects), rounds, 120_000);
  return files.map((file) => ({
    yardstick: times[`yardstick ${file}`],
    full: times[`full ${file}`],
    counts: sipTrace.countsOf(sipTrace.readTraceFromDisk(file)),
  }));
}
