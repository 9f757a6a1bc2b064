import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';

const CALLS = 'test/traces/recorded/calls';

/** What a person should be told of a call in a log; nothing where `rule` is empty. */
interface Verdict {
  readonly log: string;
  readonly call: string;
  readonly callId: string;
  readonly severity: string;
  readonly rule: string;
  readonly status: string;
  readonly line: string;
}

const verdicts: readonly Verdict[] = parse(readFileSync(`${CALLS}/verdicts.csv`, 'utf8'), { columns: true });

/** What is told of a log that is worse than information, by Call-ID. */
const problemsOf = (log: string): { callId: string; told: string }[] => problemsIn(textOf(log));

const textOf = (log: string): string => readFileSync(`${CALLS}/${log}`, 'utf8');

function problemsIn(text: string): { callId: string; told: string }[] {
  const trace = readTrace(text);
  return findings(trace)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ severity, code, about }) => {
      const line = trace.lineAt(about.startLineSpan.start) + 1;
      return {
        callId: about.callId,
        told: `${severity} ${code} ${about.isRequest ? '' : about.statusCode} line ${line}`,
      };
    });
}

/** Calls that alone do not show enough: whether a capture sees where a caller goes, only other calls of the caller tell. */
const TOLD_BY_OTHERS = new Set(['notFollowed']);

/** The packets of one call and of the ping at the end, as if nothing else had been captured. */
function captureOf(callId: string): string {
  const packets = textOf('ngrep.log').split(/^(?=[UT] \d{4}\/)/m);
  const [head = '', ...rest] = packets;
  return [head, ...rest.filter((packet, index) => packet.includes(callId) || index >= rest.length - 2)].join('');
}

const expected = ({ rule, severity, status, line }: Verdict): string[] =>
  rule === '' ? [] : [`${severity} ${rule} ${status} line ${line}`];

/** Calls between real programs, made so that they end in one way each; recorded by scripts/recordTraffic/calls.sh. */
describe('recorded calls:', () => {
  for (const verdict of verdicts) {
    const { log, call, callId, rule } = verdict;
    it(`${call} in ${log} gives ${rule || 'nothing'}`, () =>
      assert.deepEqual(
        problemsOf(log)
          .filter((problem) => problem.callId === callId)
          .map(({ told }) => told),
        expected(verdict),
      ));
  }

  for (const verdict of verdicts.filter(({ log }) => log === 'ngrep.log')) {
    const { call, callId, rule, severity, status } = verdict;
    const isTold = rule !== '' && !TOLD_BY_OTHERS.has(call);
    it(`${call} alone in a capture gives ${isTold ? rule : 'nothing'}`, () =>
      assert.deepEqual(
        problemsIn(captureOf(callId)).map(({ told }) => told.replace(/ line \d+$/, '')),
        isTold ? [`${severity} ${rule} ${status}`] : [],
      ));
  }

  for (const log of new Set(verdicts.map(({ log }) => log))) {
    it(`nothing else is told of ${log}`, () => {
      const known = new Set(
        verdicts.filter((verdict) => verdict.log === log && verdict.rule !== '').map(({ callId }) => callId),
      );
      assert.deepEqual(
        problemsOf(log).filter(({ callId }) => !known.has(callId)),
        [],
      );
    });
  }
});
