import { takeTurns } from '../measure.mjs';
import { yardstick } from '../subjects/yardstick.mjs';
import { sipTrace } from './subject.mjs';

/** Reads a file from disk, in turn with the yardstick. */
export default function parse({ file, rounds }) {
  const times = takeTurns({ yardstick: () => yardstick(file), full: () => sipTrace.readTraceFromDisk(file) }, rounds);
  return { ...times, counts: sipTrace.countsOf(sipTrace.readTraceFromDisk(file)) };
}
