import { sipTrace } from './subject.mjs';

/** The most memory that a process held which read one log from disk, in octets. */
export default function peakMemory({ file }) {
  sipTrace.readTraceFromDisk(file);
  return process.resourceUsage().maxRSS * 1024;
}
