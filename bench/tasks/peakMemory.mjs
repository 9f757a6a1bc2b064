import { sipTrace } from './subject.mjs';

/** The most memory that a process held which read one log from disk, in octets. */
export default async function peakMemory({ file }) {
  await sipTrace.readTraceFromDisk(file);
  return process.resourceUsage().maxRSS * 1024;
}
