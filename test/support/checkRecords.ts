import assert from 'node:assert/strict';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { annotatedLog, type LineEnd } from './annotatedLog';

/**
 * Compares all records of a log: their kind, `cut` when no end mark closed them, and what is in them.
 *
 *     message incoming INFO sip:bob@example.com SIP/2.0 | via from to | "body"
 *     diagnostic cut about 1 INFO in call 5db4
 */
export function checkRecords(log: string, expected: readonly string[], lineEnd?: LineEnd): Trace {
  const trace = readTrace(annotatedLog(log, lineEnd).text);
  assert.deepEqual(linesOf(trace), expected);
  return trace;
}

const linesOf = (trace: Trace): string[] =>
  trace.records.map((record) => {
    const closed = trace.store.records.closed.at(record.index) === 1;
    const kind = `${record.kind}${closed ? '' : ' cut'}`;
    const { message } = record;
    if (message === undefined) {
      const about = record.callId === '' ? '' : ` about ${record.cseq ?? 'nothing'} in call ${record.callId}`;
      return `${kind}${about}`;
    }
    const direction = message.direction === 'unknown' ? '' : ` ${message.direction}`;
    const keys = message.headers.map(({ key }) => key).join(' ');
    const body = message.body;
    return [
      `${kind}${direction} ${trace.slice(message.startLineSpan)}`,
      `${keys}${message.headersComplete ? '' : ' …'}`,
      ...(body === '' ? [] : [JSON.stringify(body)]),
    ].join(' | ');
  });
