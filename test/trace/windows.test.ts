import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
});
