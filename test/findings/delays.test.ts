import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation } from '../support/packets';

const call = new Conversation();
const SDP = 'Content-Type: application/sdp';
const overTcp = new Conversation({ transport: 'TCP' });
const withoutTimes = (...packets: readonly string[]): string => packets.join('').replace(/^[UT] \d{4}.*\n/gm, '');

const described = (body: string) => (body === '' ? {} : { body, headers: SDP });

/** A call that is answered so many seconds behind its INVITE, with what comes in between; `body` is that of the answer and of the offer. */
const answered = (
  at: number,
  between: readonly string[] = [],
  notes: readonly string[] = [],
  body = '',
  offer = body,
): string =>
  [
    call.request(0, 'INVITE', described(offer)),
    ...between,
    call.answer(at, '200 OK', 'INVITE', { notes, ...described(body) }),
    call.request(at + 0.1, 'ACK', { within: true }),
  ].join('');

describe('finding slow-response', () => {
  const trying = (at: number, notes: readonly string[] = []): string =>
    call.answer(at, '100 Trying', 'INVITE', { notes });
  const NOTE = ['information slow-response'];

  it('100 Trying after 1.8 s', () => {
    const found = checkFindings(answered(3, [trying(1.8, NOTE)]));
    assert.equal(
      onlyMessage(found),
      'The first answer to this INVITE (100 Trying) took 1.8 s from 192.0.2.2:5060: the server is busy, waits for something, ' +
        'or is far away.',
    );
    checkFindings(answered(3, [trying(0.5)]));
  });

  it('the final answer to another request after five seconds; those of one peer are one', () => {
    const info = (at: number, notes: readonly string[] = []): string =>
      call.request(at, 'INFO', { within: true, cseq: at }) + call.answer(at + 5, '200 OK', 'INFO', { cseq: at, notes });
    const found = checkFindings(info(10, NOTE), info(20));
    assert.equal(found[0]?.more, 1);
    checkFindings(call.request(0, 'INFO'), call.answer(4, '200 OK', 'INFO'));
  });

  it('is silent when the request was sent again, which another finding tells', () => {
    checkFindings(
      call.request(0, 'INVITE', { notes: ['information request-retransmissions'] }),
      call.request(0.5, 'INVITE'),
      trying(0.8),
      call.answer(2, '200 OK', 'INVITE'),
      call.request(2.1, 'ACK', { within: true }),
    );
  });

  it('is silent where the log may leave the 100 out, and about an answer that fails', () => {
    checkFindings(answered(3, [call.answer(2, '180 Ringing', 'INVITE')]));
    checkFindings(
      overTcp.request(0, 'INFO'),
      overTcp.answer(6, '500 Server Error', 'INFO', { notes: ['error server-error'] }),
    );
  });

  it('is silent without times, and where whole seconds do not tell (no-clock)', () => {
    checkFindings(withoutTimes(answered(3, [trying(1.8)])));
    checkFindings(answered(3, [trying(1)]));
    checkFindings(answered(3, [trying(2, NOTE)]));
  });

  it('the legs of a slow answer are one finding, where it comes from (multi-leg)', () => {
    const leg = { branch: 'z9hG4bKother' };
    checkFindings(
      call.request(0, 'INFO'),
      call.request(0.1, 'INFO', leg),
      call.answer(6, '200 OK', 'INFO', { ...leg, notes: NOTE }),
      call.answer(6.1, '200 OK', 'INFO'),
    );
  });
});

describe('finding late-final-non-invite', () => {
  const info = (at: number, notes: readonly string[] = [], status = '200 OK'): string =>
    call.request(0, 'INFO') + call.answer(at, status, 'INFO', { notes });

  it('200 after 34 s', () => {
    assert.equal(
      onlyMessage(checkFindings(info(34, ['hint late-final-non-invite']))),
      '200 OK to this INFO came from 192.0.2.2:5060 after 34 s: too late, a client gives up after 32 s. Look what the server ' +
        'waits for.',
    );
  });

  it('is silent about a failure, which has its own finding', () => {
    checkFindings(info(34, ['warning request-timeout-408'], '408 Request Timeout'));
  });

  it('is silent about an INVITE, which may ring for long', () => {
    checkFindings(answered(34, [call.answer(0.1, '180 Ringing', 'INVITE')]));
  });

  it('is silent without times, and when the clock was set (no-clock)', () => {
    checkFindings(withoutTimes(info(34)));
    checkFindings(info(3600));
  });
});

describe('finding no-ringback', () => {
  const trying = call.answer(0.1, '100 Trying', 'INVITE');
  const AUDIO = 'v=0\nc=IN IP4 192.0.2.2\nm=audio 4000 RTP/AVP 0';
  const NOTE = ['hint no-ringback'];

  it('8 s with nothing but 100', () => {
    const found = checkFindings(answered(8, [trying], NOTE, AUDIO));
    assert.equal(
      onlyMessage(found),
      'alice@example.com called bob@example.com and heard nothing for 8 s: before the answer (200 OK) came 100 Trying only, ' +
        'no 180 and no 183. Find the hop that sends none, or does not pass it on.',
    );
  });

  it('is silent with 180 or 183, when the answer comes soon, and where the log shows no 100', () => {
    checkFindings(answered(8, [trying, call.answer(2, '183 Session Progress', 'INVITE')], [], AUDIO));
    checkFindings(answered(5, [trying], [], AUDIO));
    checkFindings(answered(8, [], [], AUDIO));
  });

  it('is silent about sessions that nobody hears, and about re-INVITEs', () => {
    // A server that ties two calls together asks the first one for an offer.
    checkFindings(answered(8, [trying], [], AUDIO, ''));
    checkFindings(answered(8, [trying], [], 'v=0\nc=IN IP4 192.0.2.2\nm=message 5060 sip null'));
    const again = { within: true, cseq: 2 };
    checkFindings(
      answered(1, [trying]),
      call.request(2, 'INVITE', again),
      call.answer(2.1, '100 Trying', 'INVITE', again),
      call.answer(9, '200 OK', 'INVITE', { ...again, body: AUDIO, headers: SDP }),
      call.request(9.1, 'ACK', again),
    );
  });

  it('is silent about legs behind the one of the caller (multi-leg), and without times (no-clock)', () => {
    const leg = { branch: 'z9hG4bKother' };
    checkFindings(
      call.request(0, 'INVITE'),
      trying,
      call.answer(0.2, '180 Ringing', 'INVITE'),
      call.request(0.3, 'INVITE', leg),
      call.answer(0.4, '100 Trying', 'INVITE', leg),
      call.answer(8, '200 OK', 'INVITE', { ...leg, body: AUDIO, headers: SDP }),
      call.answer(8.1, '200 OK', 'INVITE', { body: AUDIO, headers: SDP }),
      call.request(8.2, 'ACK', { within: true }),
    );
    checkFindings(withoutTimes(answered(8, [trying], [], AUDIO)));
  });
});

describe('finding notify-without-subscribe', () => {
  const notify = (event: string, details = {}, headers = ''): string =>
    call.exchange(1, 'NOTIFY', '200 OK', {
      headers: `Event: ${event}\nSubscription-State: active${headers}`,
      ...details,
    });
  const NOTE = { notes: ['hint notify-without-subscribe'] };

  it('the state of a phone that nobody asked for', () => {
    const found = checkFindings(notify('dialog', NOTE));
    assert.equal(
      onlyMessage(found),
      'alice@example.com tells 192.0.2.2:5060 about "dialog" without being asked: no SUBSCRIBE or REFER of this Call-ID is in ' +
        'the log, and the NOTIFY belongs to no dialog (To without tag). Clients may refuse it with 481.',
    );
  });

  it('is silent within a dialog, whose beginning the log may not show (edge-start)', () => {
    checkFindings(notify('dialog', { within: true }));
  });

  it('is silent behind a SUBSCRIBE', () => {
    checkFindings(call.exchange(0, 'SUBSCRIBE', '200 OK', { back: true, headers: 'Event: dialog' }), notify('dialog'));
  });

  it('is silent about what servers send unasked', () => {
    for (const event of ['check-sync', 'message-summary', 'keep-alive', 'x-vendor']) checkFindings(notify(event));
  });

  it('is silent about the dialect of Microsoft (ms-dialect)', () => {
    checkFindings(notify('presence', {}, '\nUser-Agent: RTC/3.0'));
  });

  it('is silent when it is refused, which another finding tells', () => {
    checkFindings(
      call.request(1, 'NOTIFY', { headers: 'Event: dialog' }),
      call.answer(1.1, '481 Subscription Does Not Exist', 'NOTIFY', { notes: ['information notify-481'] }),
    );
  });
});
