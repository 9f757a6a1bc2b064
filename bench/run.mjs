// `npm run bench`: measures what SIP Trace does against the targets, as ratios inside one run.
// Usage: npm run bench -- [--quick] [--rows 1,2,13] [--write]
// `--quick` takes logs of 10 MB at most and fewer rounds, `--rows` only some rows of the targets (0 is start-up and size),
// `--write` writes docs/performance.md, which says so where rows were left out. The exit status is 1 when a count differs from the truth.
import { parseArgs } from 'node:util';
import { ensureInstalled } from '../scripts/lib/ensureInstalled.mjs';
import { Bench, verdict } from './bench.mjs';
import { printReport, writeReport } from './report.mjs';

await ensureInstalled();

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rows: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (values.write && values.quick) {
  console.error('--write needs all sizes: leave out --quick');
  process.exit(2);
}
const rows = values.rows === undefined ? undefined : new Set(values.rows.split(',').map(Number));
const bench = new Bench({ quick: values.quick, rows });

const { prepare } = await import('./prepare.mjs');
await prepare();
const { cold, counts, fromDisk, fromText, held } = await import('./rows/parsing.mjs');
const { naiveParser, npmParsers } = await import('./rows/parsers.mjs');
const { otherPrograms } = await import('./rows/processes.mjs');
const { edits, eventLoop, openDocuments, startUp } = await import('./rows/server.mjs');
const { grammar } = await import('./rows/grammar.mjs');
const { problems } = await import('./rows/findings.mjs');
const parsing = [fromDisk, fromText, cold, held];
const others = [npmParsers, naiveParser, otherPrograms];
for (const measureRows of [...parsing, ...others, edits, openDocuments, eventLoop, startUp, grammar, problems, counts])
  await measureRows(bench);

printReport(bench);
if (values.write && bench.wrong.length === 0) writeReport(bench);

const missed = bench.measures.filter((measure) => verdict(measure) === 'FLOOR MISSED');
for (const wrong of bench.wrong) console.error(`ERROR ${wrong}`);
console.log(
  `${bench.measures.length} measurements, ${missed.length} floors missed, ${bench.wrong.length} counts wrong`,
);
process.exit(bench.wrong.length === 0 ? 0 : 1);
