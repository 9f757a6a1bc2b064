import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';
import { elementsOf, FLOW_FORMATS, seenBy, twoMinutesLater } from '../support/flows/logsOfFlows';
import { RFC_3665 } from '../support/flows/rfc3665';
import { logFilesIn, SHARED_TRACES } from '../support/logFiles';
import { module } from '../support/script';

/** Logs of others in which nothing fails: name and why. */
const HEALTHY_TRACES = 'test/findings/healthyTraces.csv';

/** What is told that is worse than information, in the order of the log: `error no-response INVITE sip:… SIP/2.0 CSeq 1`. */
function problemsOf(text: string): string[] {
  return findings(readTrace(text))
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .sort((one, other) => one.span.start - other.span.start)
    .map(({ severity, code, about }) => {
      const line = about.trace.slice(about.startLineSpan);
      return `${severity} ${code} ${line} CSeq ${about.cseq}`;
    });
}

describe('healthy logs:', () => {
  for (const [format, write] of Object.entries(FLOW_FORMATS)) {
    describe(`RFC 3665 as ${format}:`, () => {
      for (const { name, packets, problem } of RFC_3665) {
        const senders = new Set(packets.map(({ source }) => source));
        // A packet capture sees all elements; a program's own log what that program sends and receives.
        const whole =
          format === 'ngrep' ? [{ where: 'between all', seen: packets, viewpoint: elementsOf(packets)[0] }] : [];
        const own = elementsOf(packets)
          .filter((element) => senders.has(element))
          .map((element) => ({ where: `at ${element.name}`, seen: seenBy(packets, element), viewpoint: element }));
        for (const { where, seen, viewpoint } of [...whole, ...own]) {
          const isShown =
            problem !== undefined && (where === 'between all' || problem.shownBy.includes(viewpoint?.name ?? ''));
          it(`${name}, ${where}`, () => {
            assert.ok(viewpoint !== undefined);
            const all = [...seen, ...twoMinutesLater(seen)];
            const text = write(all, viewpoint);
            assert.equal(readTrace(text).counts.messages, all.length, 'all messages are read');
            assert.deepEqual(problemsOf(text), isShown ? [problem.verdict] : []);
          });
        }
      }
    });
  }

  describe('generated traffic, of what goes well in it:', function () {
    this.timeout(60_000);
    for (const format of ['ocs-sipstack', 'freeswitch-sofia', 'sngrep']) {
      for (const seed of [1, 2, 3]) {
        it(`${format}, seed ${seed}`, async () => {
          const { trafficText } = await module('bench/traffic/writeTraffic');
          const pieces: Iterable<string> = trafficText({ format, seed, size: 1_500_000, nonAscii: 0.1 });
          const trace = readTrace(Array.from(pieces).join(''));
          // Retransmissions, calls cancelled and left open at the end, logs that begin in the middle: all of that is healthy.
          const failed = new Set(
            trace.messages
              .filter(({ statusCode }) => statusCode >= 400 && ![401, 407, 487].includes(statusCode))
              .map(({ callId }) => callId),
          );
          assert.ok(failed.size > 0);
          const told = findings(trace).filter(({ severity }) => severity === 'error' || severity === 'warning');
          assert.deepEqual(
            told.filter(({ about }) => !failed.has(about.callId)).map(({ code, message }) => `${code}: ${message}`),
            [],
          );
        });
      }
    }
  });

  it('the sample of a sign-in that goes well', () => {
    assert.deepEqual(problemsOf(readFileSync('samples/3-signed-in-200.sip.log', 'utf8')), []);
  });

  describe('logs of others', () => {
    const rows: { name: string; why: string }[] = parse(readFileSync(HEALTHY_TRACES, 'utf8'), { columns: true });
    if (!existsSync(SHARED_TRACES)) it.skip(`(skipped: no ${SHARED_TRACES} here)`);
    const texts = new Map(logFilesIn(SHARED_TRACES).map(({ name, text }) => [name, text]));
    for (const { name, why } of texts.size > 0 ? rows : []) {
      it(`${name}: ${why}`, () => {
        const text = texts.get(name);
        assert.ok(text !== undefined, 'the log is there');
        assert.deepEqual(problemsOf(text), []);
      });
    }
  });
});
