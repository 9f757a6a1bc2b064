import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation, later } from '../support/packets';

const call = new Conversation();
const INVITE_BRANCH = 'z9hG4bK1INVITE1';
const invite = (at: number, headers = ''): string => call.request(at, 'INVITE', { headers });
const ringing = (at: number): string => call.answer(at, '180 Ringing', 'INVITE');
const ack = (at: number): string => call.request(at, 'ACK', { within: true });
/** The ACK to a final response other than a 2xx belongs to the INVITE. */
const hopAck = (at: number): string => call.request(at, 'ACK', { within: true, branch: INVITE_BRANCH });
const ends = (at: number, status: string, notes: readonly string[] = [], headers = ''): string =>
  call.answer(at, status, 'INVITE', { notes, headers }) + hopAck(at + 0.1);
const cancel = (at: number, notes: readonly string[] = [], headers = ''): string =>
  call.request(at, 'CANCEL', { branch: INVITE_BRANCH, notes, headers }) +
  call.answer(at + 0.1, '200 OK', 'CANCEL', { branch: INVITE_BRANCH });

describe('findings on how a call ended:', () => {
  describe('call-outcome', () => {
    it('who called whom, what the callee did, after how long', () => {
      const found = checkFindings(invite(0), ringing(1), ends(4, '486 Busy Here', ['information call-outcome']));
      assert.equal(
        onlyMessage(found),
        'alice@example.com called bob@example.com: busy; since it rang before, somebody probably pressed reject (486 Busy ' +
          'Here) after 4 s. It rang for 3 s before.',
      );
    });

    it('480 without ringing, and with it', () => {
      const atOnce = checkFindings(invite(0), ends(1, '480 Unavailable', ['information call-outcome']));
      assert.match(onlyMessage(atOnce), /the callee cannot be reached now: .* \(480 Unavailable\) after 1 s\.$/);
      const rang = checkFindings(invite(0), ringing(1), ends(31, '480 Unavailable', ['information call-outcome']));
      assert.match(onlyMessage(rang), /: nobody answered \(480 Unavailable\) after 31 s\. It rang for 30 s before\.$/);
    });

    it('600, 603, 607 and 433, and what the server says', () => {
      for (const status of ['600 Busy', '603 Decline', '607 Unwanted', '433 Anonymity Disallowed'])
        checkFindings(invite(0), ends(1, status, ['information call-outcome']));
      const found = checkFindings(
        invite(0),
        ends(1, '603 Decline', ['information call-outcome'], 'Reason: Q.850;cause=21;text="rejected"'),
      );
      assert.match(onlyMessage(found), /It gives as the reason: Q\.850 cause 21, "rejected"/);
    });

    it('the same callee and answer over and over is one', () => {
      const calls = [1, 2, 3].map((number) => {
        const one = new Conversation({ callId: `${number}` });
        const notes = number === 1 ? ['information call-outcome'] : [];
        return one.request(number, 'INVITE') + one.answer(number + 0.6, '486 Busy Here', 'INVITE', { notes });
      });
      assert.equal(checkFindings(...calls)[0]?.more, 2);
    });
  });

  it('declined-by-network: nobody decides that fast, or an intermediary says so', () => {
    const found = checkFindings(invite(0), ends(0.04, '603 Decline', ['information declined-by-network']));
    assert.match(
      onlyMessage(found),
      /refused \(603 Decline\) after 40 ms, most likely by a service .* nobody decides that fast/,
    );
    checkFindings(invite(0), ringing(0.2), ends(0.4, '603 Decline', ['information call-outcome']));
    checkFindings(invite(0), ends(3, '608 Rejected', ['information declined-by-network']));
    const blocked = checkFindings(invite(0), ends(3, '603 Network Blocked', ['information declined-by-network']));
    assert.match(onlyMessage(blocked), /by a service and not by a person: the answer says so\. Typical are blocking/);
  });

  it('declined-by-network: a 603 with words for something else than that somebody declined', () => {
    for (const words of ['Unauthorized', 'Failed to get local media', 'Call limit exceeded']) {
      const found = checkFindings(invite(0), ringing(1), ends(3, `603 ${words}`, ['information declined-by-network']));
      assert.match(
        onlyMessage(found),
        /by a program .* its words name another reason than that somebody declined\. Look/,
      );
    }
    for (const words of ['Declined', 'Call Rejected', 'Abgelehnt', 'Do Not Disturb'])
      checkFindings(invite(0), ringing(1), ends(3, `603 ${words}`, ['information call-outcome']));
  });

  describe('cancelled-call', () => {
    it('CANCEL, its 200 and the 487 are one', () => {
      const found = checkFindings(
        invite(0),
        ringing(2),
        cancel(10, ['information cancelled-call']),
        ends(10.2, '487 Request Terminated'),
      );
      assert.equal(
        onlyMessage(found),
        'alice@example.com called bob@example.com and gave up after 10 s. It rang for 8 s before.',
      );
    });

    it('completed-elsewhere: the CANCEL says that another device answered', () => {
      checkFindings(
        invite(0),
        ringing(2),
        cancel(10, ['information completed-elsewhere'], 'Reason: SIP;cause=200;text="Call completed elsewhere"'),
        ends(10.2, '487 Request Terminated'),
      );
    });

    it('cancel-crossed-answer: the call was answered all the same', () => {
      const found = checkFindings(
        invite(0),
        ringing(2),
        cancel(10, ['information cancel-crossed-answer']),
        call.answer(10.05, '200 OK', 'INVITE'),
        ack(10.2),
        call.exchange(10.3, 'BYE', '200 OK', { within: true, cseq: 2 }),
      );
      assert.match(
        onlyMessage(found),
        /too late: it was answered\. The caller confirmed it \(ACK\), and a BYE ended it/,
      );
    });

    it('cancel-no-final: the INVITE stays open; silent when the log ends before, or has a hole there', () => {
      checkFindings(invite(0), ringing(2), cancel(10, ['information cancelled-call']), later(610));
      checkFindings(invite(0), ringing(2), cancel(10, ['warning cancel-no-final']), later(50));
      checkFindings(invite(0), ringing(2), cancel(10, ['information cancelled-call']), later(20));
    });

    it('cancel-481: no INVITE has its branch; silent when the call had just ended', () => {
      checkFindings(
        invite(0),
        ringing(1),
        call.request(5, 'CANCEL', { branch: 'z9hG4bKother' }),
        call.answer(5.1, '481 Unknown', 'CANCEL', { branch: 'z9hG4bKother', notes: ['hint cancel-481'] }),
        call.answer(6, '486 Busy Here', 'INVITE', { notes: ['information call-outcome'] }),
        hopAck(6.1),
      );
      checkFindings(
        invite(0),
        ends(4.9, '486 Busy Here', ['information call-outcome']),
        call.request(5, 'CANCEL', { branch: INVITE_BRANCH }),
        call.answer(5.1, '481 Unknown', 'CANCEL', { branch: INVITE_BRANCH }),
      );
    });
  });

  describe('unexpected-487', () => {
    it('without CANCEL', () => {
      const found = checkFindings(
        invite(0),
        ringing(1),
        ends(20, '487 Request Terminated', ['warning unexpected-487']),
      );
      assert.match(
        onlyMessage(found),
        /ended with 487 Request Terminated after 20 s\. It rang for 19 s before\. No CANCEL/,
      );
    });

    it('is news when the time of the INVITE is over', () => {
      const found = checkFindings(
        invite(0, 'Expires: 20'),
        ringing(1),
        ends(20, '487 Request Terminated', ['information unexpected-487']),
      );
      assert.match(onlyMessage(found), /Its time was over: the INVITE has Expires 20\.$/);
    });
  });

  describe('redirects', () => {
    const moved = (at: number, target: string, notes: readonly string[] = [], cseq = 1): string =>
      call.answer(at, '302 Moved Temporarily', 'INVITE', { headers: `Contact: <${target}>`, notes, cseq });
    const next = (at: number, uri: string, cseq = 2): string => call.request(at, 'INVITE', { uri, cseq });
    /** What shows that the log has the way of alice to other servers. */
    const elsewhere = (at: number): string =>
      later(at).replaceAll('192.0.2.2:5060', '192.0.2.9:5060').replaceAll(`later${at}`, `elsewhere${at}`);

    it('redirect-followed', () => {
      checkFindings(
        invite(0),
        moved(1, 'sip:carol@example.com', ['hint redirect-followed']),
        next(1.2, 'sip:carol@example.com'),
        call.answer(2, '200 OK', 'INVITE', { cseq: 2 }),
        call.request(2.1, 'ACK', { within: true, cseq: 2 }),
      );
    });

    it('redirect-not-followed, where the log shows what the caller sends to others', () => {
      checkFindings(invite(0), moved(1, 'sip:carol@example.com', ['warning redirect-not-followed']), elsewhere(50));
      checkFindings(invite(0), moved(1, 'sip:carol@example.com'), later(50));
      checkFindings(invite(0), moved(1, 'sip:carol@example.com'), elsewhere(20));
      const other = new Conversation({ callId: 'other', callee: 'carol@example.com' });
      checkFindings(
        invite(0),
        moved(1, 'sip:carol@example.com'),
        other.exchange(2, 'INVITE'),
        other.request(2.2, 'ACK', { within: true }),
        elsewhere(50),
      );
    });

    it('redirect-loop: where the call has been already', () => {
      const found = checkFindings(
        invite(0),
        moved(1, 'sip:carol@example.com'),
        next(1.2, 'sip:carol@example.com'),
        moved(2, 'sip:bob@example.com', ['error redirect-loop'], 2),
      );
      assert.match(onlyMessage(found), /goes in a circle: 302 Moved Temporarily sends it to sip:bob@example\.com/);
    });
  });

  describe('refused offers', () => {
    const sdp = (...media: readonly string[]): { headers: string; body: string } => ({
      headers: 'Content-Type: application/sdp',
      body: ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0', ...media].join('\n'),
    });
    const offer = (...media: readonly string[]): string => call.request(0, 'INVITE', sdp(...media));

    it('not-acceptable-sdp: what was offered, and the Warning', () => {
      const found = checkFindings(
        offer('m=audio 4000 RTP/AVP 18 97 101', 'a=rtpmap:97 opus/48000/2', 'a=rtpmap:101 telephone-event/8000'),
        ends(
          0.1,
          '488 Not Acceptable Here',
          ['error not-acceptable-sdp'],
          'Warning: 305 192.0.2.2 "Incompatible media format"',
        ),
      );
      assert.match(
        onlyMessage(found),
        /knows none of the codecs that were offered\. Offered: audio G729, opus \(RTP\/AVP\)\. It warns \(305\)/,
      );
    });

    it('what the other side takes in another call', () => {
      const other = new Conversation({ callId: 'other', caller: 'bob@example.com', callee: 'alice@example.com' });
      const found = checkFindings(
        other.request(0, 'INVITE', sdp('m=audio 4000 RTP/AVP 8')),
        other.answer(1, '200 OK', 'INVITE'),
        other.request(1.1, 'ACK', { within: true }),
        offer('m=audio 4000 RTP/AVP 18'),
        ends(0.1, '606 Not Acceptable', ['error not-acceptable-sdp']),
      );
      assert.match(
        onlyMessage(found),
        /In another call of this log it takes: audio PCMA \(RTP\/AVP\)\. For audio none of these was offered\./,
      );
    });

    it('sdp-no-common-codec: the refusal says what the other side takes', () => {
      const found = checkFindings(
        offer('m=audio 4000 RTP/AVP 18'),
        call.answer(0.1, '488 Not Acceptable Here', 'INVITE', {
          ...sdp('m=audio 4000 RTP/AVP 0 8'),
          notes: ['error sdp-no-common-codec'],
        }),
        hopAck(0.2),
      );
      assert.match(onlyMessage(found), /No common codec for audio: offered G729, the other side takes PCMU, PCMA\./);
    });

    it('are news when another offer is taken', () => {
      checkFindings(
        offer('m=audio 4000 RTP/SAVP 0'),
        ends(0.1, '488 Not Acceptable Here', ['information not-acceptable-sdp']),
        call.request(1, 'INVITE', { ...sdp('m=audio 4000 RTP/AVP 0'), cseq: 2 }),
        call.answer(2, '200 OK', 'INVITE', { cseq: 2 }),
        call.request(2.1, 'ACK', { within: true, cseq: 2 }),
      );
    });
  });

  describe('unexpected-404-known-user', () => {
    const register = (expires: number): string => {
      const bob = new Conversation({ callId: 'reg', caller: 'bob@example.com', callee: 'bob@example.com' });
      return (
        bob.request(0, 'REGISTER', { uri: 'sip:example.com', headers: 'Contact: <sip:bob@192.0.2.2>' }) +
        bob.answer(0.1, '200 OK', 'REGISTER', { headers: `Contact: <sip:bob@192.0.2.2>;expires=${expires}` })
      );
    };
    const called = (at: number, notes: readonly string[]): string =>
      invite(at) + call.answer(at + 0.1, '404 Not Found', 'INVITE', { notes });

    it('the user had registered under the address that was called', () => {
      const found = checkFindings(register(3600), called(60, ['warning unexpected-404-known-user']));
      assert.match(
        onlyMessage(found),
        /404 Not Found, although this user registered 1 min 0 s before under this address/,
      );
    });

    it('leaves it to not-found when the binding is over', () => {
      checkFindings(register(30), called(60, ['warning not-found']));
    });

    it('and where somebody took the names out, so that all users look alike', () => {
      const log = register(3600) + called(60, ['warning not-found']);
      checkFindings(log.replaceAll(/\b(?:alice|bob)@example\.com/g, '[email protected]'));
    });
  });
});

describe('finding post-dial-delay', () => {
  const answered = (first: number, notes: readonly string[] = []): string =>
    call.request(0, 'INVITE', { notes }) +
    call.answer(0.1, '100 Trying', 'INVITE') +
    ringing(first) +
    call.answer(15, '200 OK', 'INVITE') +
    ack(15.1);

  it('the caller hears nothing for more than 6 s', () => {
    const found = checkFindings(answered(9, ['information post-dial-delay']));
    assert.match(onlyMessage(found), /the first sign of life \(180 Ringing\) came after 9 s/);
  });

  it('is silent about a shorter wait, and about a call that was not answered', () => {
    checkFindings(answered(5));
    checkFindings(invite(0), ringing(9), ends(12, '486 Busy Here', ['information call-outcome']));
  });
});

describe('findings on the ACK of a call:', () => {
  const answers = (...times: readonly number[]): string =>
    times.map((at) => call.answer(at, '200 OK', 'INVITE', { headers: 'Contact: <sip:bob@10.0.0.5>' })).join('');
  const noted = (at: number, note: string): string =>
    call.answer(at, '200 OK', 'INVITE', { headers: 'Contact: <sip:bob@10.0.0.5>', notes: [note] });
  const hangUp = (at: number, notes: readonly string[] = []): string =>
    call.request(at, 'BYE', { back: true, within: true, notes }) +
    call.answer(at + 0.1, '200 OK', 'BYE', { back: true });

  it('missing-ack-2xx: the callee repeats its answer', () => {
    const found = checkFindings(invite(0), noted(2, 'error missing-ack-2xx'), answers(2.5, 3.5, 5.5, 9.5), later(60));
    assert.equal(
      onlyMessage(found),
      'alice@example.com called bob@example.com: answered (200 OK) after 2 s, and never confirmed: the callee sent its answer 5 ' +
        'times in 7.5 s. The log shows no ACK. It hangs up after 32 s. The ACK goes to the Contact of the answer, ' +
        'sip:bob@10.0.0.5, straight there: check that this address can be reached from the caller. It is a private address, ' +
        'which cannot be reached from outside its network.',
    );
  });

  it('missing-ack-2xx: an ACK is in the log, and does not get there', () => {
    const found = checkFindings(
      invite(0),
      noted(2, 'error missing-ack-2xx'),
      ack(2.1),
      answers(2.5, 3.5, 5.5, 9.5, 13.5, 17.5),
      later(60),
    );
    assert.match(onlyMessage(found), /The log shows an ACK, but the callee goes on/);
  });

  it('call-dropped-32s: the callee gives up', () => {
    const found = checkFindings(
      invite(0),
      answers(2, 2.5, 3.5, 5.5, 9.5, 13.5),
      hangUp(34, ['error call-dropped-32s']),
    );
    assert.match(onlyMessage(found), /dropped by the callee 32 s later, since the ACK got lost\. The log shows no ACK/);
  });

  it('call-dropped-32s: the BYE goes astray as the ACK does, which is one cause', () => {
    const bye = (at: number, notes: readonly string[] = []): string =>
      call.request(at, 'BYE', { back: true, within: true, notes });
    const gone = [bye(34, ['error call-dropped-32s']), bye(34.5), bye(35.5), bye(37.5), later(80)];
    checkFindings(invite(0), answers(2, 2.5, 3.5, 5.5, 9.5, 13.5), ...gone);
  });

  it('call-dropped-32s: the BYE says so, whatever code it has', () => {
    for (const reason of ['SIP;cause=408;text="ACK Timeout"', 'SIP;cause=200;text="ACK timeout"']) {
      const found = checkFindings(
        invite(0),
        answers(2),
        call.request(36, 'BYE', {
          back: true,
          within: true,
          headers: `Reason: ${reason}`,
          notes: ['error call-dropped-32s'],
        }),
        call.answer(36.1, '200 OK', 'BYE', { back: true }),
      );
      assert.match(onlyMessage(found), /dropped by the callee 34 s later, since the ACK got lost\. .* "ACK timeout"/i);
    }
  });

  it('missing-ack-non2xx: a refusal comes again and again, also when the ACK has another branch', () => {
    const refusal = [1, 1.5, 2.5, 4.5].map((at, index) =>
      call.answer(at, '503 Full', 'INVITE', {
        notes: index === 0 ? ['error service-unavailable', 'warning missing-ack-non2xx'] : [],
      }),
    );
    const [, other] = checkFindings(invite(0), ...refusal);
    assert.match(
      other?.message ?? '',
      /sent 4 times in 3\.5 s, since the ACK is missing\. 192\.0\.2\.1 has to send it/,
    );
    const [, wrong] = checkFindings(invite(0), ...refusal, ack(1.1));
    assert.match(wrong?.message ?? '', /The log shows an ACK with another branch in its top Via/);
  });

  describe('are silent', () => {
    it('about an answer that is not repeated: the ACK may take another way', () => {
      checkFindings(invite(0), answers(2), later(60));
    });

    it('about an answer that was lost once', () => {
      checkFindings(invite(0), answers(2, 2.5), ack(2.6), hangUp(60));
    });

    it('about a call that the callee ends after 33 s by chance', () => {
      checkFindings(invite(0), answers(2), ack(2.1), hangUp(35));
    });
  });
});

describe('findings on requests within a call:', () => {
  const within = (at: number, method: string, status: string, cseq: number, notes: readonly string[] = []): string =>
    call.request(at, method, { within: true, cseq }) +
    call.answer(at + 0.1, status, method, { cseq, notes }) +
    (method === 'INVITE'
      ? call.request(at + 0.2, 'ACK', {
          within: true,
          cseq,
          ...(status.startsWith('2') ? {} : { branch: `z9hG4bK1INVITE${cseq}` }),
        })
      : '');
  const opened = invite(0) + call.answer(1, '200 OK', 'INVITE') + ack(1.1);

  it('dialog-lost-481: one for the dialog', () => {
    const found = checkFindings(
      opened,
      within(60, 'INVITE', '481 Gone', 2, ['error dialog-lost-481']),
      within(61, 'BYE', '481 Gone', 3),
    );
    assert.match(
      onlyMessage(found),
      /^The INVITE from alice@example\.com to bob@example\.com was answered with 481 Gone: the other side does not know this call\./,
    );
  });

  it('dialog-lost-481: a BYE alone is a warning, since the call ends in any case', () => {
    checkFindings(opened, within(60, 'BYE', '481 Gone', 2, ['warning dialog-lost-481']));
  });

  it('dialog-lost-481: a request without a tag fits no dialog', () => {
    const found = checkFindings(
      opened,
      // The program forgot its own tag in From.
      call.request(60, 'BYE', { within: true, cseq: 2 }).replace(';tag=1', ''),
      call.answer(60.1, '481 Gone', 'BYE', { cseq: 2, notes: ['warning dialog-lost-481'] }).replace(';tag=1', ''),
    );
    assert.equal(
      onlyMessage(found),
      'The BYE from alice@example.com to bob@example.com was answered with 481 Gone: the other side does not know this call. The answer comes from ' +
        '192.0.2.2:5060. The request itself is wrong: From has no tag, so that it fits no call. The program that sent it has ' +
        'to take both tags over from the messages that opened the call.',
    );
    const both = checkFindings(
      call.request(60, 'BYE', { cseq: 2 }).replace(';tag=1', ''),
      call
        .answer(60.1, '481 Gone', 'BYE', { cseq: 2, notes: ['warning dialog-lost-481'] })
        .replace(';tag=1', '')
        .replace(';tag=2', ''),
    );
    assert.match(onlyMessage(both), /From and To have no tag, so that it fits no call\./);
  });

  it('bye-481-race: both hang up, or one twice', () => {
    checkFindings(
      opened,
      call.request(60, 'BYE', { within: true, cseq: 2 }),
      call.exchange(60.05, 'BYE', '200 OK', { back: true, within: true }),
      call.answer(60.1, '481 Gone', 'BYE', { cseq: 2, notes: ['hint bye-481-race'] }),
    );
    checkFindings(opened, within(60, 'BYE', '200 OK', 2), within(61, 'BYE', '481 Gone', 3, ['hint bye-481-race']));
    // The log begins behind the first BYE (edge-start).
    checkFindings(
      call.request(60.05, 'BYE', { back: true, within: true }),
      call.answer(60.1, '200 OK', 'BYE', { cseq: 2 }),
      call.answer(60.15, '481 Gone', 'BYE', { back: true, notes: ['hint bye-481-race'] }),
    );
  });

  it('bye-481-race: a change of the call crosses the BYE of the other side', () => {
    checkFindings(
      opened,
      call.request(60, 'UPDATE', { within: true, cseq: 2 }),
      call.request(60.05, 'BYE', { back: true, within: true }),
      call.answer(60.1, '481 Gone', 'UPDATE', { cseq: 2, notes: ['hint bye-481-race'] }),
      call.answer(60.15, '200 OK', 'BYE', { back: true }),
    );
    // Where the other side hangs up behind its refusal, it had lost the call.
    checkFindings(
      opened,
      within(60, 'UPDATE', '481 Gone', 2, ['error dialog-lost-481']),
      call.exchange(60.3, 'BYE', '200 OK', { back: true, within: true }),
    );
  });

  it('reinvite-failed: the BYE that a 408 makes the same side send is what followed', () => {
    const found = checkFindings(
      opened,
      within(60, 'INVITE', '408 Request Timeout', 2, ['error reinvite-failed']),
      call.exchange(60.3, 'BYE', '200 OK', { within: true, cseq: 3, headers: 'Reason: SIP;cause=408;text="Timeout"' }),
    );
    assert.equal(found[0]?.related.at(-1)?.message, 'What followed from it: BYE');
  });

  it('glare-491: tried again with success', () => {
    const found = checkFindings(
      opened,
      within(5, 'INVITE', '491 Request Pending', 2, ['information glare-491']),
      within(8, 'INVITE', '200 OK', 3),
    );
    assert.match(
      onlyMessage(found),
      /INVITE got 491 Request Pending, and 2\.9 s later it was tried again with success/,
    );
  });

  describe('glare-not-resolved', () => {
    /** As `within`, sent by bob. */
    const ofBob = (at: number, status: string, cseq: number, notes: readonly string[] = []): string =>
      call.request(at, 'UPDATE', { back: true, within: true, cseq }) +
      call.answer(at + 0.1, status, 'UPDATE', { back: true, cseq, notes });

    it('neither side tried again', () => {
      checkFindings(opened, within(5, 'UPDATE', '491 Pending', 2, ['warning glare-not-resolved']), later(60));
      // Both gave way to each other.
      checkFindings(
        opened,
        within(5, 'UPDATE', '491 Pending', 2),
        ofBob(5.2, '491 Pending', 7, ['warning glare-not-resolved']),
        later(60),
      );
    });

    it('every try gave way', () => {
      const found = checkFindings(
        opened,
        within(5, 'UPDATE', '491 Pending', 2),
        within(7, 'UPDATE', '491 Pending', 3),
        within(9, 'UPDATE', '491 Pending', 4, ['warning glare-not-resolved']),
        later(60),
      );
      assert.match(onlyMessage(found), /refused with 491 Pending, 3 times in a row, and no other try succeeded/);
    });

    it('is left to glare-491 when the last of several tries succeeds', () => {
      checkFindings(
        opened,
        within(5, 'UPDATE', '491 Pending', 2, ['information glare-491']),
        within(9, 'UPDATE', '491 Pending', 3, ['information glare-491']),
        within(13, 'UPDATE', '491 Pending', 4, ['information glare-491']),
        within(17, 'UPDATE', '200 OK', 5),
        later(60),
      );
    });

    it('is left to glare-491 when the other side tries again with success', () => {
      const found = checkFindings(
        opened,
        // Both gave way; bob, who did not begin the call, comes first, and alice then wants nothing more.
        call.request(5, 'UPDATE', { within: true, cseq: 2 }),
        call.request(5.01, 'UPDATE', { back: true, within: true, cseq: 7 }),
        call.answer(5.05, '491 Pending', 'UPDATE', { cseq: 2, notes: ['information glare-491'] }),
        call.answer(5.06, '491 Pending', 'UPDATE', { back: true, cseq: 7, notes: ['information glare-491'] }),
        ofBob(6, '200 OK', 8),
        later(60),
      );
      assert.match(
        found[0]?.message ?? '',
        /UPDATE got 491 Pending, and 1.1 s later the UPDATE of the other side took effect/,
      );
    });

    it('is left to glare-491 when the change that was in the way takes effect', () => {
      checkFindings(
        opened,
        call.request(5, 'INVITE', { back: true, within: true, cseq: 7 }),
        within(5.1, 'UPDATE', '491 Pending', 2, ['information glare-491']),
        call.answer(5.5, '200 OK', 'INVITE', { back: true, cseq: 7 }),
        call.request(5.6, 'ACK', { back: true, within: true, cseq: 7 }),
        later(60),
      );
    });

    it('is silent when the call was still being set up, and is then', () => {
      checkFindings(
        invite(0),
        ringing(1),
        within(2, 'UPDATE', '491 Pending', 2),
        call.answer(30, '200 OK', 'INVITE'),
        ack(30.1),
        later(60),
      );
    });

    it('is silent when the call ends', () => {
      checkFindings(opened, within(5, 'UPDATE', '491 Pending', 2), within(7, 'BYE', '200 OK', 3), later(60));
      checkFindings(
        opened,
        within(5, 'UPDATE', '491 Pending', 2),
        within(6, 'UPDATE', '491 Pending', 3),
        within(7, 'UPDATE', '491 Pending', 4),
        within(9, 'BYE', '200 OK', 5),
        later(60),
      );
    });

    it('is silent when another try fails otherwise, which is told by itself', () => {
      checkFindings(
        opened,
        within(5, 'INVITE', '491 Pending', 2),
        within(8, 'INVITE', '488 Not Acceptable Here', 3, ['warning reinvite-failed']),
        later(60),
      );
    });

    it('is silent when the log ends before another try had to come, or has a hole there', () => {
      checkFindings(
        opened,
        within(5, 'UPDATE', '491 Pending', 2),
        within(6, 'UPDATE', '491 Pending', 3),
        within(7, 'UPDATE', '491 Pending', 4),
      );
      checkFindings(opened, within(5, 'UPDATE', '491 Pending', 2), later(600));
    });
  });

  it('reinvite-failed: the call goes on as it was, but for 408', () => {
    const found = checkFindings(opened, within(5, 'INVITE', '488 Not Acceptable Here', 2, ['warning reinvite-failed']));
    assert.match(
      onlyMessage(found),
      /The call goes on as it was: what this request wanted to change did not take effect/,
    );
    checkFindings(opened, within(5, 'INVITE', '408 Timeout', 2, ['error reinvite-failed']));
  });

  it('reinvite-failed: news when a later change succeeds, as with a fax', () => {
    checkFindings(
      opened,
      within(5, 'INVITE', '488 Not Acceptable Here', 2, ['information reinvite-failed']),
      within(7, 'INVITE', '200 OK', 3),
    );
  });

  it('out-of-order-500: the number of an earlier request was higher', () => {
    const found = checkFindings(
      opened,
      within(5, 'INFO', '200 OK', 5),
      within(6, 'BYE', '500 Oops', 3, ['warning out-of-order-500']),
    );
    assert.match(onlyMessage(found), /its number \(CSeq 3\) is below 5/);
    checkFindings(opened, within(5, 'INFO', '200 OK', 5), within(6, 'BYE', '500 Oops', 6, ['error server-error']));
  });

  it('overlapping-invite-500: the INVITE before was not answered yet', () => {
    checkFindings(
      opened,
      call.request(5, 'INVITE', { within: true, cseq: 2 }),
      call.request(5.1, 'INVITE', { within: true, cseq: 3 }),
      call.answer(5.2, '500 Oops', 'INVITE', {
        cseq: 3,
        headers: 'Retry-After: 4',
        notes: ['warning overlapping-invite-500'],
      }),
      call.answer(5.3, '200 OK', 'INVITE', { cseq: 2 }),
      call.request(5.4, 'ACK', { within: true, cseq: 2 }),
    );
  });
});

describe('findings on intervals that are too short:', () => {
  const brief = (notes: readonly string[]): string =>
    call.request(0, 'PUBLISH', { headers: 'Expires: 60' }) +
    call.answer(0.1, '423 Interval Too Brief', 'PUBLISH', { headers: 'Min-Expires: 600', notes });

  it('interval-too-brief: the client tries again with success', () => {
    const found = checkFindings(
      brief(['information interval-too-brief']),
      call.exchange(1, 'PUBLISH', '200 OK', { cseq: 2, headers: 'Expires: 600' }),
    );
    assert.match(onlyMessage(found), /validity of 60 s is too short for the server, which wants at least 600 s/);
  });

  it('interval-too-brief-unresolved: it does not; silent when the log ends before', () => {
    checkFindings(brief(['warning interval-too-brief-unresolved']), later(60));
    checkFindings(brief([]), later(20));
  });

  it('session-interval-too-small and session-interval-unresolved', () => {
    const small = (notes: readonly string[]): string =>
      invite(0, 'Session-Expires: 90') +
      call.answer(0.1, '422 Session Interval Too Small', 'INVITE', { headers: 'Min-SE: 1800', notes }) +
      hopAck(0.2);
    checkFindings(
      small(['information session-interval-too-small']),
      call.exchange(1, 'INVITE', '200 OK', { cseq: 2 }),
      call.request(1.2, 'ACK', { within: true, cseq: 2 }),
    );
    checkFindings(small(['warning session-interval-unresolved']), later(60));
  });
});
