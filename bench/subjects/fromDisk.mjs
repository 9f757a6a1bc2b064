/** What is enough to read a log from disk: the smallest program holds no more. */
import { readLog } from '../../server/src/cli/files';

/** Reads a log as the command line does, with transactions and dialogs. */
export async function readTraceFromDisk(file) {
  const log = await readLog(file);
  if (log.error !== undefined) throw new Error(`${file}: ${log.error}`);
  return counted(log.trace);
}

/** The trace, after its messages have been tied together. */
export function counted(trace) {
  void trace.counts;
  return trace;
}
