import assert from 'node:assert/strict';
import { formats } from '../../server/src/trace/formats';
import { ocsSipstackRead } from '../../server/src/trace/formats/ocsSipstack';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { dump } from '../support/dump';
import { logFilesIn, SHARED_TRACES } from '../support/logFiles';

/** All formats, but records of SIPStack logs are read as if none were ordinary. */
const WITHOUT_ORDINARY = formats.map((format) => (format.id === 'ocs-sipstack' ? ocsSipstackRead(false) : format));

const LOGS = [...logFilesIn('samples'), ...logFilesIn('test/traces'), ...logFilesIn(SHARED_TRACES)].filter(({ text }) =>
  text.includes('$$begin_record'),
);

/** What damages a record, be it in its first line, its header fields or its body. */
const INSERTED = [
  '\n',
  '\r',
  '\r\n',
  '\r\r\n',
  ' ',
  '\n ',
  ':',
  '$$',
  '$$begin_record',
  '\r\n$$end_record\r\n',
  '\nTL_INFO: (TF_',
  'TL_INFO(TF_PROTOCOL) [0]',
  '\nDirection: outgoing',
  '\nStart-Line: SIP/2.0 200 OK',
  ' Start-Line: SIP/2.0 200 OK',
  '\nSIP-Start-Line: SIP/2.0 200 OK',
  '\nMessage-Body:',
  '\nMessage-Body :',
  '\n----****MESSAGE BODY****----\n',
  '-',
  'INVITE sip:bob@example.com SIP/2.0\r\n',
  '\u00e9\u4e2d',
];
const DAMAGES = 1500;

/** Everything that was read. */
function read(trace: Trace): string {
  const { records, messages } = trace.store;
  const times = Array.from({ length: trace.store.recordCount }, (_, index) => records.time.at(index));
  const present = Array.from({ length: trace.store.messageCount }, (_, index) => messages.present.at(index));
  return `${dump(trace)}${times.join(' ')}\n${present.join(' ')}\n${JSON.stringify(trace.counts)}`;
}

const checkBoth = (text: string, what: string): void =>
  assert.equal(read(readTrace(text)), read(readTrace(text, WITHOUT_ORDINARY)), what);

/** Numbers below `limit` that are the same in each run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe('ordinary records of SIPStack logs', function () {
  this.timeout(120_000);

  it('are read as any record is', () => {
    for (const { name, text } of LOGS) checkBoth(text, name);
  });

  it('are read as any record is when they are damaged', () => {
    const next = numbers(11);
    for (let count = 0; count < DAMAGES; count++) {
      const log = LOGS[count % LOGS.length];
      const other = LOGS[next(LOGS.length)];
      if (log === undefined || other === undefined) continue;
      const from = next(log.text.length);
      const text = log.text.slice(from, from + 6000);
      const at = next(text.length);
      const by =
        count % 3 === 0
          ? other.text.slice(next(other.text.length)).slice(0, 1500)
          : (INSERTED[next(INSERTED.length)] ?? '');
      const behind = text.slice(at + (count % 2 === 0 ? 0 : next(200)));
      checkBoth(text.slice(0, at) + by + behind, `${log.name} from ${from}, at ${at}: ${JSON.stringify(by)}`);
    }
  });
});
