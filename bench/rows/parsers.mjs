import { existsSync, readFileSync } from 'node:fs';
import { npmCommand } from '../../scripts/lib/npm.mjs';
import { inRoot } from '../../scripts/lib/root.mjs';
import { median } from '../measure.mjs';
import { spawnProgram } from './processes.mjs';

const PEERS = 'bench/peers';

/** Rows 5 and 6: parsers from npm. */
export async function npmParsers(bench) {
  if (!bench.wants(5, 6)) return;
  const reason = await installPeers();
  if (reason !== undefined) {
    bench.skip(5, reason);
    bench.skip(6, reason);
    return;
  }
  const log = bench.log('ocs-sipstack');
  const rates = await bench.task('peers', { file: log.file, rounds: bench.rounds });
  const ours = median(rates['SIP Trace']);
  const compare = (row, name, atLeast) => {
    const value = ours / median(rates[name]);
    const of = `${name} ${bench.versions[name]}, ${Math.round(median(rates[name])).toLocaleString('en')} messages/s`;
    bench.measure({ row, of, value, unit: '×', atLeast });
  };
  for (const name of ['drachtio-sip', 'jssip', 'sip'])
    bench.versions[name] = JSON.parse(readFileSync(inRoot(`${PEERS}/package.json`), 'utf8')).dependencies[name];
  compare(5, 'drachtio-sip', [1, 1.5]);
  compare(6, 'jssip', [20, 35]);
  compare(6, 'sip', [1.5, 2.5]);
}

/** Row 7. */
export async function naiveParser(bench) {
  if (!bench.wants(7)) return;
  const log = bench.log('ocs-sipstack');
  const { ours, naive, messages } = await bench.task('naive', { file: log.file, rounds: bench.rounds });
  bench.check(log, { messages }, 'the naive parser');
  const of = `${bench.size} MB SIPStack, split, a regular expression per line, a Map per message`;
  bench.measure({ row: 7, of, value: median(naive) / median(ours), unit: '×', atLeast: [2, 4] });
}

/** They are no dependencies of the project, so they are installed for the bench alone. Gives why that failed. */
async function installPeers() {
  if (existsSync(inRoot(`${PEERS}/node_modules/.package-lock.json`))) return undefined;
  const [command, ...args] = npmCommand();
  const { status } = await spawnProgram(command, [...args, 'ci', '--no-audit', '--no-fund'], { cwd: inRoot(PEERS) });
  return status === 0 ? undefined : 'the parsers could not be installed (npm ci in bench/peers)';
}
