import assert from 'node:assert/strict';
import { isAscii, isUtf8 } from 'node:buffer';
import { OctetReading } from '../../server/src/trace/octetReading';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { columnsOf } from '../support/columnsOf';
import { dump } from '../support/dump';
import { logFilesIn } from '../support/logFiles';
import { numbers } from '../support/numbers';

/** Reads a log from its octets, the first `beginning` of them as text; tells how much of it has been decoded so far. */
function readFromOctets(
  log: string | Buffer,
  beginning: number,
  pieces: readonly number[] = [],
): { trace: Trace; decoded(): number } {
  const all = Buffer.from(log);
  // What has not come in yet looks like a log too.
  const octets = Buffer.alloc(all.length, 'INVITE sip:nobody@example.com SIP/2.0\r\n');
  let decoded = 0;
  const reading = new OctetReading(
    {
      octets,
      isAscii: (start, end) => isAscii(octets.subarray(start, end)),
      isUtf8: (start, end) => isUtf8(octets.subarray(start, end)),
      asCharacters: (start, end) => octets.toString('latin1', start, end),
      decode(start, end) {
        decoded += end - start;
        return octets.toString('utf8', start, end);
      },
      // They may be given back.
      release: () => octets.fill(0),
    },
    undefined,
    beginning,
    0,
  );
  let length = 0;
  for (const piece of [...pieces, all.length]) {
    const end = Math.min(all.length, length + piece);
    all.copy(octets, length, length, end);
    length = end;
    reading.advance(length);
  }
  return { trace: reading.end(), decoded: () => decoded };
}

/** Everything that was read, offset by offset; names as such, since their numbers may differ. */
function read(trace: Trace): string {
  const { records, messages, names, discoveries } = trace.store;
  const named = new Set(['callId', 'method', 'branch', 'sentBy', 'fromTag', 'toTag']);
  const rows = [records, messages]
    .flatMap(columnsOf)
    .map(([name, values]) => values.map((value) => (named.has(name) ? names.valueOf(value) : value)).join(' '));
  return [dump(trace), ...rows, JSON.stringify([trace.counts, discoveries])].join('\n');
}

const INVITE = (
  name: string,
  number: number,
): string => `recv 500 bytes from udp/[192.0.2.1]:5060 at 10:00:00.${String(number).padStart(6, '0')}:
   ------------------------------------------------------------------------
   INVITE sip:bob@example.com SIP/2.0
   Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK${number}
   From: "${name}" <sip:alice@example.com>;tag=a${number}
   To: <sip:bob@example.com>
   Call-ID: ${number}@example.com
   CSeq: 1 INVITE
   Subject: ${name}
   Content-Length: 0
   
   ------------------------------------------------------------------------
`;
const calls = (count: number, name: string): string =>
  Array.from({ length: count }, (_, number) => INVITE(name, number)).join('');

/** Logs of several records, with names beyond ASCII in some of them. */
const LOGS = [...logFilesIn('samples'), ...logFilesIn('test/traces')]
  .filter(({ text }) => text.length > 2000 && !text.includes('\ufffd'))
  .flatMap(({ name, text }) => [
    { name, text },
    { name: `${name}, not ASCII`, text: text.replace(/Alice|alice(?!@)/g, 'Zo\u00eb \u{1f600}') },
  ]);

const INSERTED = [
  '\u00e9\u4e2d\u{1f600}',
  '\u00a0',
  '\r',
  '\n',
  '\u00e0\r\n',
  ';',
  'SIP/2.0 200 OK',
  '\n\u2013\n',
  '$$',
];

describe('a log that is read from its octets', function () {
  this.timeout(120_000);

  it('is not decoded, but for its beginning, while nobody asks for its text', () => {
    const { trace, decoded } = readFromOctets(calls(100, 'Zo\u00eb'), 4096);

    assert.deepEqual(trace.counts, {
      messages: 100,
      requests: 100,
      responses: 0,
      transactions: 100,
      dialogs: 0,
      callIds: 100,
    });
    assert.ok(decoded() <= 4096, `${decoded()} octets have been decoded`);
  });

  it('has offsets of the text as soon as somebody asks', () => {
    const text = calls(100, 'Zo\u00eb \u{1f600}');
    const { trace } = readFromOctets(text, 4096);

    assert.equal(trace.messageAt(99).callId, '99@example.com');
    assert.equal(trace.text, text);
    assert.equal(read(trace), read(readTrace(text)));
  });

  it('is read on as text from the first record on that is not ordinary', () => {
    const text = `${calls(100, 'Zo\u00eb')}${INVITE('Zo\u00eb', 100).replace('To: ', 'To : ')}${calls(3, 'Zo\u00eb')}`;
    const { trace, decoded } = readFromOctets(text, 4096);

    assert.ok(decoded() > Buffer.byteLength(text), 'nothing but the beginning has been decoded');
    assert.equal(read(trace), read(readTrace(text)));
  });

  it('gives what its text gives', () => {
    for (const { name, text } of LOGS) {
      const long = text.repeat(Math.ceil(40_000 / text.length));
      assert.equal(read(readFromOctets(long, 4096).trace), read(readTrace(long)), name);
    }
  });

  it('gives the same however its octets come in, even in the middle of a character', () => {
    const next = numbers(11);
    for (const { name, text } of LOGS.filter((_, index) => index % 3 === 0)) {
      const long = text.repeat(Math.ceil(200_000 / text.length));
      const expected = read(readTrace(long));
      const pieces = Array.from({ length: 20 }, () => 1 + next(30_000));
      assert.equal(read(readFromOctets(long, 4096, pieces).trace), expected, `${name}, in pieces of ${pieces}`);
    }
  });

  it('is text from the first line on when it is not UTF-8, wherever that shows', () => {
    const valid = Buffer.from(calls(1000, 'Zo\u00eb'));
    for (const at of [0, 5000, 200_000, valid.length - 1]) {
      const octets = Buffer.from(valid);
      octets[at] = 0xff;
      const { trace } = readFromOctets(octets, 4096, [100_000, 100_000, 100_000]);
      assert.equal(read(trace), read(readTrace(octets.toString())), `from ${at} on`);
    }
  });

  it('gives what its text gives when it is damaged', () => {
    const next = numbers(7);
    for (let count = 0; count < 200; count++) {
      const { name, text } = LOGS[count % LOGS.length] ?? assert.fail();
      const at = 9000 + next(8000);
      const by = INSERTED[next(INSERTED.length)] ?? '';
      const long = text.repeat(Math.ceil(20_000 / text.length));
      const damaged = Buffer.from(`${long.slice(0, at)}${by}${long.slice(at)}`).toString();
      const what = `${name}, at ${at}: ${JSON.stringify(by)}`;
      assert.equal(read(readFromOctets(damaged, 4096).trace), read(readTrace(damaged)), what);
    }
  });
});
