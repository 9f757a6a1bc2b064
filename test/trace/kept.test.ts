import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { keptLog, readAsOctets } from '../../server/src/trace/kept';
import { readTrace } from '../../server/src/trace/trace';

/** Reads a sample again and again, with a garbage collection behind each time; it is long enough to be read from its octets. */
const PROGRAM = `
  const [folder, from, kept] = process.argv.slice(1);
  const { readTrace } = require(folder + '/trace');
  const { readOctets } = require(folder + '/octetReading');
  const { keepCompiled } = require(folder + '/kept');
  const octets = Buffer.from(require('node:fs').readFileSync('samples/1-enhanced-presence-421.sip.log', 'utf8').repeat(120));
  const text = octets.toString();
  const asCharacters = (start, end) => octets.latin1Slice(start, end);
  const log = { octets, isAscii: () => true, isUtf8: () => true, asCharacters, decode: asCharacters };
  for (let round = 0; round < 4; round++) {
    void (from === 'text' ? readTrace(text) : readOctets(log)).counts;
    if (kept !== undefined) keepCompiled(kept);
    gc();
  }`;

/** The functions of which V8 throws compiled code away since objects that it knows are gone, where logs are read `from` text or octets. */
function thrownAway(from: 'text' | 'octets', kept?: 'text' | 'octets'): string[] {
  const folder = resolve(__dirname, '../../server/src/trace');
  const args = ['--expose-gc', '--trace-deopt', '-e', PROGRAM, folder, from, ...(kept === undefined ? [] : [kept])];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return [...output.matchAll(/marking dependent code .*SharedFunctionInfo ([^>]*)>.*weak objects/g)].map(
    ([, name]) => name ?? '',
  );
}

describe('what V8 has compiled to read a log', () => {
  it('serves for the next one, once a small log has been kept', () => {
    assert.deepEqual(thrownAway('text', 'text'), []);
    assert.deepEqual(thrownAway('octets', 'octets'), []);
  });

  it('serves for small files, too, where large ones are read from octets', () => {
    assert.deepEqual(thrownAway('text', 'octets'), []);
  });

  it('is thrown away else', function () {
    if (!process.versions.v8.startsWith('11.')) {
      console.log('      skipped: how V8 tells of it is known of Node.js 20 only');
      this.skip();
    }
    for (const from of ['text', 'octets'] as const) assert.ok(thrownAway(from).includes('readHead'), from);
  });

  it('is kept for both ways of reading', () => {
    assert.deepEqual(readTrace(keptLog).formats, ['ocs-sipstack', 'sngrep']);
    const decoded: string[] = [];
    readAsOctets(() => decoded.push('decoded'));
    assert.deepEqual(decoded, []);
  });
});
