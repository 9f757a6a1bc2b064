import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Scanner } from '../../server/src/trace/scanner';
import type { Store } from '../../server/src/trace/store';
import { checkSound } from '../support/checkSound';
import { Client } from '../support/client';
import { columnsOf } from '../support/columnsOf';
import { connectionRecord, diagnosticRecord, message, record } from '../support/logs';

const alice = new Client();
const HEADERS =
  'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nFrom: <sip:a@b>;tag=1\nTo: <sip:c@d>\nCall-ID: 1\nCSeq: 1 INVITE';
/** Logs that hold something of everything. */
const LOGS = [
  [...alice.ntlmHandshake(), alice.answer(3, '404 Not Found', '\nms-diagnostics: 4005;reason="x"')].join('\r\n'),
  [connectionRecord(1), diagnosticRecord(2, 'SIP-Call-ID: 1\nSIP-CSeq: 1 INVITE')].join('\r\n'),
  message({
    start: 'INVITE sip:c@d SIP/2.0',
    headers: `${HEADERS}\nc: application/sdp\nl: 26`,
    body: 'v=0\r\no=- 0 0 IN IP4 a',
  }),
  message({
    start: 'NOTIFY sip:c@d SIP/2.0',
    headers: `${HEADERS}\nc: message/sipfrag`,
    body: 'SIP/2.0 200 OK\r\nVia: a',
  }),
  record({ start: 'SIP/2.0 500 Oops', headers: `${HEADERS}\nWarning: 399 a "b"\nSubject:\n c\n d`, body: '<a>\n</a>' }),
  readFileSync('samples/2-unknown-user-404.sip.log', 'latin1').slice(0, 9000),
  ...['ngrep', 'ngrep-wrapped', 'tcpdump-ascii-v', 'wireshark-follow'].map((name) =>
    readFileSync(`test/traces/${name}.log`, 'latin1'),
  ),
  readFileSync('test/traces/wireshark-verbose.log', 'latin1').slice(8000, 16_000),
];
/** What hurts parsers. */
const SPLINTERS = [
  '\r',
  '\n',
  '\r\n',
  '\r\r\n',
  ' ',
  '\t',
  '"',
  '<',
  '>',
  ';',
  ',',
  ':',
  '=',
  '\\',
  '\0',
  '\ud83d',
  '-',
  '$$end_record',
];

const log = fc.constantFrom(...LOGS);
const place = fc.double({ min: 0, max: 1, noNaN: true });
const cut = fc
  .tuple(log, place, place)
  .map(([text, from, to]) => text.slice(text.length * Math.min(from, to), text.length * Math.max(from, to)));
const mutated = fc
  .tuple(cut, fc.array(fc.tuple(place, fc.constantFrom(...SPLINTERS), fc.nat(3)), { maxLength: 8 }))
  .map(([text, changes]) =>
    changes.reduce((changed, [where, splinter, drop]) => {
      const at = Math.floor(changed.length * where);
      return changed.slice(0, at) + splinter + changed.slice(at + drop);
    }, text),
  );
const anyLog = fc
  .array(fc.oneof(log, cut, mutated), { maxLength: 4 })
  .chain((parts) => fc.constantFrom('', '\r\n', '\n\n').map((glue) => parts.join(glue)));

/** All rows of all tables. */
const rowsOf = ({ records, messages }: Store): unknown => [records, messages].map(columnsOf);

/** The first record from `index` on that begins with its head line, and behind all that begin in front of it. */
function recordOfEntry({ records, recordCount }: Store, index: number): number {
  const ends = Array.from({ length: recordCount }, (_, record) => records.end.at(record));
  let record = index;
  const isInside = (): boolean =>
    records.entry.at(record) !== records.start.at(record) ||
    Math.max(0, ...ends.slice(0, record)) > records.start.at(record);
  while (record < recordCount && isInside()) record++;
  return record;
}

describe('any text', () => {
  it('gives a sound trace, however logs are cut, changed and joined', () => {
    fc.assert(
      fc.property(anyLog, (text) => checkSound(text).text === text),
      { numRuns: 300 },
    );
  });

  it('gives a sound trace, be it nothing but splinters', () => {
    const words = [
      ...SPLINTERS,
      'INVITE ',
      'sip:a',
      ' SIP/2.0',
      'SIP/2.0 200 ',
      'Via: ',
      'l: 5',
      'TL_INFO(TF_PROTOCOL)',
      '$$begin_record',
      'Start-Line: ',
      'Message-Body: ',
    ];
    const text = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (splinters) => checkSound(splinters).text === splinters),
      { numRuns: 1000 },
    );
  });

  it('is read the same in slices as in one go', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 1, max: 5000 }), (text, length) => {
        const whole = new Scanner(text);
        whole.advance();
        const sliced = new Scanner(text);
        while (!sliced.advance(length));
        assert.deepEqual(rowsOf(sliced.store), rowsOf(whole.store));
      }),
      { numRuns: 100 },
    );
  });

  it('is read the same again from the beginning of any record on, but inside of an entry', () => {
    fc.assert(
      fc.property(anyLog, place, (text, where) => {
        const whole = new Scanner(text);
        whole.advance();
        const { store } = whole;
        const expected = rowsOf(store);
        const from = recordOfEntry(store, Math.floor(store.recordCount * where));
        const start = from < store.recordCount ? store.records.start.at(from) : text.length;
        store.truncate(from);
        new Scanner(text, store, start).advance();
        assert.deepEqual(rowsOf(store), expected);
      }),
      { numRuns: 100 },
    );
  });
});
