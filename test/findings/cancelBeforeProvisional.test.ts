import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation } from '../support/packets';

const call = new Conversation();
const BRANCH = { branch: 'z9hG4bK1INVITE1' };
const invite = (at: number): string => call.request(at, 'INVITE');
const cancel = (at: number, notes: readonly string[] = []): string => call.request(at, 'CANCEL', { ...BRANCH, notes });
const cancelled = (at: number, status: string, notes: readonly string[] = []): string =>
  call.answer(at, status, 'CANCEL', { ...BRANCH, notes });
const sign = (at: number, status: string, notes: readonly string[] = []): string =>
  call.answer(at, status, 'INVITE', { notes });
const ack = (at: number): string => call.request(at, 'ACK', { within: true });

describe('finding cancel-before-provisional', () => {
  const FAULT = ['warning cancel-before-provisional'];
  const UNKNOWN = '481 Call/Transaction Does Not Exist';

  it('the CANCEL overtakes the INVITE, which goes on', () => {
    const found = checkFindings(
      invite(0),
      cancel(0.2, FAULT),
      cancelled(0.3, UNKNOWN),
      sign(0.4, '100 Trying'),
      sign(1, '180 Ringing'),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com took the call to bob@example.com back after 200 ms, before any answer to the INVITE had come, and ' +
        'missed it: the CANCEL was answered with 481 Call/Transaction Does Not Exist, and the INVITE went on (180 Ringing). A ' +
        'CANCEL has to wait for the first provisional response.',
    );
  });

  it('the call is answered in the end', () => {
    checkFindings(invite(0), cancel(0.2, FAULT), sign(0.4, '100 Trying'), sign(3, '200 OK'), ack(3.1));
  });

  it('is silent when the CANCEL works all the same', () => {
    checkFindings(
      invite(0),
      cancel(0.2, ['information cancelled-call']),
      sign(0.4, '100 Trying'),
      cancelled(0.5, '200 OK'),
      sign(0.6, '487 Request Terminated'),
    );
  });

  const TAKEN_BACK = ['information cancelled-call'];
  const NOT_FOUND = ['hint cancel-481'];

  it('is silent when a provisional response came before, and when the log wrote the two out of order', () => {
    for (const [first, second] of [
      [sign(0.1, '100 Trying'), cancel(0.2, TAKEN_BACK)],
      [cancel(0.2, TAKEN_BACK), sign(0.21, '100 Trying')],
    ] as const) {
      checkFindings(invite(0), first, second, cancelled(0.3, UNKNOWN, NOT_FOUND), sign(1, '180 Ringing'));
    }
  });

  it('is silent where the log may leave provisional responses out', () => {
    checkFindings(
      invite(0),
      cancel(0.2, ['information cancel-crossed-answer']),
      cancelled(0.3, UNKNOWN),
      sign(3, '200 OK'),
      ack(3.1),
    );
  });

  it('is silent where the log ends before the CANCEL is answered, or shows one direction (edge-end, one-sided)', () => {
    checkFindings(invite(0), cancel(0.2, TAKEN_BACK), sign(0.4, '100 Trying'), sign(1, '180 Ringing'));
    checkFindings(invite(0), cancel(0.2, TAKEN_BACK), cancelled(0.3, '200 OK'));
    checkFindings(invite(0), cancel(0.2, TAKEN_BACK));
  });

  it('is silent where the log begins behind the INVITE (edge-start), and without times', () => {
    checkFindings(cancel(0.2, TAKEN_BACK), cancelled(0.3, UNKNOWN, NOT_FOUND), sign(0.4, '100 Trying'));
    const packets = [
      invite(0),
      cancel(0.2, TAKEN_BACK),
      cancelled(0.3, UNKNOWN, NOT_FOUND),
      sign(0.4, '100 Trying'),
      sign(1, '180 Ringing'),
    ];
    checkFindings(packets.join('').replace(/^U .*\n/gm, ''));
  });

  it('is silent when it answers on another leg only (multi-leg)', () => {
    const leg = { branch: 'z9hG4bKother' };
    checkFindings(
      invite(0),
      call.request(0.05, 'INVITE', leg),
      cancel(0.2, ['information cancelled-call']),
      call.answer(0.4, '100 Trying', 'INVITE', leg),
    );
  });
});
