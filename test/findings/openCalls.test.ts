import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { Rereading } from '../../server/src/trace/rereading';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation, later } from '../support/packets';

const call = new Conversation();
const invite = (at: number): string => call.request(at, 'INVITE');
const ack = (at: number, details = {}): string => call.request(at, 'ACK', { within: true, ...details });

/** Another call that ends: the log shows BYEs. */
const ended = new Conversation({ callId: 'ended' }).exchange(3, 'BYE', '200 OK', { within: true });
/** Pings of the caller once a minute. */
const steady = (from: number, to: number): string =>
  Array.from({ length: Math.floor((to - from) / 60) + 1 }, (_, index) => later(from + index * 60)).join('');

describe('finding bye-missing', () => {
  const answered = (expires: string, notes: readonly string[] = []): string =>
    invite(0) + call.answer(1, '200 OK', 'INVITE', { headers: expires, notes }) + ack(1.1);
  const TIMER = 'Session-Expires: 600;refresher=uac';
  const FAULT = ['warning bye-missing'];

  it('nothing comes of a call any more when its session interval is over', () => {
    const found = checkFindings(answered(TIMER, FAULT), ended, steady(30, 720));
    assert.equal(
      onlyMessage(found),
      'The call of alice@example.com with bob@example.com has no end in this log: no BYE comes, and no refresh within the 600 s that ' +
        'were agreed on, although the log goes on. It hangs at one side, or both dropped it without a word. Look at both ' +
        'whether they think that it is on.',
    );
  });

  it('also when the log goes on while it is open in the editor', () => {
    const [text, appended] = [answered(TIMER) + ended + steady(30, 300), steady(330, 720)];
    const codes = (trace: Trace): string[] => findings(trace).map(({ code }) => code);
    const trace = readTrace(text);
    assert.deepEqual(codes(trace), ['trace-starts-midcall']);
    const edit = { start: text.length, end: text.length, length: appended.length };
    const reading = new Rereading(trace, text + appended, edit);
    reading.advance();
    assert.deepEqual(codes(reading.trace()), ['bye-missing', 'trace-starts-midcall']);
  });

  it('it was refreshed once', () => {
    checkFindings(
      answered(TIMER),
      ended,
      steady(30, 300),
      call.request(300.2, 'UPDATE', { within: true, cseq: 2 }),
      call.answer(300.3, '200 OK', 'UPDATE', { cseq: 2, headers: TIMER, notes: FAULT }),
      steady(360, 1080),
    );
  });

  it('is information without session timer, after two hours: it may be on', () => {
    const found = checkFindings(answered('', ['information bye-missing']), ended, steady(30, 7260));
    assert.match(onlyMessage(found), /: for two hours nothing comes of it, .* It is still on, or it hangs\.$/);
    checkFindings(answered(''), ended, steady(30, 7100));
  });

  it('is no more than that where the answer does not say who refreshes: nobody has to', () => {
    checkFindings(answered('Session-Expires: 600'), ended, steady(30, 720));
    checkFindings(answered('Session-Expires: 600', ['information bye-missing']), ended, steady(30, 7260));
  });

  it('is silent when the log ends before (edge-end)', () => {
    checkFindings(answered(TIMER), ended, steady(30, 600));
  });

  it('is silent when the log pauses, as where a capture was taken up again', () => {
    checkFindings(answered(TIMER), ended, steady(30, 300), steady(400, 900));
    checkFindings(answered(TIMER), ended, steady(900, 1200));
  });

  it('is silent when the log goes on with others only', () => {
    const other = steady(30, 720).replaceAll('192.0.2.1', '192.0.2.9');
    checkFindings(answered(TIMER), ended, other);
  });

  it('is silent in a log without any BYE: it may leave them out', () => {
    checkFindings(answered(TIMER), steady(30, 720));
  });

  it('is silent when the call ends, changes, or is not confirmed', () => {
    checkFindings(answered(TIMER), call.exchange(20, 'BYE', '200 OK', { within: true, cseq: 2 }), steady(30, 720));
    checkFindings(
      answered(TIMER),
      ended,
      call.exchange(20, 'UPDATE', '200 OK', { within: true, cseq: 2 }),
      steady(30, 720),
    );
    checkFindings(invite(0), call.answer(1, '200 OK', 'INVITE', { headers: TIMER }), ended, steady(30, 720));
  });

  it('is silent when several phones answered (forked), and about the answer on another leg (multi-leg)', () => {
    const fork = call.answer(1.05, '200 OK', 'INVITE', { headers: TIMER }).replace('tag=2', 'tag=3');
    checkFindings(answered(TIMER), fork, ended, steady(30, 720));
    const leg = { branch: 'z9hG4bKother' };
    const legs = [
      invite(0),
      call.request(0.1, 'INVITE', leg),
      call.answer(1, '200 OK', 'INVITE', { ...leg, headers: TIMER, notes: FAULT }),
      call.answer(1.1, '200 OK', 'INVITE', { headers: TIMER }),
      ack(1.2),
      ack(1.3, leg),
    ];
    checkFindings(...legs, ended, steady(30, 720));
  });
});

describe('finding bye-before-ack', () => {
  const bye = (at: number, notes: readonly string[] = [], back = true): string =>
    call.request(at, 'BYE', { back, within: true, cseq: 7, notes });
  const answered = invite(0) + call.answer(1, '200 OK', 'INVITE');
  const over = (at: number, back = true): string => call.answer(at, '200 OK', 'BYE', { back, cseq: 7 });

  it('the callee hangs up at once', () => {
    const found = checkFindings(answered, bye(1.1, ['hint bye-before-ack']), ack(1.2), over(1.3));
    assert.equal(
      onlyMessage(found),
      'bob@example.com answered the call of alice@example.com and hung up before the ACK came, 100 ms later: a callee has to ' +
        'wait for it, and some callers lose track of the call otherwise.',
    );
  });

  it('is silent behind the ACK, when the log wrote the two out of order, and without times (no-clock)', () => {
    checkFindings(answered, ack(1.1), bye(1.2), over(1.3));
    checkFindings(answered, bye(1.1), ack(1.105), over(1.3));
    checkFindings([answered, bye(1.1), ack(1.2), over(1.3)].join('').replace(/^U .*\n/gm, ''));
  });

  it('is silent when no ACK comes at all, and when the caller hangs up', () => {
    checkFindings(answered, bye(1.1), over(1.3));
    checkFindings(answered, bye(1.1, [], false), ack(1.2), over(1.3, false));
  });

  it('is silent when another leg shows the ACK in front (multi-leg)', () => {
    checkFindings(answered, ack(1.05), bye(1.1), ack(1.2, { branch: 'z9hG4bKother' }), over(1.3));
  });
});

describe('finding ack-without-2xx', () => {
  const ringing = (at: number): string => call.answer(at, '180 Ringing', 'INVITE');
  const NOTE = { notes: ['hint ack-without-2xx'] };

  it('the log lacks the answer', () => {
    const found = checkFindings(invite(0), ringing(1), ack(5, NOTE));
    assert.equal(
      onlyMessage(found),
      'The call of alice@example.com to bob@example.com got a final answer, since there is an ACK to it, but the log does ' +
        'not show it: it lacks messages, and how the call went cannot be told.',
    );
  });

  it('nothing is said of an INVITE without answer then', () => {
    checkFindings(invite(0), ringing(1), ack(5, NOTE), steady(30, 720));
    checkFindings(later(0), invite(1), ack(5, NOTE), steady(30, 720));
    checkFindings(invite(0), ringing(1), ack(5, { ...NOTE, branch: 'z9hG4bK1INVITE1' }), steady(30, 720));
  });

  it('is silent when the log begins behind the INVITE (edge-start)', () => {
    checkFindings(ack(5), later(20));
    checkFindings(ringing(1), ack(5), later(20));
  });

  it('is silent when the log shows requests only (one-sided)', () => {
    checkFindings(invite(0), ack(5));
  });

  it('is silent when another leg shows the answer (multi-leg)', () => {
    const leg = { branch: 'z9hG4bKother' };
    checkFindings(
      invite(0),
      ringing(1),
      call.request(1.1, 'INVITE', leg),
      call.answer(2, '200 OK', 'INVITE', leg),
      ack(5),
    );
  });
});
