/** What the bench asks of SIP Trace itself: all that it calls stands here, so that a change there is a change in one place. */
import { findings } from '../../server/src/trace/findings';
import { defaultFindingSettings, leftOutUnder } from '../../server/src/trace/findings/configuration';
import { keepCompiled } from '../../server/src/trace/kept';
import { readTrace } from '../../server/src/trace/trace';
import { counted } from './fromDisk.mjs';

export { readTraceFromDisk } from './fromDisk.mjs';

let isFirst = true;

/** Reads a text that is at hand, as the language server does, with transactions and dialogs. */
export function readTraceOfText(text) {
  if (!isFirst) keepCompiled('text');
  isFirst = false;
  return counted(readTrace(text));
}

/** Looks for problems in a trace that nobody has looked for problems in, as the command line does; gives how many there are. */
export const searchIn = (trace) => findings(trace, leftOutUnder(defaultFindingSettings)).length;

/** Statuses that are no failure, as in `bench/traffic/traffic.mjs`. */
const NOT_A_FAILURE = new Set([401, 407, 487]);

/** The counts of a trace, named as in the truth. */
export function countsOf(trace) {
  const failed = ({ statusCode }) => statusCode >= 400 && !NOT_A_FAILURE.has(statusCode);
  const failures = trace.transactions.filter(({ responses }) => responses.some(failed)).length;
  return { ...trace.counts, failures };
}
