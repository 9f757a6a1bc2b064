import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';
import { checkFindings } from '../support/checkFindings';
import { connectionRecord, message, record } from '../support/logs';
import { Conversation, later } from '../support/packets';

const call = new Conversation();

/** Pings under Call-IDs of their own, one every five seconds: the log is written to all the time. */
const pings = (from: number, to: number): string =>
  Array.from({ length: Math.floor((to - from) / 5) + 1 }, (_, index) => later(from + index * 5)).join('');

/** Admins cut, join and filter logs; nothing that is missing only because of that is a finding. */
describe('a log that was', () => {
  describe('stopped for ten minutes, or whose clock was set forward by an hour,', () => {
    for (const pause of [600, 3600]) {
      const goesOn = pings(60 + pause, 90 + pause);

      it(`tells nothing of what was under way (${pause} s)`, () => {
        // no-response, no-final-response
        checkFindings(pings(0, 55), call.request(58, 'MESSAGE'), goesOn);
        checkFindings(pings(0, 55), call.request(58, 'INVITE') + call.answer(59, '180 Ringing', 'INVITE'), goesOn);
        // bye-unanswered
        checkFindings(
          call.exchange(0, 'INVITE') + call.request(0.2, 'ACK', { within: true }),
          pings(1, 56),
          call.request(58, 'BYE', { within: true, cseq: 2 }),
          goesOn,
        );
        // auth-challenge-unanswered
        checkFindings(
          pings(0, 55),
          call.exchange(58, 'INVITE', '407 Authenticate', { headers: '' }) +
            call.request(58.2, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true }),
          goesOn,
        );
        // subscribe-no-notify
        checkFindings(
          pings(0, 55),
          call.exchange(58, 'SUBSCRIBE', '200 OK', { headers: 'Event: presence\nExpires: 600' }),
          goesOn,
        );
      });
    }

    it('tells of no late answer (100 s): the clock may have been set', () => {
      const goesOn = pings(161, 190);
      checkFindings(pings(0, 55), call.request(58, 'MESSAGE'), call.answer(160, '200 OK', 'MESSAGE'), goesOn);
      const sdp = { headers: 'Content-Type: application/sdp', body: 'm=audio 4000 RTP/AVP 0' };
      checkFindings(
        pings(0, 55),
        call.request(58, 'INVITE', sdp) + call.answer(58.1, '100 Trying', 'INVITE'),
        call.answer(160, '200 OK', 'INVITE', sdp) + call.request(160.1, 'ACK', { within: true }),
        goesOn,
      );
    });

    it('tells what is missing where the log goes on for long enough', () => {
      checkFindings(
        pings(0, 55),
        call.request(58, 'MESSAGE', { notes: ['error no-response'] }),
        call.request(58.5, 'MESSAGE'),
        call.request(59.5, 'MESSAGE'),
        pings(60, 100),
        pings(700, 720),
      );
    });
  });

  describe('begun in the middle', () => {
    it('lacks the INVITE, so that the ACK may stand in front of it: nothing says that there was none', () => {
      const again = [1, 3, 7, 11, 15, 19].map((at) => call.answer(at, '200 OK', 'INVITE')).join('');
      const first = (note: string): string => call.answer(0, '200 OK', 'INVITE', { notes: [note] });
      checkFindings(first('warning response-retransmissions'), again, pings(20, 60));
      checkFindings(call.request(-1, 'INVITE'), first('error missing-ack-2xx'), again, pings(20, 60));
    });
  });

  describe('cut in the middle of its last message', () => {
    it('does not say what a failure is an answer to', () => {
      // The 404 of a call is an outcome, that of a ping proves that the path works.
      checkFindings(
        call.exchange(0, 'OPTIONS'),
        'SIP/2.0 404 Not Found\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nCall-ID: 1',
      );
    });
  });

  describe('filtered', () => {
    it('by the method INVITE: a 487 without its ACK leaves the CANCEL out as well', () => {
      const invite = call.request(0, 'INVITE') + call.answer(1, '180 Ringing', 'INVITE');
      const ack = call.request(3.1, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true });
      checkFindings(invite, call.answer(3, '487 Request Terminated', 'INVITE'), later(60));
      checkFindings(
        invite,
        call.answer(3, '487 Request Terminated', 'INVITE', { notes: ['warning unexpected-487'] }),
        ack,
        later(60),
      );
    });

    const headers = (cseq: number): string => `
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK${cseq}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: ${cseq} INFO`;
    const info = (cseq: number, direction: 'incoming' | 'outgoing', notes: readonly string[] = []): string =>
      record({ at: cseq, start: 'INFO sip:bob@example.com SIP/2.0', headers: headers(cseq), direction, notes });
    const answer = (cseq: number, direction: 'incoming' | 'outgoing'): string =>
      record({ at: cseq, start: 'SIP/2.0 200 OK', headers: headers(cseq), direction });

    it('by requests, or by one way: what answers them is left out', () => {
      const requests = [info(2, 'outgoing'), info(3, 'incoming'), info(4, 'incoming'), connectionRecord(60)];
      checkFindings(info(1, 'incoming', ['information one-sided-capture']), ...requests);
      checkFindings(info(1, 'incoming'), info(2, 'incoming'), answer(9, 'incoming'), connectionRecord(60));
      checkFindings(
        info(1, 'incoming'),
        answer(1, 'outgoing'),
        info(2, 'incoming', ['error no-response']),
        connectionRecord(60),
      );
    });
  });

  it('copied behind itself, where times have no date, so that it seems to go on the next day, repeats no request', () => {
    const log = [
      ['00:00:01.000', 1],
      ['23:59:58.000', 2],
    ]
      .map(
        ([
          time,
          cseq,
        ]) => `${time} pjsua_core.c  .RX 300 bytes Request msg INFO/cseq=${cseq} (rdata1) from tls 192.0.2.2:5061:
INFO sip:alice@example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.2;branch=z9hG4bK${cseq}
From: <sip:bob@example.com>;tag=1
To: <sip:alice@example.com>;tag=2
Call-ID: 1
CSeq: ${cseq} INFO

--end msg--
`,
      )
      .join('');
    checkFindings(log);
    checkFindings(log + log);
  });

  it('cut at its end, and joined with another: the last message of the first one lacks what was cut', () => {
    const entry = (way: string, start: string, headers: readonly string[]): string =>
      ['-----------------------', `[2026/11/05 09:00:00.000] ${way}`, '', start, ...headers].join('\n');
    const headers = (method: string): string[] => [
      `Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK${method}`,
      'From: <sip:bob@example.com>;tag=2',
      'To: <sip:alice@example.com>;tag=1',
      'Call-ID: 1',
      `CSeq: 1 ${method}`,
    ];
    const [out, back] = ['OUT 192.0.2.2:5060 --> 192.0.2.1:5060', 'IN 192.0.2.1:5060 --> 192.0.2.2:5060'];
    const whole = [
      entry(out, 'INFO sip:alice@example.com SIP/2.0', [...headers('INFO'), '']),
      entry(back, 'SIP/2.0 200 OK', [...headers('INFO'), '']),
    ];
    const cut = entry(out, 'BYE sip:alice@example.com SIP/2.0', headers('BYE').slice(0, 3));
    // Some programs begin a log with an empty line.
    checkFindings(...whole, cut, '', call.exchange(0, 'OPTIONS'));
  });

  it('copied and logged without times: other entries of it are no sign that it goes on', () => {
    const lone = message({
      start: 'MESSAGE sip:bob@example.com SIP/2.0',
      headers: `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKlone
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: lone
CSeq: 1 MESSAGE`,
    });
    // Bare messages, behind which an ngrep capture was put.
    checkFindings(lone, lone, lone, pings(0, 60));
  });

  it('copied behind itself: a failure that is explained has no second explanation', () => {
    const REGISTER = `Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@contoso.com>;tag=1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 1
CSeq: 1 REGISTER`;
    const log = (notes: readonly string[]): string =>
      record({ start: 'REGISTER sip:contoso.com SIP/2.0', headers: REGISTER }) +
      record({
        at: 0.1,
        start: 'SIP/2.0 404 Not Found',
        headers: `${REGISTER}
ms-diagnostics: 4005;reason="Destination URI either not enabled for SIP or does not exist";source="ocs.contoso.com"`,
        notes,
      });
    checkFindings(log(['error ms-user-not-found-4005']), log([]));
  });

  it('joined with one of an earlier day: who registers there is not known here', () => {
    const registered = new Conversation({ callId: 'r', caller: 'bob@example.com', callee: 'bob@example.com' });
    const register = (at: number): string =>
      registered.request(at, 'REGISTER') +
      registered.answer(at + 0.1, '200 OK', 'REGISTER', { headers: 'Contact: <sip:bob@192.0.2.1>;expires=3600' });
    const unknown = (code: string): string =>
      call.request(0, 'INVITE') +
      call.answer(0.1, '404 Not Found', 'INVITE', { notes: [code] }) +
      call.request(0.2, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true });
    checkFindings(register(-86_400), unknown('warning not-found'));
    checkFindings(register(-60), unknown('warning unexpected-404-known-user'));
    const joined = findings(readTrace((register(86_400) + unknown('')).replace(/^#.*\n/gm, '')));
    assert.deepEqual(
      joined.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ code }) => code),
      ['not-found'],
    );
  });

  it('turned, with its newest entries in front, has nothing behind its messages', () => {
    const of = (cseq: number, start: string): string =>
      message({
        start,
        headers: `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${cseq}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: ${cseq} MESSAGE`,
      });
    const REQUEST = 'MESSAGE sip:bob@example.com SIP/2.0';
    const exchanges = Array.from({ length: 12 }, (_, index) => [
      of(index + 2, REQUEST),
      of(index + 2, 'SIP/2.0 200 OK'),
    ]);
    const last = [of(99, REQUEST), of(99, REQUEST), of(99, REQUEST)];
    checkFindings([...exchanges.flat(), ...last].reverse().join('\n'));
  });
});
