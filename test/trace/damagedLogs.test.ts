import assert from 'node:assert/strict';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { checkSound } from '../support/checkSound';
import { type LogFile, logFilesIn, SHARED_TRACES } from '../support/logFiles';

/** How much of each log is cut at one offset after the other, in UTF-16 units. */
const LONGEST_PREFIX = 4096;
/** Offsets from one cut to the next: `EVERY_PREFIX=1 npm test` cuts at every one, for some minutes. */
const STEP = process.env.EVERY_PREFIX === undefined ? 13 : 1;
/** Cuts and splices of all logs together. */
const DAMAGES = 2000;

const OWN = logFilesIn('test/traces').filter(({ name }) => !name.startsWith('recorded/'));
const SHARED = logFilesIn(SHARED_TRACES);
const LOGS = [...OWN, ...SHARED, ...logFilesIn('test/traces/recorded')];

/** What a message is made of, as one comparable line. */
const messagesOf = ({ messages }: Trace): string[] =>
  messages.map((message) =>
    [message.startLineSpan, message.headersSpan, message.bodySpan]
      .map(({ start, end }) => `${start}-${end}`)
      .concat(message.callId, message.method, `${message.cseq} ${message.statusCode} ${message.direction}`)
      .join(' '),
  );

/** The messages that end before `at`, but for the one that ends last, by their index. Another one may go on behind them. */
function messagesBefore(trace: Trace, at: number): number[] {
  const ends = trace.messages.map(({ recordIndex }) => trace.recordAt(recordIndex).span.end);
  const last = Math.max(...ends.filter((end) => end < at));
  return [...ends.keys()].filter((index) => (ends[index] ?? at) < last);
}

/** A small generator of numbers from 0 to 1 with a seed, so that a failure can be repeated. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

describe('damaged logs', function () {
  this.timeout(600_000);

  /** Reads prefixes of logs; all messages that end in them, but for the last one, must be those of the whole log. */
  function checkPrefixes(logs: readonly LogFile[], step: number): void {
    for (const { name, text } of logs) {
      const trace = readTrace(text.slice(0, LONGEST_PREFIX * 2));
      const whole = messagesOf(trace);
      for (let length = 1; length <= Math.min(LONGEST_PREFIX, text.length); length += step) {
        const read = messagesOf(readTrace(text.slice(0, length)));
        const indices = messagesBefore(trace, length);
        assert.deepEqual(
          indices.map((index) => read[index]),
          indices.map((index) => whole[index]),
          `${name} cut at ${length}`,
        );
      }
    }
  }

  const prefixes = STEP === 1 ? 'every prefix' : `one prefix in ${STEP}`;
  it(`read ${prefixes} of our own logs`, () => checkPrefixes(OWN, STEP));
  it(`read ${prefixes} of the shared traces`, () => checkPrefixes(SHARED, STEP));

  it(`stay sound through ${DAMAGES} cuts and splices; messages before the damage stay as they are`, () => {
    const next = numbersFrom(4475);
    const pick = (): LogFile => LOGS[Math.floor(next() * LOGS.length)] as LogFile;
    for (let count = 0; count < DAMAGES; count++) {
      const { name, text } = pick();
      const other = pick().text;
      const window = Math.min(text.length, 20_000);
      const from = Math.floor(next() * Math.max(1, text.length - window));
      const log = text.slice(from, from + window);
      const at = Math.floor(next() * log.length);
      const drop = Math.floor(next() * 300);
      const start = Math.floor(next() * other.length);
      const splice = next() < 0.5 ? '' : other.slice(start, start + Math.floor(next() * 2000));
      const damaged = log.slice(0, at) + splice + log.slice(at + drop);
      const read = messagesOf(checkSound(damaged));
      const trace = readTrace(log);
      // The message in front of the damage may end or be framed otherwise, and so may the lines that a start-line is told by.
      const expected = messagesOf(trace);
      const indices = messagesBefore(trace, at);
      assert.deepEqual(
        indices.map((index) => read[index]),
        indices.map((index) => expected[index]),
        `${name} from ${from}, damage ${count} at ${at}`,
      );
    }
  });
});
