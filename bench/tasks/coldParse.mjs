import { timed } from '../measure.mjs';
import { sipTrace } from './subject.mjs';

/** The first log that a process reads, in milliseconds. */
export default async function coldParse({ file }) {
  return (await timed(() => sipTrace.readTraceFromDisk(file))).ms;
}
