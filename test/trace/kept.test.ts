import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { keptLog, readAsOctets } from '../../server/src/trace/kept';
import { readTrace } from '../../server/src/trace/trace';

/** Reads a sample again and again, with a garbage collection behind each time. */
const PROGRAM = `
  const { readFileSync } = require('node:fs');
  const { readTrace } = require(process.argv[1] + '/trace');
  const { keepCompiled } = require(process.argv[1] + '/kept');
  const text = readFileSync('samples/1-enhanced-presence-421.sip.log', 'utf8').repeat(60);
  for (let round = 0; round < 4; round++) {
    void readTrace(text).counts;
    if (process.argv[2] === 'keep') keepCompiled('text');
    gc();
  }`;

/** The functions of which V8 throws compiled code away since objects that it knows are gone. */
function thrownAway(...options: string[]): string[] {
  const args = [
    '--expose-gc',
    '--trace-deopt',
    '-e',
    PROGRAM,
    resolve(__dirname, '../../server/src/trace'),
    ...options,
  ];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return [...output.matchAll(/marking dependent code .*SharedFunctionInfo ([^>]*)>.*weak objects/g)].map(
    ([, name]) => name ?? '',
  );
}

describe('what V8 has compiled to read a log', () => {
  it('serves for the next one, once a small log has been kept', () => {
    assert.deepEqual(thrownAway('keep'), []);
  });

  it('is thrown away else', function () {
    if (!process.versions.v8.startsWith('11.')) {
      console.log('      skipped: how V8 tells of it is known of Node.js 20 only');
      this.skip();
    }
    assert.ok(thrownAway().includes('readHead'));
  });

  it('is kept for both ways of reading', () => {
    assert.deepEqual(readTrace(keptLog).formats, ['ocs-sipstack', 'sngrep']);
    const decoded: string[] = [];
    readAsOctets(() => decoded.push('decoded'));
    assert.deepEqual(decoded, []);
  });
});
