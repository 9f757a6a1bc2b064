import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation } from '../support/packets';

const call = new Conversation();
const invite = (at: number): string => call.request(at, 'INVITE');
const ack = (at: number): string => call.request(at, 'ACK', { within: true });
const busy = (at: number): string =>
  call.answer(at, '486 Busy Here', 'INVITE', { notes: ['information call-outcome'] }) +
  call.request(at + 0.1, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true });

describe('finding response-after-final', () => {
  const ok = (at: number, notes: readonly string[] = ['warning response-after-final']): string =>
    call.answer(at, '200 OK', 'INVITE', { notes });

  it('the callee is busy, and answers all the same', () => {
    const found = checkFindings(invite(0), busy(1), ok(3));
    assert.equal(
      found.find(({ code }) => code === 'response-after-final')?.message,
      'The INVITE to bob@example.com was answered twice by 192.0.2.2:5060: 486 Busy Here, then 200 OK 2 s later. Only the ' +
        'first counts for the client, so the two sides may think differently of it. Look in the log of the side that answered.',
    );
  });

  it('a request other than INVITE that fails behind its success', () => {
    checkFindings(
      call.exchange(0, 'INFO', '200 OK', { within: true }),
      call.answer(4, '500 Server Error', 'INFO', { notes: ['warning response-after-final'] }),
    );
  });

  it('is information when a server passes on the answer of another phone behind a 200', () => {
    const terminated = call.answer(1.5, '487 Request Terminated', 'INVITE', {
      notes: ['information response-after-final'],
    });
    const found = checkFindings(
      invite(0),
      call.answer(1, '200 OK', 'INVITE'),
      ack(1.1),
      terminated.replace('tag=2', 'tag=3'),
    );
    assert.match(onlyMessage(found), / a server has to keep such an answer of another phone to itself\. Look /);
  });

  it('is silent when another phone answers (forked)', () => {
    checkFindings(invite(0), busy(1), ok(3, []).replace('tag=2', 'tag=3'));
  });

  it('is silent about copies on other legs (multi-leg), and about the same answer again', () => {
    const other = 'z9hG4bKother';
    checkFindings(
      invite(0),
      call.request(0.1, 'INVITE', { branch: other }),
      call.answer(1, '486 Busy Here', 'INVITE', { branch: other }),
      call.answer(1.1, '480 Unavailable', 'INVITE', { notes: ['information call-outcome'] }),
    );
    checkFindings(invite(0), busy(1), call.answer(1.05, '486 Busy Here', 'INVITE'));
  });

  it('is silent when the request was sent again with the same branch, with credentials say', () => {
    checkFindings(
      call.request(0, 'INFO'),
      call.answer(0.1, '500 Server Error', 'INFO', { notes: ['error server-error'] }),
      call.exchange(1, 'INFO'),
    );
  });

  it('is silent when the two come from different hosts', () => {
    checkFindings(invite(0), busy(1), ok(3, []).replace('192.0.2.2:5060 ->', '192.0.2.9:5060 ->'));
  });

  it('is silent where the branch need not be unique', () => {
    checkFindings([invite(0), busy(1), ok(3, [])].join('\n').replaceAll('z9hG4bK', ''));
  });
});

describe('finding provisional-after-final', () => {
  const late = (at: number, notes: readonly string[] = ['hint provisional-after-final']): string =>
    call.answer(at, '180 Ringing', 'INVITE', { notes });
  const ok = (at: number): string => call.answer(at, '200 OK', 'INVITE');

  it('180 half a second behind the 200', () => {
    const found = checkFindings(invite(0), ok(1), ack(1.1), late(1.5));
    assert.equal(
      onlyMessage(found),
      '180 Ringing came 500 ms behind the final answer 200 OK, from 192.0.2.2:5060: the network held it back, or the server ' +
        'is confused. The client ignores it.',
    );
  });

  it('is silent when packets may have overtaken each other, and without times', () => {
    checkFindings(invite(0), ok(1), late(1.1, []), ack(1.2));
    checkFindings([invite(0), ok(1), ack(1.1), late(1.5, [])].join('').replace(/^U .*\n/gm, ''));
  });

  it('is silent when another phone rings (forked), and behind an INVITE that was or may have been sent again', () => {
    checkFindings(invite(0), ok(1), ack(1.1), late(1.5, []).replace('tag=2', 'tag=3'));
    checkFindings(invite(0), ok(1), invite(1.1), late(1.5, []), ack(1.6));
    checkFindings(invite(0), late(0.5, []), ok(1), ack(1.1), late(1.5, []));
  });
});
