import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { module } from '../support/script';

/** The logs that are written, and the format that each is read as. */
const LOGS = {
  'ocs-sipstack': 'ocs-sipstack',
  'freeswitch-sofia': 'freeswitch-sofia',
  'freeswitch-sofia-flat': 'freeswitch-sofia',
  sngrep: 'sngrep',
};
const MEGABYTE = 1_000_000;

/** Statuses that ask for something else rather than refuse. */
const NOT_A_FAILURE = [401, 407, 487];

/** What the traffic counts of itself, as we read it. */
function countsIn(trace: Trace): Record<string, number> {
  const failures = trace.transactions.filter(({ responses }) =>
    responses.some(({ statusCode }) => statusCode >= 400 && !NOT_A_FAILURE.includes(statusCode)),
  );
  return { ...trace.counts, failures: failures.length };
}

describe('the traffic of the bench', function () {
  this.timeout(60_000);
  let trafficText: (options: object, truth?: object) => Iterable<string | Buffer>;
  let writeTraffic: (file: string, options: object) => Record<string, number>;
  let Truth: new () => Record<string, number>;
  before(async () => {
    ({ trafficText, writeTraffic } = await module('bench/traffic/writeTraffic'));
    ({ Truth } = await module('bench/traffic/traffic'));
  });

  const octets = (options: object) => Buffer.concat(Array.from(trafficText(options), (piece) => Buffer.from(piece)));

  for (const format of [...Object.keys(LOGS), 'pcap']) {
    it(`is the same for the same seed, and another for another: ${format}`, () => {
      const options = { format, size: 200_000, nonAscii: 0.3 };
      assert.deepEqual(octets({ ...options, seed: 7 }), octets({ ...options, seed: 7 }));
      assert.notDeepEqual(octets({ ...options, seed: 7 }), octets({ ...options, seed: 8 }));
    });
  }

  for (const [format, id] of Object.entries(LOGS)) {
    for (const nonAscii of [0, 0.3]) {
      it(`is what we count in it: ${format}${nonAscii > 0 ? ', not ASCII' : ''}`, () => {
        const truth = new Truth();
        const text = Array.from(trafficText({ format, seed: 3, size: MEGABYTE, nonAscii }, truth)).join('');
        assert.equal(/[^\0-\x7f]/.test(text), nonAscii > 0);
        const trace = readTrace(text);
        assert.deepEqual(trace.formats, [id]);
        assert.deepEqual(countsIn(trace), { ...truth });
      });
    }
  }

  it('holds what it is to hold', () => {
    const text = Array.from(trafficText({ format: 'sngrep', seed: 1, size: MEGABYTE })).join('');
    const startLines = readTrace(text).messages.map(({ statusCode, method }) => statusCode || method);
    const wanted = [
      'REGISTER',
      'INVITE',
      'ACK',
      'BYE',
      'CANCEL',
      'MESSAGE',
      'SUBSCRIBE',
      'NOTIFY',
      'BENOTIFY',
      'OPTIONS',
    ];
    const statuses = [100, 180, 200, 401, 404, 421, 486, 487, 603];
    assert.deepEqual(
      [...wanted, ...statuses].filter((one) => !startLines.includes(one)),
      [],
    );
    assert.match(text, /\r\nVia: .*\r\nVia: /);
    assert.match(text, /\r\nm=audio /);
    assert.match(text, /<categories /);
    assert.match(text, /\r\nms-diagnostics: 4005;/);
    assert.ok(readTrace(text).transactions.some(({ retransmissions }) => retransmissions > 0));
  });

  describe('as a capture', () => {
    let folder: string;
    let file: string;
    let truth: Record<string, number>;
    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'sip-trace-'));
      file = path.join(folder, 'traffic.pcap');
      truth = writeTraffic(file, { format: 'pcap', seed: 3, size: MEGABYTE, nonAscii: 0.3 });
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('has the messages of the log, one in a packet', () => {
      const messages = payloads(readFileSync(file));
      const framed = trafficText({ format: 'sngrep', seed: 3, messages: truth.messages, nonAscii: 0.3 });
      const inLog = Array.from(framed, (entry) => `${entry}`.replace(/^.*\n/, '').replace(/\n\n$/, ''));
      assert.deepEqual(messages, inLog);
      assert.equal(messages.length, truth.messages);
    });

    it('is read by tshark as it is meant', function () {
      if (spawnSync('tshark', ['--version']).status !== 0) {
        console.log('      tshark is not installed: not compared');
        this.skip();
      }
      const fields = ['-T', 'fields', '-e', 'sip.Method', '-e', 'sip.Call-ID'];
      const output = execFileSync('tshark', ['-r', file, '-Y', 'sip', ...fields], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const rows = output
        .toString()
        .trimEnd()
        .split('\n')
        .map((row) => row.split('\t'));
      const requests = rows.filter(([method]) => method !== '').length;
      assert.deepEqual(
        [rows.length, requests, new Set(rows.map(([, callId]) => callId)).size],
        [truth.messages, truth.requests, truth.callIds],
      );
    });
  });
});

/** The datagrams of a capture file. */
function payloads(file: Buffer): string[] {
  const found: string[] = [];
  for (let at = 24; at < file.length; ) {
    const length = file.readUInt32LE(at + 8);
    found.push(file.toString('utf8', at + 16 + 42, at + 16 + length));
    at += 16 + length;
  }
  return found;
}
