import assert from 'node:assert/strict';
import type { Edit } from '../../server/src/trace/change';
import { type Finding, findings } from '../../server/src/trace/findings';
import { defaultFindingSettings, leftOutUnder } from '../../server/src/trace/findings/configuration';
import { Rereading } from '../../server/src/trace/rereading';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { dump } from '../support/dump';
import { logFilesIn, SHARED_TRACES } from '../support/logFiles';
import { record } from '../support/logs';

const SAMPLES = logFilesIn('samples');
const RECORDED = logFilesIn('test/traces/recorded');
const SHARED = logFilesIn(SHARED_TRACES);

const HEADERS = 'Via: SIP/2.0/TLS 192.0.2.1:5061\nFrom: <sip:alice@example.com>;tag=1\nTo: <sip:bob@example.com>';
const messageNumber = (number: number): string =>
  record({ start: 'OPTIONS sip:bob@example.com SIP/2.0', headers: `${HEADERS}\nCall-ID: ${number}\nCSeq: 1 OPTIONS` });

/** What somebody may put into a log. */
const INSERTED = [
  '',
  'x',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  ': ',
  'Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK9\n',
  'SIP/2.0 200 OK\n',
  'INVITE sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK8\r\nCall-ID: 8\r\n\r\n',
  `${messageNumber(7)}\n`,
  '2026/11/22 18:47:27.086090 192.0.2.1:5060 -> 192.0.2.2:5060\nSIP/2.0 180 Ringing\nCall-ID: 1\n\n',
  '\u00e9\u4e2d',
];

/** Numbers below `limit` that are the same in each run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const changed = (text: string, { start, end }: Edit, by: string): string => text.slice(0, start) + by + text.slice(end);

/** Everything that was read, and where lines begin. */
function read(trace: Trace): string {
  const { records } = trace.store;
  const times = Array.from({ length: trace.store.recordCount }, (_, index) => records.time.at(index));
  const lines = Array.from({ length: trace.lines.count }, (_, line) => trace.lines.startOf(line));
  return `${dump(trace)}${times.join(' ')}\n${lines.join(' ')}\n${JSON.stringify(trace.counts)}`;
}

/** A finding with the number of the message that it is about. */
const asShown = ({ about, ...finding }: Finding) => ({ ...finding, about: about.index });

function reread(before: Trace, text: string, edit: Edit): Rereading {
  const reading = new Rereading(before, text, edit);
  reading.advance();
  return reading;
}

/** Changes a log again and again and compares with a trace that was read anew. */
function checkChanges(name: string, log: string, changes: number, next: (limit: number) => number): void {
  let text = log;
  let trace = readTrace(text);
  for (let count = 0; count < changes; count++) {
    // What is computed only when asked for is carried on as well.
    if (count % 3 > 0) read(trace);
    const start = count % 4 === 0 ? text.length : next(text.length + 1);
    const end = Math.min(text.length, start + ([0, 1, 20, 700][next(4)] ?? 0));
    const by = INSERTED[next(INSERTED.length)] ?? '';
    const edit = { start, end, length: by.length };
    const changedText = changed(text, edit, by);
    // The next ones may be asked for under other settings.
    if (count % 3 > 0) findings(trace, count % 2 === 0 ? undefined : leftOutUnder(defaultFindingSettings));
    trace = reread(trace, changedText, edit).trace();
    text = changedText;
    const fresh = readTrace(text);
    assert.deepEqual(
      findings(trace).map(asShown),
      findings(fresh).map(asShown),
      `${name}: findings after change ${count} at ${start}..${end}, ${JSON.stringify(by)}`,
    );
    assert.equal(read(trace), read(fresh), `${name}: change ${count} at ${start}..${end}, ${JSON.stringify(by)}`);
  }
}

describe('a changed log is read on the tables of the one before', function () {
  this.timeout(180_000);

  for (const [folder, files] of Object.entries({ samples: SAMPLES, recorded: RECORDED, shared: SHARED })) {
    it(`${folder}: ${files.length} logs, each changed 12 times`, () => {
      for (const [index, { name, text }] of files.entries()) {
        checkChanges(name, text.slice(0, 30_000), 12, numbers(index + 1));
      }
    });
  }

  it('and all of them, one behind the other, changed 60 times', () => {
    const all = [...SAMPLES, ...RECORDED].map(({ text }) => text.slice(0, 5000)).join('\n');
    checkChanges('all', all, 60, numbers(9));
  });
});

describe('a changed log is not read further than needed:', () => {
  const count = 2000;
  const log = Array.from({ length: count }, (_, index) => messageNumber(index)).join('\n');
  const length = messageNumber(1000).length;

  const cases: [what: string, start: number, end: number, by: string][] = [
    ['a message is appended', log.length, log.length, `\n${messageNumber(count)}`],
    [
      'a word in the middle is changed',
      log.indexOf('bob', log.length / 2),
      log.indexOf('bob', log.length / 2) + 3,
      'carol',
    ],
    ['a message in the middle is taken out', (length + 1) * 1000, (length + 1) * 1001, ''],
  ];
  for (const [what, start, end, by] of cases) {
    it(what, () => {
      const before = readTrace(log);
      void before.counts;
      const edit = { start, end, length: by.length };
      const text = changed(log, edit, by);
      const reading = reread(before, text, edit);
      assert.equal(read(reading.trace()), read(readTrace(text)));
      assert.ok(reading.reread < 4 * length, `${reading.reread} UTF-16 units were read again`);
    });
  }
});
