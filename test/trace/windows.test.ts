import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { linearPattern } from '../../server/src/lsp/linearPattern';
import { readCustomFormats, withCustomFormats } from '../../server/src/trace/formats/customFormat';
import { Scanner } from '../../server/src/trace/scanner';
import { readTrace, Trace } from '../../server/src/trace/trace';

const SAMPLES = ['samples/1-enhanced-presence-421.sip.log', 'test/traces/recorded/sngrep/basic.log'];

describe('windows of a log', () => {
  it('have one memory: logs that are read in turn give what each of them gives alone', () => {
    const texts = SAMPLES.map((file) => readFileSync(file, 'utf8').repeat(20));
    const scanners = texts.map((text) => new Scanner(text));
    for (let isDone = false; !isDone; ) isDone = scanners.map((scanner) => scanner.advance(1000)).every((done) => done);
    const inTurn = scanners.map(({ text, store, formats, lines }) => new Trace(text, store, formats, lines));
    const tablesOf = ({ store, counts }: Trace): object => ({
      counts,
      records: store.records.words.subarray(0, store.records.length * store.records.width),
      messages: store.messages.words.subarray(0, store.messages.length * store.messages.width),
    });
    assert.deepEqual(
      inTurn.map(tablesOf),
      texts.map((text) => tablesOf(readTrace(text))),
    );
  });

  const message = [
    'OPTIONS sip:bob@example.com SIP/2.0',
    'Via: SIP/2.0/UDP 192.0.2.1',
    'Call-ID: 1',
    'CSeq: 1 OPTIONS',
  ];

  // Words that windows search for in another way, and those that cannot be searched for in units.
  for (const word of ['SIP/2.0', 'empfängt', '受信'])
    it(`show head lines of a format of a person that hold ${word}`, () => {
      const log = Array.from({ length: 5 }, (_, second) =>
        [`10:00:0${second} ${word}/UDP`, ...message, ''].join('\n'),
      ).join('\n');
      const head = {
        pattern: String.raw`^(?<time>\d\d:\d\d:\d\d) \S+(?<incoming>/)(?<transport>UDP)$`,
        contains: word,
      };
      const { formats } = readCustomFormats([{ name: 'mine', head }], linearPattern);
      const known = withCustomFormats(formats);
      const ways = [known, known.map(({ ordinary, ...format }) => format)];
      for (const way of ways) {
        const { messages, formats } = readTrace(log, way);
        assert.deepEqual(formats, ['mine']);
        assert.deepEqual(
          Array.from(messages, ({ direction, envelope }) => `${direction} ${envelope.transport}`),
          new Array(5).fill('incoming UDP'),
        );
      }
    });

  it('show whose head line it is where a word that cannot be searched for in units holds that of another format', () => {
    const log = Array.from({ length: 20 }, () => ['10:00:00 受信 RX UDP', ...message, ''].join('\n')).join('\n');
    const { formats } = readCustomFormats(
      [
        { name: 'mine', head: { pattern: '受信 RX (?<transport>UDP)', contains: '受信 RX ', direction: 'incoming' } },
        { name: 'yours', head: { pattern: 'RX (?<transport>UDP)', contains: 'RX ', direction: 'outgoing' } },
      ],
      linearPattern,
    );
    const trace = readTrace(log, withCustomFormats(formats));
    assert.deepEqual(trace.formats, ['mine']);
    assert.deepEqual(
      Array.from(trace.messages, ({ direction }) => direction),
      new Array(20).fill('incoming'),
    );
  });

  it('show end marks that cannot be searched for in units', () => {
    const body = ['v=0', '受信', 'a=sendrecv'];
    const fields = ['Content-Type: application/sdp', 'Content-Length: 25', ''];
    const log = ['10:00:00 RX UDP', ...message, ...fields, ...body, '---', ''].join('\r\n').repeat(3);
    const head = { pattern: 'RX (?<transport>UDP)', contains: 'RX ' };
    const { formats } = readCustomFormats([{ name: 'mine', head, end: ['^受信$', '^---$'] }], linearPattern);
    const { messages } = readTrace(log, withCustomFormats(formats));
    assert.deepEqual(
      Array.from(messages, ({ body }) => body),
      new Array(3).fill('v=0'),
    );
  });
});
