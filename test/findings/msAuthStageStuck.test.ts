import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client, NTLM_CHALLENGE, NTLM_CREDENTIALS, NTLM_OPENING, SCHEMES, SIGNATURE } from '../support/client';
import { connectionRecord, message } from '../support/logs';

const alice = new Client({ headers: '\nms-keep-alive: UAC;hop-hop=yes' });
const bob = new Client({ user: 'bob@example.com', epid: '90ab', callId: '2f6c' });
const FAULT = ['error ms-auth-stage-stuck'];
/** Bob signs in an hour later, so that the log goes on and shows both directions. */
const anHourLater = [bob.register(1, '', { at: 3600 }), bob.answer(1, '200 OK', '', { at: 3601 })];

/** The steps of a handshake up to `last`, which is noted. */
function stepsUpTo(last: number, notes: readonly string[] = FAULT): string[] {
  const noted = (step: number) => (step === last ? { notes } : {});
  return [
    alice.register(1, '', { at: 1, ...noted(0) }),
    alice.answer(1, '401 Unauthorized', SCHEMES, { at: 2, ...noted(1) }),
    alice.register(2, NTLM_OPENING, { at: 3, ...noted(2) }),
    alice.answer(2, '401 Unauthorized', NTLM_CHALLENGE, { at: 4, ...noted(3) }),
    alice.register(3, NTLM_CREDENTIALS, { at: 5, ...noted(4) }),
  ].slice(0, last + 1);
}

describe('finding ms-auth-stage-stuck', () => {
  const stops = [
    /the handshake stops at its first message: the server has received the REGISTER and does not answer it\./,
    /stops after the server offered NTLM, Kerberos: the client does not go on\./,
    /stops after the client opened it: the server does not send its challenge\./,
    /stops after the challenge of the server: the client does not answer it\./,
    /stops after the client sent its credentials: the server does not answer\./,
  ];
  for (const [stage, says] of stops.entries()) {
    it(`says what it means to stop at stage S${stage}`, () => {
      const found = checkFindings(...stepsUpTo(stage), ...anHourLater);
      assert.match(onlyMessage(found), says);
      assert.equal(found[0]?.related.length, stage);
    });
  }

  it('the log of a client cannot tell whether the server received the REGISTER', () => {
    const outgoing = stepsUpTo(0).map((text) => text.replace('Direction: incoming', 'Direction: outgoing'));
    const found = checkFindings(...outgoing, ...anHourLater);
    assert.match(onlyMessage(found), /the server does not answer the REGISTER\. Check the name and port/);
  });

  it('tells the last round only', () => {
    const found = checkFindings(
      alice.register(1),
      alice.answer(1, '401 Unauthorized', SCHEMES),
      alice.register(2, '', { notes: FAULT }),
      ...anHourLater,
    );
    assert.deepEqual(found[0]?.related, []);
  });

  it('says so when the server lists its schemes again instead of sending its challenge', () => {
    const found = checkFindings(
      ...alice.ntlmHandshake().slice(0, 3),
      alice.answer(2, '401 Unauthorized', SCHEMES, { notes: FAULT }),
      ...anHourLater,
    );
    assert.match(onlyMessage(found), /the server lists NTLM, Kerberos again instead of sending its challenge/);
  });

  it('is silent when the credentials were refused before: that is the reason', () => {
    checkFindings(
      ...alice.ntlmHandshake(1),
      alice.answer(3, '401 Unauthorized', SCHEMES, { notes: ['error ms-auth-final-failed'] }),
      alice.register(4),
      ...anHourLater,
    );
  });

  it('is silent when the endpoint has signed in under another Call-ID', () => {
    const parallel = new Client({ callId: 'other@192.0.2.1' });
    checkFindings(
      ...alice.ntlmHandshake(1),
      alice.answer(3, '200 OK'),
      parallel.register(1, '', { at: 5 }),
      parallel.answer(1, '401 Unauthorized', SCHEMES, { at: 5.1 }),
      ...anHourLater,
    );
  });

  it('in a log without times, when twenty messages follow', () => {
    const headers = `
Via: SIP/2.0/TLS 192.0.2.1
From: <sip:alice@example.com>;tag=1;epid=1
To: <sip:alice@example.com>
Call-ID: 1
CSeq: 1 REGISTER`;
    const offers = `${headers}${SCHEMES}`;
    const start = 'REGISTER sip:example.com SIP/2.0';
    const refused = message({ start: 'SIP/2.0 401 Unauthorized', headers: offers, notes: FAULT });
    const pings = Array.from({ length: 20 }, (_, index) => pingOf(index));
    checkFindings(message({ start, headers }), refused, ...pings);
    checkFindings(message({ start, headers }), refused.replace(/\n#.*/, ''), ...pings.slice(1));
  });

  describe('is silent', () => {
    it('when the log ends within 32 s (edge-end)', () => {
      checkFindings(...stepsUpTo(3, []), connectionRecord(35.9));
      checkFindings(...stepsUpTo(3), connectionRecord(36));
    });

    it('when the log shows one direction only (one-sided)', () => {
      checkFindings(alice.register(1), bob.register(1, '', { at: 3600 }));
    });

    it('when the log begins in mid-handshake (edge-start)', () => {
      checkFindings(...stepsUpTo(3, []).slice(2), ...anHourLater);
    });

    it('when the client was signed in before: an association is being renewed', () => {
      checkFindings(
        ...alice.ntlmHandshake(),
        alice.answer(3, '200 OK'),
        alice.register(4, SIGNATURE),
        alice.answer(4, '401 Unauthorized', SCHEMES),
        ...anHourLater,
      );
    });

    it('when the client starts anew under another Call-ID and gets its answer', () => {
      const again = new Client({ callId: 'again' });
      checkFindings(
        ...stepsUpTo(1, []),
        ...again.ntlmHandshake(1, 60),
        again.answer(3, '200 OK', '', { at: 63 }),
        ...anHourLater,
      );
    });

    it('when the server serves another request of the same endpoint later', () => {
      const call = new Client({ callId: 'call' });
      checkFindings(
        ...stepsUpTo(4, ['information no-response']),
        call.request('SUBSCRIBE', 1, '', { at: 60 }),
        call.answerTo('SUBSCRIBE', 1, '200 OK', '', { at: 61 }),
        ...anHourLater,
      );
    });

    it('when the home pool is elsewhere (301)', () => {
      checkFindings(
        ...alice.ntlmHandshake(),
        alice.answer(3, '301 Redirect to home server', '\nContact: <sip:pool2.example.com:5061;transport=TLS>', {
          notes: ['hint ms-redirect-home'],
        }),
        ...anHourLater,
      );
    });

    it('about Digest: other rules speak of it', () => {
      const carol = new Client({ epid: '', headers: '\nUser-Agent: phone/1' });
      checkFindings(
        carol.register(1),
        carol.answer(1, '401 Unauthorized', '\nWWW-Authenticate: Digest realm="example.com", nonce="1"', {
          notes: ['warning auth-challenge-unanswered'],
        }),
        ...anHourLater,
      );
    });
  });
});

/** A healthy OPTIONS and its response count as two; here each is one message. */
function pingOf(index: number): string {
  const start = index % 2 === 0 ? 'OPTIONS sip:example.com SIP/2.0' : 'SIP/2.0 200 OK';
  const number = index - (index % 2);
  return message({
    start,
    headers: `
Via: SIP/2.0/TLS 192.0.2.9;branch=z9hG4bK${number}
From: <sip:proxy@example.com>;tag=${number}
To: <sip:example.com>
Call-ID: ping${number}
CSeq: 1 OPTIONS`,
  });
}
