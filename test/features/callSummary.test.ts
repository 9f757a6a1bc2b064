import assert from 'node:assert/strict';
import { callSummary } from '../../server/src/features/callSummary';
import { inlayHints } from '../../server/src/features/inlayHints';
import { readTrace } from '../../server/src/trace/trace';
import { Conversation } from '../support/packets';

const call = new Conversation();
const ALL = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };
const INVITE_BRANCH = 'z9hG4bK1INVITE1';
const invite = call.request(0, 'INVITE');
const ringing = call.answer(1, '180 Ringing', 'INVITE');
const ack = call.request(2.2, 'ACK', { within: true });
const ends = (at: number, status: string, headers = ''): string => call.answer(at, status, 'INVITE', { headers });

/** What is said of the only call in a log. */
function told(...log: readonly string[]): string | undefined {
  const trace = readTrace(log.join(''));
  const [only] = trace.callsOf(trace.store.names.numberOf('1') ?? -1);
  assert.ok(only);
  return callSummary(only);
}

describe('a call in one line:', () => {
  const cases: readonly [string | undefined, readonly string[]][] = [
    ['answered after 2.1 s', [invite, ringing, ends(2.1, '200 OK'), ack]],
    [
      'answered after 2.1 s · talked 35 s · ended by the callee',
      [invite, ends(2.1, '200 OK'), ack, call.exchange(37.1, 'BYE', '200 OK', { back: true, within: true })],
    ],
    [
      'answered after 2.1 s · transferred · talked 10 s · ended by the caller',
      [
        invite,
        ends(2.1, '200 OK'),
        ack,
        call.exchange(8, 'REFER', '202 Accepted', { within: true, cseq: 2 }),
        call.exchange(12.1, 'BYE', '200 OK', { within: true, cseq: 3 }),
      ],
    ],
    [
      'answered after 2.1 s · never confirmed by an ACK',
      [invite, ...[2.1, 2.6, 3.6, 5.6].map((at) => ends(at, '200 OK'))],
    ],
    [
      'answered after 2 s · dropped after 32 s without ACK',
      [
        invite,
        ...[2, 2.5, 3.5, 5.5].map((at) => ends(at, '200 OK')),
        call.exchange(34, 'BYE', '200 OK', { back: true, within: true }),
      ],
    ],
    ['busy after 400 ms', [invite, ends(0.4, '486 Busy Here')]],
    ['declined after 3 s', [invite, ringing, ends(3, '603 Decline')]],
    ['not found after 100 ms', [invite, ends(0.1, '404 Not Found')]],
    ['unreachable after 1 s', [invite, ends(1, '480 Temporarily Unavailable')]],
    ['no answer after ringing 30 s', [invite, ringing, ends(31, '480 Temporarily Unavailable')]],
    ['timed out after 32 s', [invite, ends(32, '408 Request Timeout')]],
    [
      'cancelled after ringing 8 s',
      [invite, ringing, call.request(9, 'CANCEL', { branch: INVITE_BRANCH }), ends(9.2, '487 Request Terminated')],
    ],
    ['no common codec', [invite, ends(1, '488 No', 'Warning: 305 192.0.2.2 "Incompatible media format"')]],
    ['media not accepted', [invite, ends(1, '488 Not Acceptable Here')]],
    ['redirected', [invite, ends(1, '302 Moved', 'Contact: <sip:carol@example.com>')]],
    ['credentials missing', [invite, ends(1, '407 Proxy Authentication Required')]],
    ['failed (500) after 1 s', [invite, ends(1, '500 Oops')]],
    [undefined, [invite, ringing]],
  ];
  for (const [line, log] of cases)
    it(line ?? 'nothing, where the log does not show how it ended', () => assert.equal(told(...log), line));

  it('stands behind the summary of the INVITE with which it begins, and nowhere else', () => {
    const trace = readTrace(
      [
        invite,
        ends(0.1, '407 Proxy Authentication Required'),
        call.request(1, 'INVITE', { cseq: 2 }),
        call.answer(1.4, '486 Busy Here', 'INVITE', { cseq: 2 }),
      ].join(''),
    );
    assert.deepEqual(
      inlayHints(trace, ALL).map(({ label }) => label),
      [
        'INVITE → 407 Proxy Authentication Required · 2 messages · 100 ms · busy after 1.4 s',
        'INVITE → 486 Busy Here · 2 messages · 400 ms',
      ],
    );
  });

  it('stands there as well where other transactions part the INVITE from its answer', () => {
    const other = new Conversation({ callId: '2' });
    const trace = readTrace(
      [
        call.request(0, 'INVITE'),
        call.answer(0.1, '180 Ringing', 'INVITE'),
        other.request(0.2, 'OPTIONS'),
        call.answer(1.4, '486 Busy Here', 'INVITE'),
        other.answer(1.5, '200 OK', 'OPTIONS'),
      ].join(''),
    );
    assert.deepEqual(
      inlayHints(trace, ALL).map(({ label }) => label),
      ['INVITE → 486 Busy Here · 2 of 3 messages · 1.4 s · busy after 1.4 s', 'OPTIONS → 200 OK · 2 messages · 1.3 s'],
    );
  });
});
