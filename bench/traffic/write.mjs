// Writes traffic into a file, with what is true of it beside it.
// Usage: node bench/traffic/write.mjs --format ocs-sipstack|freeswitch-sofia|freeswitch-sofia-flat|sngrep|pcap
//          [--size MB | --messages N] [--seed N] [--non-ascii SHARE] --out FILE
import { parseArgs } from 'node:util';
import { formats, writeTraffic } from './writeTraffic.mjs';

const { values } = parseArgs({
  options: {
    format: { type: 'string', default: 'ocs-sipstack' },
    size: { type: 'string' },
    messages: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'non-ascii': { type: 'string', default: '0' },
    out: { type: 'string' },
  },
});
if (!formats.includes(values.format) || values.out === undefined) {
  console.error(`--out FILE is needed, and --format is one of ${formats.join(', ')}`);
  process.exit(2);
}
const truth = writeTraffic(values.out, {
  format: values.format,
  seed: Number(values.seed),
  nonAscii: Number(values['non-ascii']),
  size: values.size === undefined && values.messages === undefined ? 10e6 : Number(values.size ?? Infinity) * 1e6,
  messages: Number(values.messages ?? Infinity),
});
console.log(values.out, JSON.stringify(truth));
