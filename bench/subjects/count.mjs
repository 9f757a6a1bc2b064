/** The smallest program that reads a log with SIP Trace: prints its counts. */
import { readTraceFromDisk } from './fromDisk.mjs';

void readTraceFromDisk(process.argv[2]).then(({ counts }) => process.stdout.write(`${JSON.stringify(counts)}\n`));
