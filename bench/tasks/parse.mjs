import { statSync } from 'node:fs';
import { takeTurns } from '../measure.mjs';
import { yardstick } from '../subjects/yardstick.mjs';
import { sipTrace } from './subject.mjs';

/** How much is read before anything is counted, in octets: code that has been compiled reads the rest. */
const WARM = 1e8;

/** Reads a file from disk, in turn with the yardstick; gives the times of both, and counts. */
export default async function parse({ file, rounds }) {
  const subjects = { yardstick: () => yardstick(file), full: () => sipTrace.readTraceFromDisk(file) };
  const warmUp = Math.ceil(WARM / statSync(file).size);
  const { yardstick: own, full } = await takeTurns(subjects, rounds, 120_000, warmUp);
  return { yardstick: own, full, counts: sipTrace.countsOf(await sipTrace.readTraceFromDisk(file)) };
}
