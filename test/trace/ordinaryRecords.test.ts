import assert from 'node:assert/strict';
import { formats } from '../../server/src/trace/formats';
import type { Format } from '../../server/src/trace/formats/format';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { columnsOf } from '../support/columnsOf';
import { dump } from '../support/dump';
import { logFilesIn, SHARED_TRACES } from '../support/logFiles';
import { numbers } from '../support/numbers';

/** All formats, but they read all records as if none were ordinary. */
const WITHOUT_ORDINARY: readonly Format[] = formats.map(({ ordinary, ...format }) => format);

const CHANGED = new Set(formats.filter(({ ordinary }) => ordinary !== undefined).map(({ id }) => id));

const LOGS = [...logFilesIn('samples'), ...logFilesIn('test/traces'), ...logFilesIn(SHARED_TRACES)].filter(({ text }) =>
  readTrace(text).formats.some((id) => CHANGED.has(id)),
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
  '\n   ------------------------------------------------------------------------\n',
  '\na=sendonly',
  '\nContent-Length: 7',
  '\nMessage-Body :',
  '\n----****MESSAGE BODY****----\n',
  '-',
  'INVITE sip:bob@example.com SIP/2.0\r\n',
  '\u00e9\u4e2d',
  '\u00a0',
  '\n\u00e9',
  ';',
  '"',
  '<sip:',
  '\r\nSIP/2.0 200 OK',
  '\nSIP/2.0 200 OK is what I got\n',
  'SIP/2.0',
  '\nContent-Type: multipart/mixed',
  '\nCSeq: 4294967296 INVITE',
  'recv 1 bytes from udp/[192.0.2.1]:5060 at 25:00:00.000000:\n',
  '2026/13/22 18:47:27.086090 192.0.2.1:5060 -> 192.0.2.2:5060\n',
];
/** Characters of one octet and of more, some of which end in that of a line end or a blank. */
const CHARACTERS = [
  '\u00e9',
  '\u00ff',
  '\u010a',
  '\u010d',
  '\u0120',
  '\u013a',
  '\u2028',
  '\u3000',
  '\ufeff',
  '\u{1f4de}',
];
/** `SIP_TRACE_DAMAGES` sets another number. */
const DAMAGES = Number(process.env.SIP_TRACE_DAMAGES ?? 1500);

/** Everything that was read, offset by offset, and where lines begin. */
function read(trace: Trace): string {
  const { records, messages } = trace.store;
  const columns = [records, messages].flatMap(columnsOf).map(([name, values]) => `${name} ${values.join(' ')}`);
  const lines = Array.from({ length: trace.lines.count }, (_, line) => trace.lines.startOf(line));
  return `${dump(trace)}${columns.join('\n')}\n${JSON.stringify([trace.counts, lines])}`;
}

const checkBoth = (text: string, what: string): void =>
  assert.equal(read(readTrace(text)), read(readTrace(text, WITHOUT_ORDINARY)), what);

describe('ordinary records and bodies', function () {
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

  it('are read as any record is whatever characters they hold', () => {
    const next = numbers(12);
    for (let count = 0; count < DAMAGES; count++) {
      const log = LOGS[count % LOGS.length];
      if (log === undefined) continue;
      const from = next(log.text.length);
      let text = log.text.slice(from, from + 6000);
      for (let left = 1 + next(8); left > 0; left--) {
        const at = next(text.length);
        text = text.slice(0, at) + CHARACTERS[next(CHARACTERS.length)] + text.slice(at + next(2));
      }
      checkBoth(text, `${log.name} from ${from}`);
    }
  });
});
