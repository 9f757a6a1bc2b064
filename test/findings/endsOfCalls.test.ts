import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation, later } from '../support/packets';

const call = new Conversation();
const bye = (at: number, details = {}): string => call.request(at, 'BYE', { within: true, cseq: 2, ...details });
const answered = (reason: string): string => call.answer(9, '200 OK', 'BYE', { cseq: 2, headers: reason });

describe('finding bye-unanswered', () => {
  const FAULT = { notes: ['warning bye-unanswered'] };

  it('a BYE without answer for 32 s', () => {
    const found = checkFindings(later(0), bye(5, FAULT), later(60));
    assert.equal(
      onlyMessage(found),
      'alice@example.com hangs up, but the BYE to bob@example.com (192.0.2.2:5060) gets no answer: the other side is gone or the ' +
        'path to it is broken, and it may think that the call goes on. Check the Contact and Record-Route that the BYE was sent ' +
        'by, NAT and firewall.',
    );
  });

  it('its retransmissions belong to it', () => {
    checkFindings(later(0), bye(5, FAULT), bye(5.5), bye(6.5), bye(8.5), later(60));
  });

  it('is silent when the log ends before (edge-end)', () => {
    checkFindings(later(0), bye(5), later(20));
  });

  it('is silent when the log shows no answers to the sender (one-sided)', () => {
    const other = new Conversation({ callId: '3' });
    checkFindings(
      other.exchange(0, 'INFO', '200 OK', { back: true }),
      bye(5),
      other.exchange(60, 'INFO', '200 OK', { back: true, cseq: 2 }),
    );
  });

  it('is silent when the other side hangs up as well and is answered', () => {
    checkFindings(later(0), bye(5), call.exchange(6, 'BYE', '200 OK', { back: true, cseq: 8 }), later(60));
  });

  it('is silent when the same BYE is answered on another leg (multi-leg)', () => {
    checkFindings(
      later(0),
      bye(5),
      bye(5.1, { branch: 'z9hG4bKother' }),
      call.answer(5.2, '200 OK', 'BYE', { cseq: 2, branch: 'z9hG4bKother' }),
      later(60),
    );
  });
});

describe('findings bye-abnormal-reason and bye-reason', () => {
  const ended = (severity: string, code: string, reason: string): readonly { message: string }[] =>
    checkFindings(
      bye(8, { headers: `Reason: ${reason}\n#       ${'^'.repeat(reason.length)} ${severity} ${code}` }),
      answered(''),
    );

  it('a cause of the network for which nobody hangs up', () => {
    const found = ended('warning', 'bye-abnormal-reason', 'Q.850;cause=41;text="Temporary failure"');
    assert.match(
      found[0]?.message ?? '',
      /^The call of alice@example\.com with bob@example\.com ended because something broke: Q\.850 cause 41, "Temporary failure": /,
    );
  });

  it('a time-out of media in a mobile network, and a status code', () => {
    ended('warning', 'bye-abnormal-reason', 'RELEASE_CAUSE;cause=2;text="RTP/RTCP time-out"');
    ended('warning', 'bye-abnormal-reason', 'SIP;cause=408;text="no media"');
  });

  it('an ACK that did not come, whatever code stands beside it', () => {
    const found = ended('warning', 'bye-abnormal-reason', 'SIP;cause=200;text="ACK timeout"');
    assert.equal(
      found[0]?.message,
      'The call of alice@example.com with bob@example.com ended because something broke: SIP cause 200, "ACK timeout". Its ' +
        'sender had no ACK to its answer: check that the Contact of the answer can be reached, NAT and firewall.',
    );
  });

  it('is news for busy, no answer and the like', () => {
    for (const cause of [17, 18, 19, 31]) ended('information', 'bye-reason', `Q.850;cause=${cause}`);
    ended('information', 'bye-reason', 'RELEASE_CAUSE;cause=1;text="User ends call"');
  });

  it('is a hint when somebody hung up', () => {
    ended('hint', 'bye-reason', 'Q.850;cause=16;text="Terminated"');
    ended('hint', 'bye-reason', 'SIP;cause=200;text="Call completed elsewhere"');
  });

  it('is silent about a reason that says nothing', () => {
    checkFindings(bye(8, { headers: 'Reason: SIP;description="User Hung Up"' }), answered(''));
  });

  it('calls that end for one reason are one finding', () => {
    const other = new Conversation({ callId: '2' });
    const found = checkFindings(
      bye(8, { headers: 'Reason: Q.850;cause=41\n#       ^^^^^^^^^^^^^^ warning bye-abnormal-reason' }),
      answered(''),
      other.exchange(10, 'BYE', '200 OK', { within: true, headers: 'Reason: Q.850;cause=41' }),
    );
    assert.equal(found[0]?.more, 1);
  });
});

const RELIABLE = 'Require: 100rel\nRSeq: 1';

describe('finding missing-prack', () => {
  const ringing = (at: number, notes: readonly string[] = []): string =>
    call.answer(at, '183 Session Progress', 'INVITE', { headers: RELIABLE, notes });
  const refusal = (at: number): string =>
    call.answer(at, '504 Server Time-out', 'INVITE') +
    call.request(at + 0.1, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true });
  const FAULT = ['warning missing-prack'];

  it('a response that is repeated until the callee gives up', () => {
    const found = checkFindings(
      call.request(0, 'INVITE'),
      ringing(0.1, FAULT),
      ringing(0.6),
      ringing(1.6),
      refusal(32),
    );
    assert.match(
      onlyMessage(found),
      /^alice@example\.com does not confirm 183 Session Progress of bob@example\.com: the callee demands a PRACK for it \(Require: 100rel\) and gave the call up with 504 Server Time-out\. /,
    );
  });

  it('a response that is repeated although its PRACK was answered: the callee does not take it', () => {
    const found = checkFindings(
      call.request(0, 'INVITE'),
      ringing(0.1, FAULT),
      call.exchange(0.2, 'PRACK', '200 OK', { within: true, cseq: 2, headers: 'RAck: 1 1 INVITE' }),
      ...[0.6, 1.6, 3.6, 7.6, 15.6].map((at) => ringing(at)),
    );
    assert.equal(
      onlyMessage(found),
      'bob@example.com goes on sending 183 Session Progress (5 times more in 15.4 s), although alice@example.com confirmed it: ' +
        'the PRACK is in the log, and answered with 200 OK. The callee is at fault: it does not take the PRACK for the one that ' +
        'it waits for. Switch reliable provisional responses (100rel) off at one side, or update the callee.',
    );
  });

  it('a response that is repeated although its PRACK was sent: it does not get there', () => {
    const found = checkFindings(
      call.request(0, 'INVITE'),
      ringing(0.1, FAULT),
      call.request(0.2, 'PRACK', { within: true, cseq: 2, headers: 'RAck: 1 1 INVITE' }),
      ...[0.6, 1.6, 3.6, 7.6, 15.6].map((at) => ringing(at)),
    );
    assert.match(
      onlyMessage(found),
      /the PRACK is in the log, but does not get there\. Check the Contact and Record-Route/,
    );
  });

  it('is silent about a response that crossed its PRACK, and about the next one', () => {
    checkFindings(
      call.request(0, 'INVITE'),
      ringing(0.1),
      ringing(0.6),
      call.exchange(0.7, 'PRACK', '200 OK', { within: true, cseq: 2, headers: 'RAck: 1 1 INVITE' }),
      ringing(0.8),
      call.answer(30, '180 Ringing', 'INVITE', { headers: 'Require: 100rel\nRSeq: 2' }),
      call.exchange(30.1, 'PRACK', '200 OK', { within: true, cseq: 3, headers: 'RAck: 2 1 INVITE' }),
    );
  });

  it('is silent when a PRACK comes', () => {
    checkFindings(
      call.request(0, 'INVITE'),
      ringing(0.1),
      call.exchange(0.2, 'PRACK', '200 OK', { within: true, cseq: 2, headers: 'RAck: 1 1 INVITE' }),
      call.answer(32, '504 Server Time-out', 'INVITE', { notes: ['error gateway-timeout-504'] }),
      call.request(32.1, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true }),
    );
  });

  it('is silent when the call ends at once, and when the log ends before', () => {
    checkFindings(
      call.request(0, 'INVITE'),
      ringing(0.1),
      call.answer(0.2, '486 Busy Here', 'INVITE', { notes: ['information call-outcome'] }),
      call.request(0.3, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true }),
      later(60),
    );
    checkFindings(call.request(0, 'INVITE'), ringing(0.1), later(10));
  });
});

describe('findings prack-rejected and rack-mismatch', () => {
  const prack = (rack: string, code: string, severity = 'warning'): string =>
    call.request(1, 'PRACK', { within: true, cseq: 2, headers: `RAck: ${rack}` }) +
    call.answer(1.1, '481 No Such Response', 'PRACK', { cseq: 2, notes: [`${severity} ${code}`] });
  const begins = call.request(0, 'INVITE') + call.answer(0.1, '183 Session Progress', 'INVITE', { headers: RELIABLE });

  it('numbers of a response that was never sent', () => {
    const found = checkFindings(begins, prack('2 1 INVITE', 'rack-mismatch'));
    assert.match(
      onlyMessage(found),
      /^The PRACK of alice@example\.com was refused \(481 No Such Response\): it confirms response 2 to CSeq 1 \(RAck\), but the callee sent 1 \(RSeq\)\./,
    );
  });

  it('the right numbers, refused all the same', () => {
    const found = checkFindings(begins, prack('1 1 INVITE', 'prack-rejected'));
    assert.match(
      onlyMessage(found),
      /\(RAck 1 1 INVITE\) was refused with 481 No Such Response: the callee does not know/,
    );
  });

  it('without the INVITE the numbers are not compared (edge-start)', () => {
    checkFindings(prack('2 1 INVITE', 'prack-rejected'));
  });

  it('is news when the call had its answer by then', () => {
    checkFindings(
      begins,
      call.answer(0.5, '486 Busy Here', 'INVITE', { notes: ['information call-outcome'] }),
      call.request(0.6, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true }),
      prack('1 1 INVITE', 'prack-rejected', 'information'),
    );
  });
});

describe('finding publish-412', () => {
  const published = (notes: readonly string[]): string =>
    call.request(0, 'PUBLISH', { headers: 'Event: presence\nSIP-If-Match: a1' }) +
    call.answer(0.1, '412 Conditional Request Failed', 'PUBLISH', { notes });

  it('is news when the client publishes afresh', () => {
    checkFindings(
      published(['information publish-412']),
      call.exchange(1, 'PUBLISH', '200 OK', { cseq: 2 }),
      later(60),
    );
  });

  it('is a warning when it does not within 32 s', () => {
    const found = checkFindings(published(['warning publish-412']), later(60));
    assert.match(onlyMessage(found), /The client did not publish afresh/);
  });

  it('is news when the log ends before', () => {
    checkFindings(published(['information publish-412']), later(10));
  });
});
