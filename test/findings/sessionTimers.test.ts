import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation, later } from '../support/packets';

const call = new Conversation();

/** A call that is answered after a second, with that Session-Expires in the 2xx. */
const answered = (expires: string, of = call): string =>
  of.request(0, 'INVITE', { headers: 'Session-Expires: 1800' }) +
  of.answer(1, '200 OK', 'INVITE', { headers: expires }) +
  of.request(1.1, 'ACK', { within: true });
const BY_CALLER = 'Session-Expires: 1800;refresher=uac';
const bye = (at: number, back: boolean, notes: readonly string[] = [], headers = ''): string =>
  call.exchange(at, 'BYE', '200 OK', { back, within: true, cseq: 9, notes, headers });
const update = (at: number, status: string, headers = ''): string =>
  call.request(at, 'UPDATE', { within: true, cseq: 2 }) + call.answer(at + 0.1, status, 'UPDATE', { cseq: 2, headers });
/** Pings once a minute. */
const steady = (from: number, to: number): string =>
  Array.from({ length: Math.floor((to - from) / 60) + 1 }, (_, index) => later(from + index * 60)).join('');

const DROP = ['error session-timer-drop'];

describe('finding session-timer-drop', () => {
  it('the side that does not refresh ends the call 32 s before its end', () => {
    const found = checkFindings(answered(BY_CALLER), bye(1769, true, DROP));
    assert.equal(
      onlyMessage(found),
      'The session timer ended the call of alice@example.com with bob@example.com after 29 min 28 s: they had agreed that ' +
        'alice@example.com refreshes the call within 1800 s. The log shows no refresh, so bob@example.com gave it up. Check ' +
        'the support for session timers of alice@example.com, and whether its re-INVITE or UPDATE is blocked on the way.',
    );
  });

  it('at the end of the interval, a third before it where it is short, and by the caller', () => {
    checkFindings(answered(BY_CALLER), bye(1801, true, DROP));
    checkFindings(answered('x: 90;refresher=uac'), bye(61, true, DROP));
    checkFindings(answered('Session-Expires: 1800;refresher=uas'), bye(1769, false, DROP));
  });

  it('anywhere in between when the log was written to all the time', () => {
    checkFindings(answered(BY_CALLER), steady(30, 1770), bye(1785, true, DROP));
    checkFindings(answered(BY_CALLER), steady(30, 900), steady(1100, 1770), bye(1785, true));
    checkFindings(answered('Session-Expires: 90;refresher=uac'), steady(30, 60), bye(75, true));
  });

  it('behind the last refresh, and by a Reason that names the timer', () => {
    checkFindings(answered(BY_CALLER), update(899, '200 OK', BY_CALLER), bye(899.1 + 1768, true, DROP));
    checkFindings(answered(BY_CALLER), bye(1700, false, DROP, 'Reason: SIP;cause=408;text="Session timer expired"'));
  });

  it('is silent where the other side waited for longer before: it does not insist on the timer', () => {
    const refreshed = answered(BY_CALLER) + update(1790, '200 OK', BY_CALLER);
    checkFindings(refreshed, bye(1790.1 + 1768, true));
    checkFindings(refreshed, bye(1790.1 + 1800, true, DROP));
  });

  it('a refresh that failed belongs to it', () => {
    const found = checkFindings(
      answered(BY_CALLER),
      update(900, '504 Server Time-out'),
      call.exchange(1769, 'BYE', '200 OK', { back: true, cseq: 9, notes: DROP }),
    );
    assert.match(onlyMessage(found), / Its UPDATE to refresh it failed with 504 Server Time-out, so bob@example\.com /);
    assert.equal(found[0]?.related.length, 2);
  });

  it('the BYE gets no answer because the other side is gone', () => {
    checkFindings(answered(BY_CALLER), call.request(1769, 'BYE', { back: true, cseq: 9, notes: DROP }), later(1900));
  });

  it('is silent about a call that happens to be that long', () => {
    checkFindings(answered(BY_CALLER), bye(1769, false));
    checkFindings(answered(BY_CALLER), bye(1200, true));
    checkFindings(answered(BY_CALLER), bye(1760, true));
    checkFindings(answered(''), bye(1769, true));
    checkFindings(answered('Session-Expires: 1800'), bye(1769, true));
  });

  it('is silent when somebody hung up', () => {
    const reason = 'Reason: Q.850;cause=16\n#       ^^^^^^^^^^^^^^ hint bye-reason';
    checkFindings(answered(BY_CALLER), bye(1769, true, [], reason));
    checkFindings(answered(BY_CALLER), bye(1769, true, [], 'Reason: SIP;description="User Hung Up"'));
  });

  it('is silent when the session was refreshed, by whichever side', () => {
    checkFindings(answered(BY_CALLER), update(900, '200 OK'), bye(1769, true));
    checkFindings(
      answered(BY_CALLER),
      call.exchange(900, 'UPDATE', '200 OK', { back: true, cseq: 2 }),
      bye(1769, true),
    );
  });

  it('is silent where the log does not show the answer (edge-start), or gives no times (no-clock)', () => {
    checkFindings(bye(1769, true));
    const packets = answered(BY_CALLER) + bye(1769, true);
    checkFindings(packets.replace(/^U .*\n/gm, ''));
  });

  it('is silent when another leg has another interval (multi-leg)', () => {
    const leg = { branch: 'z9hG4bKother' };
    checkFindings(
      call.request(0, 'INVITE'),
      call.request(0.1, 'INVITE', leg),
      call.answer(1, '200 OK', 'INVITE', leg),
      call.answer(1.1, '200 OK', 'INVITE', { headers: BY_CALLER }),
      call.request(1.2, 'ACK', { within: true }),
      bye(1769, true),
    );
  });

  it('calls between the same two are one finding', () => {
    const other = new Conversation({ callId: '2' });
    const found = checkFindings(
      answered(BY_CALLER),
      answered(BY_CALLER, other),
      bye(1769, true, DROP),
      other.exchange(1769, 'BYE', '200 OK', { back: true, cseq: 9 }),
    );
    assert.equal(found[0]?.more, 1);
  });
});

const SHORT = 'Session-Expires: 90;refresher=uac';
const MISSING = `${SHORT}\n#                ^^^^^^^^^^^^^^^^ warning session-refresh-missing`;

describe('finding session-refresh-missing', () => {
  it('the call outlives its session interval', () => {
    const found = checkFindings(answered(MISSING), later(60), bye(120, false));
    assert.equal(
      onlyMessage(found),
      'alice@example.com should have refreshed the call with bob@example.com by 10:01:31 at the latest (re-INVITE or UPDATE ' +
        'within 90 s), and did not. The call went on: its next BYE came after 1 min 59 s. Check the support for session ' +
        'timers of alice@example.com, and whether its re-INVITE or UPDATE is blocked on the way.',
    );
  });

  it('the refresh comes too late', () => {
    checkFindings(answered(MISSING), later(60), update(120, '200 OK'), bye(130, false));
  });

  it('is silent when the log pauses, so that a refresh may not be in it', () => {
    checkFindings(answered(SHORT), later(30), bye(120, false));
  });

  it('is silent when the log ends before, or merely shows no more of the call (edge-end)', () => {
    checkFindings(answered(SHORT), steady(30, 90));
    checkFindings(answered(SHORT), steady(30, 600));
  });

  it('is silent when it was refreshed on another leg (multi-leg), and when a refresh was tried', () => {
    const leg = { within: true, cseq: 2, branch: 'z9hG4bKother' };
    checkFindings(
      answered(SHORT),
      call.request(45, 'UPDATE', leg),
      call.answer(45.1, '200 OK', 'UPDATE', leg),
      later(60),
      bye(120, false),
    );
    const refused = call.answer(45.1, '488 Not Acceptable Here', 'UPDATE', {
      cseq: 2,
      notes: ['warning reinvite-failed'],
    });
    checkFindings(
      answered(SHORT),
      call.request(45, 'UPDATE', { within: true, cseq: 2 }),
      refused,
      later(60),
      bye(120, false),
    );
  });

  it('is silent when the call is gone then', () => {
    const gone = call.answer(120.1, '481 Call Does Not Exist', 'INFO', { cseq: 2, notes: ['error dialog-lost-481'] });
    checkFindings(answered(SHORT), later(60), call.request(120, 'INFO', { within: true, cseq: 2 }), gone);
  });

  it('is silent when the session timer ended the call: one cause, one problem', () => {
    const reason = 'Reason: SIP;cause=408;text="Session timeout"';
    checkFindings(answered(SHORT), later(60), bye(120, true, DROP, reason));
  });
});
