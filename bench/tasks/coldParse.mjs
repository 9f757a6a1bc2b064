import { timed } from '../measure.mjs';
import { sipTrace } from './subject.mjs';

/** The first log that a process reads, in milliseconds. */
export default function coldParse({ file }) {
  return timed(() => sipTrace.readTraceFromDisk(file)).ms;
}
