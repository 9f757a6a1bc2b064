/** The smallest program that reads a log with SIP Trace: prints its counts. */
import { readTraceFromDisk } from './sipTrace.mjs';

process.stdout.write(`${JSON.stringify(readTraceFromDisk(process.argv[2]).counts)}\n`);
