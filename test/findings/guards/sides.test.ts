import assert from 'node:assert/strict';
import { Sides } from '../../../server/src/trace/findings/guards/sides';
import { readTrace } from '../../../server/src/trace/trace';
import { message, record } from '../../support/logs';

const headers = (number: number, host = '192.0.2.1'): string => `
Via: SIP/2.0/UDP ${host};branch=z9hG4bK${number}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: ${number}
CSeq: 1 OPTIONS`;
const REQUEST = 'OPTIONS sip:bob@example.com SIP/2.0';
const ANSWER = 'SIP/2.0 200 OK';

/** Whether the log would show an answer to its first request. */
function showsAnswers(...log: readonly string[]): boolean {
  const trace = readTrace(log.join('\n'));
  return new Sides(trace).showsAnswersTo(trace.transactionAt(0));
}

describe('guard one-sided: the answer to a request would stand in the log', () => {
  it('when its program logs what comes in and what goes out', () => {
    const request = record({ start: REQUEST, headers: headers(1) });
    assert.ok(showsAnswers(request, record({ start: ANSWER, headers: headers(2, '192.0.2.5') })));
    assert.ok(!showsAnswers(request), 'a single request proves nothing');
    assert.ok(showsAnswers(request, request, request), 'sent again and again into silence');
  });

  it('in a capture, when others show that it has both ways', () => {
    const request = message({ start: REQUEST, headers: headers(1) });
    const other = message({ start: REQUEST, headers: headers(2) });
    const answer = message({ start: ANSWER, headers: headers(2) });
    assert.ok(showsAnswers(request, other, answer), 'the same sender gets answers to other requests');
    assert.ok(!showsAnswers(request, other));
    const elsewhere = message({ start: ANSWER, headers: headers(3, '192.0.2.9') });
    assert.ok(!showsAnswers(request, elsewhere), 'answers to others, and one copy of the request');
    assert.ok(showsAnswers(request, request, request, elsewhere), 'a client that sends again and again');
  });
});
