import assert from 'node:assert/strict';
import { Subjects } from '../../server/src/trace/findings/subjects';
import { readTrace } from '../../server/src/trace/trace';

const request = (call: number, cseq: string): string => `${cseq.split(' ')[1]} sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${call}${cseq.replace(' ', '')}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: ${call}
CSeq: ${cseq}

`;

const answer = (call: number, cseq: string, status: string): string =>
  request(call, cseq).replace(/^.*/, `SIP/2.0 ${status}`);

const failing = (call: number, cseq: string, status: string): string =>
  request(call, cseq) + answer(call, cseq, status);

describe('a directory of what failed', () => {
  const trace = readTrace(
    [
      failing(1, '1 INVITE', '404 Not Found'),
      failing(2, '1 SUBSCRIBE', '404 Not Found'),
      failing(3, '1 INVITE', '486 Busy Here'),
      // What comes behind the first final response does not count.
      answer(3, '1 INVITE', '503 Service Unavailable'),
    ].join(''),
  );
  const { failed, doubtful, calls } = new Subjects(trace);
  const callIds = (all: readonly { readonly callId: string }[]): string[] => all.map(({ callId }) => callId);

  it('gives all where nothing is named, in the order of the log', () => {
    assert.deepEqual(callIds(failed.like({})), ['1', '2', '3']);
  });

  it('by how they failed', () => {
    assert.deepEqual(callIds(failed.like({ statuses: [486, 404] })), ['1', '2', '3']);
    assert.deepEqual(callIds(failed.like({ statuses: [486] })), ['3']);
    assert.deepEqual(callIds(failed.like({ statuses: [503] })), []);
  });

  it('by their methods, also of those that the log does not have', () => {
    assert.deepEqual(callIds(failed.like({ methods: ['SUBSCRIBE', 'REFER'] })), ['2']);
    assert.deepEqual(callIds(failed.like({ methods: ['REFER'] })), []);
  });

  it('by both', () => {
    assert.deepEqual(callIds(failed.like({ methods: ['INVITE'], statuses: [404] })), ['1']);
  });

  it('also Call-IDs, and the calls under them', () => {
    const names = doubtful.like({ statuses: [404] }).map((call) => trace.store.names.valueOf(call));
    assert.deepEqual(names, ['1', '2']);
    assert.deepEqual(callIds(calls.like({ statuses: [404, 486] })), ['1', '3']);
  });
});
