import assert from 'node:assert/strict';
import type { Call } from '../../server/src/trace/calls';
import { readTrace } from '../../server/src/trace/trace';
import { record } from '../support/logs';

/** A message of a call from alice to bob; `number` is its CSeq number. */
function sent(
  at: number,
  start: string,
  method: string,
  number: number,
  more: { from?: string; to?: string; hop?: string } = {},
): string {
  const { from = 'a', to = '', hop = '192.0.2.1' } = more;
  return record({
    at,
    start: start.startsWith('SIP/') ? start : `${start} sip:bob@example.com SIP/2.0`,
    headers: `
Via: SIP/2.0/UDP ${hop};branch=z9hG4bK${hop}${method === 'ACK' ? 'ack' : ''}${number}${from}
From: <sip:${from === 'a' ? 'alice' : 'bob'}@example.com>;tag=${from}
To: <sip:${from === 'a' ? 'bob' : 'alice'}@example.com>${to === '' ? '' : `;tag=${to}`}
Call-ID: call
CSeq: ${number} ${method}`,
  });
}

/** The call in one line. */
function told(...log: readonly string[]): string[] {
  const trace = readTrace(log.join('\n'));
  const call = trace.store.names.numberOf('call') ?? -1;
  return trace.callsOf(call).map(inOneLine);
}

const inOneLine = (call: Call): string =>
  [
    `${call.caller} > ${call.callee}`,
    `${call.outcome}${call.final === undefined ? '' : ` ${call.final.statusCode}`}`,
    `attempts ${call.attempts.map(({ legs }) => legs.length).join('+')}`,
    `set up ${call.setupTime ?? '?'}`,
    `lasted ${call.duration ?? '?'}`,
    `ended by ${call.endedBy ?? '?'}`,
  ].join(', ');

describe('a call', () => {
  it('that is answered and ended by the callee', () => {
    assert.deepEqual(
      told(
        sent(0, 'INVITE', 'INVITE', 1),
        sent(0.5, 'SIP/2.0 180 Ringing', 'INVITE', 1, { to: 'b' }),
        sent(2, 'SIP/2.0 200 OK', 'INVITE', 1, { to: 'b' }),
        sent(2.1, 'ACK', 'ACK', 1, { to: 'b' }),
        sent(12, 'BYE', 'BYE', 7, { from: 'b', to: 'a' }),
        sent(12.1, 'SIP/2.0 200 OK', 'BYE', 7, { from: 'b', to: 'a' }),
      ),
      ['alice@example.com > bob@example.com, answered 200, attempts 1, set up 2000, lasted 10000, ended by callee'],
    );
  });

  it('whose INVITE is sent again with credentials, over a proxy', () => {
    assert.deepEqual(
      told(
        sent(0, 'INVITE', 'INVITE', 1),
        sent(0.1, 'SIP/2.0 407 Proxy Authentication Required', 'INVITE', 1, { to: 'p' }),
        sent(0.2, 'ACK', 'ACK', 1, { to: 'p' }),
        sent(0.3, 'INVITE', 'INVITE', 2),
        sent(0.4, 'INVITE', 'INVITE', 2, { hop: '192.0.2.9' }),
        sent(1, 'SIP/2.0 486 Busy Here', 'INVITE', 2, { to: 'b', hop: '192.0.2.9' }),
        sent(1.1, 'SIP/2.0 486 Busy Here', 'INVITE', 2, { to: 'b' }),
      ),
      ['alice@example.com > bob@example.com, failed 486, attempts 1+2, set up 1100, lasted ?, ended by ?'],
    );
  });

  it('that the caller takes back', () => {
    assert.deepEqual(
      told(
        sent(0, 'INVITE', 'INVITE', 1),
        sent(0.5, 'SIP/2.0 180 Ringing', 'INVITE', 1, { to: 'b' }),
        sent(5, 'CANCEL', 'CANCEL', 1),
        sent(5.1, 'SIP/2.0 200 OK', 'CANCEL', 1, { to: 'b' }),
        sent(5.2, 'SIP/2.0 487 Request Terminated', 'INVITE', 1, { to: 'b' }),
      ),
      ['alice@example.com > bob@example.com, cancelled 487, attempts 1, set up 5200, lasted ?, ended by ?'],
    );
  });

  it('of which the log shows the middle only', () => {
    assert.deepEqual(told(sent(0, 'SIP/2.0 180 Ringing', 'INVITE', 1, { to: 'b' })), [
      'alice@example.com > bob@example.com, open, attempts 1, set up ?, lasted ?, ended by ?',
    ]);
  });

  it('is none where the log shows nothing but a re-INVITE', () => {
    assert.deepEqual(told(sent(0, 'INVITE', 'INVITE', 3, { to: 'b' })), []);
  });

  it('another caller under the same Call-ID has a call of its own', () => {
    assert.deepEqual(
      told(
        sent(0, 'INVITE', 'INVITE', 1),
        sent(1, 'INVITE', 'INVITE', 1, { from: 'b' }),
        sent(2, 'SIP/2.0 486 Busy Here', 'INVITE', 1, { to: 'x' }),
        sent(3, 'SIP/2.0 603 Decline', 'INVITE', 1, { from: 'b', to: 'y' }),
      ),
      [
        'alice@example.com > bob@example.com, failed 486, attempts 1, set up 2000, lasted ?, ended by ?',
        'bob@example.com > bob@example.com, failed 603, attempts 1, set up 2000, lasted ?, ended by ?',
      ],
    );
  });
});
